/** The objects of a network by id, each under the key of the answer that lists it. */
export type Objects = ReadonlyMap<string, { readonly key: string; readonly record: Json }>;
export type Json = { readonly [field: string]: unknown };

/** Edits as scenarios write them, in the API's own field names. */
export interface Edits {
  /** By object id. Objects are merged, lists are replaced whole, null takes a field away. */
  readonly change?: { readonly [id: string]: Json };
  readonly remove?: readonly string[];
  /** Whole records under the key of their answer; instances under `Instances`, as a reservation of their own. */
  readonly add?: { readonly [key: string]: readonly Json[] };
}

/** The answers that a dump of a network consists of, with the field that identifies their records. */
const listedFields: { readonly [key: string]: string } = {
  Vpcs: 'VpcId',
  Subnets: 'SubnetId',
  RouteTables: 'RouteTableId',
  NetworkAcls: 'NetworkAclId',
  SecurityGroups: 'GroupId',
  NetworkInterfaces: 'NetworkInterfaceId',
  Instances: 'InstanceId',
  InternetGateways: 'InternetGatewayId',
  EgressOnlyInternetGateways: 'EgressOnlyInternetGatewayId',
  NatGateways: 'NatGatewayId',
  Addresses: 'AllocationId',
  VpcPeeringConnections: 'VpcPeeringConnectionId',
  VpcEndpoints: 'VpcEndpointId',
  PrefixLists: 'PrefixListId',
  SecurityGroupVpcAssociations: 'GroupId',
  VpcBlockPublicAccessExclusions: 'ExclusionId',
  LoadBalancers: 'LoadBalancerArn',
  Listeners: 'ListenerArn',
  Rules: 'RuleArn',
  TargetGroups: 'TargetGroupArn',
  LoadBalancerDescriptions: 'LoadBalancerName',
  ServiceConfigurations: 'ServiceId',
  VpcEndpointConnections: 'VpcEndpointId',
};

/** Calls that are made once for each of something, and wrapped with it: without any of those there is no answer. */
const wrappedAnswers: { readonly [key: string]: string } = {
  PrefixListEntries: 'PrefixListId',
  LoadBalancerAttributes: 'LoadBalancerArn',
  TargetGroupAttributes: 'TargetGroupArn',
  TargetHealth: 'TargetGroupArn',
  ClassicLoadBalancerAttributes: 'LoadBalancerName',
};
const idFields: { readonly [key: string]: string } = { ...listedFields, ...wrappedAnswers };

/** The one answer that is an object; it is its own id. */
const OPTIONS = 'VpcBlockPublicAccessOptions';

/** Reads a whole dump: `{ Vpcs: […], Reservations: […], … }`. */
export function objectsOf(answers: Json, where: string): Objects {
  const objects = new Map<string, { key: string; record: Json }>();
  for (const [key, value] of Object.entries(answers)) {
    if (key === OPTIONS) objects.set(OPTIONS, { key, record: value as Json });
    else if (key === 'Reservations') {
      const instances = (value as readonly Json[]).flatMap((reservation) => reservation.Instances as readonly Json[]);
      insert(objects, 'Instances', instances, where);
    } else insert(objects, key, value, where);
  }
  return objects;
}

/** The network after the edits; an edit of something that is not there is an error of the scenario. */
export function edited(before: Objects, edits: Edits, where: string): Objects {
  const objects = new Map(before);
  for (const id of edits.remove ?? []) {
    if (!objects.delete(id)) throw unknownId(objects, id, `${where} removes`);
  }
  for (const [key, records] of Object.entries(edits.add ?? {})) {
    for (const record of records) releaseSubnets(objects, key, record);
    insert(objects, key, records, where);
  }
  for (const [id, change] of Object.entries(edits.change ?? {})) {
    const found = objects.get(id);
    if (!found) throw unknownId(objects, id, `${where} changes`);
    objects.set(id, { ...found, record: merged(found.record, change) });
  }
  return objects;
}

/** The objects as one document of answers. Every answer is there, empty ones too, so that nothing counts as not collected. */
export function answersOf(objects: Iterable<{ readonly key: string; readonly record: Json }>): Json {
  const answers: { [key: string]: unknown[] } = Object.fromEntries(Object.keys(listedFields).map((key) => [key, []]));
  let options: Json | undefined;
  for (const { key, record } of objects) {
    if (key === OPTIONS) options = record;
    else answers[key] = [...(answers[key] ?? []), record];
  }
  const { Instances: instances = [], ...others } = answers;
  return {
    ...others,
    Reservations: instances.map((instance, i) => ({ ReservationId: `r-${i + 1}`, Instances: [instance] })),
    ...(options ? { [OPTIONS]: options } : {}),
  };
}

function insert(
  objects: Map<string, { key: string; record: Json }>,
  key: string,
  records: unknown,
  where: string,
): void {
  if (!idFields[key] || !Array.isArray(records))
    throw new Error(`${where}: ${key} is not a list of records that a dump has`);
  for (const record of records as readonly Json[]) {
    const id = idOf(key, record);
    if (id === undefined) throw new Error(`${where}: a record of ${key} has no ${idFields[key]}`);
    if (objects.has(id)) throw new Error(`${where}: ${id} is there already`);
    objects.set(id, { key, record });
  }
}

/** Two answers say something more of an object that has a record already. */
function idOf(key: string, record: Json): string | undefined {
  const id = record[idFields[key] ?? ''];
  if (typeof id !== 'string') return undefined;
  if (key === 'PrefixListEntries') return `${id}/entries`;
  if (key === 'TargetHealth') return `${id}/health`;
  if (wrappedAnswers[key]) return `${id}/attributes`;
  if (key === 'VpcEndpointConnections') return `${record.ServiceId}/${id}`;
  return key === 'SecurityGroupVpcAssociations' ? `${id}@${record.VpcId}` : id;
}

/** A subnet has one network ACL and at most one route table of its own: an added one takes it from the one that had it. */
function releaseSubnets(objects: Map<string, { key: string; record: Json }>, key: string, added: Json): void {
  if (key !== 'NetworkAcls' && key !== 'RouteTables') return;
  const taken = new Set(associationsOf(added).map((one) => one.SubnetId));
  // The main table and edge tables name no subnet.
  taken.delete(undefined);
  for (const [id, { key: other, record }] of objects) {
    if (other !== key) continue;
    const kept = associationsOf(record).filter((one) => !taken.has(one.SubnetId));
    objects.set(id, { key, record: { ...record, Associations: kept } });
  }
}

function associationsOf(record: Json): readonly Json[] {
  return (record.Associations ?? []) as readonly Json[];
}

function merged(before: Json, change: Json): Json {
  const after: { [field: string]: unknown } = { ...before };
  for (const [field, value] of Object.entries(change)) {
    const old = after[field];
    if (value === null) delete after[field];
    else after[field] = isObject(value) && isObject(old) ? merged(old, value) : value;
  }
  return after;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownId(objects: Objects, id: string, what: string): Error {
  const prefix = id.slice(0, id.indexOf('-') + 1);
  const known = [...objects.keys()].filter((other) => other.startsWith(prefix));
  return new Error(
    `${what} ${id}, which is not there; there are ${known.join(', ') || [...objects.keys()].join(', ')}`,
  );
}
