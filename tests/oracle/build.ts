import {
  type Coverage,
  type Kind,
  kinds,
  NO_SETTINGS,
  recordType,
  recordTypes,
  type Settings,
  SNAPSHOT_VERSION,
  type Snapshot,
} from '@hopwise/core';

/** A resource spelled as the API spells it; `account` and `region` are where it was read. */
export interface Raw {
  readonly kind: Kind;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly fields: Record<string, unknown>;
}

export const ACCOUNT = '111111111111';
export const REGION = 'eu-west-1';

export function raw(kind: Kind, fields: Record<string, unknown>, at: { account?: string; region?: string } = {}): Raw {
  return { kind, account: at.account ?? ACCOUNT, region: at.region ?? REGION, fields };
}

/** Everything complete everywhere, unless `coverage` says otherwise. */
export function snapshotOf(
  resources: readonly Raw[],
  options: { settings?: Partial<Settings>; coverage?: readonly Coverage[] } = {},
): Snapshot {
  const complete = kinds.map((kind) => ({ account: undefined, region: undefined, kind, state: 'complete' as const }));
  const records = Object.fromEntries(
    kinds.map((kind) => [kind, resources.filter((one) => one.kind === kind).map(read)]),
  );
  return {
    version: SNAPSHOT_VERSION,
    // Each list holds what the record type of its kind has read.
    records: records as unknown as Snapshot['records'],
    coverage: options.coverage ?? complete,
    settings: { ...NO_SETTINGS, ...options.settings },
  };
}

function read({ kind, account, region, fields }: Raw, index: number): object {
  const record = recordTypes[kind].record.read(fields, (path, expected) => {
    throw new Error(`${kind}${path}: ${expected} expected`);
  });
  return { ...record, account, region, source: { file: 'test', pointer: `/${kind}/${index}` } };
}

export const ANYWHERE = [{ CidrIp: '0.0.0.0/0' }];
const ANYWHERE6 = [{ CidrIpv6: '::/0' }];
export const ALL = [{ IpProtocol: '-1', IpRanges: ANYWHERE, Ipv6Ranges: ANYWHERE6 }];

export function vpc(id: string, cidr: string, more: object = {}): Raw {
  return raw('vpc', { VpcId: id, State: 'available', OwnerId: ACCOUNT, CidrBlock: cidr, ...more });
}

export function subnet(id: string, vpcId: string, cidr: string, more: object = {}): Raw {
  return raw('subnet', { SubnetId: id, VpcId: vpcId, State: 'available', OwnerId: ACCOUNT, CidrBlock: cidr, ...more });
}

/** An open group. */
export function group(id: string, vpcId: string, more: object = {}): Raw {
  return raw('securityGroup', { GroupId: id, VpcId: vpcId, IpPermissions: ALL, IpPermissionsEgress: ALL, ...more });
}

export function allow(number: number, egress: boolean, more: object = {}): object {
  return { RuleNumber: number, Egress: egress, RuleAction: 'allow', Protocol: '-1', CidrBlock: '0.0.0.0/0', ...more };
}

export const OPEN = [false, true].flatMap((egress) => [
  allow(100, egress),
  allow(101, egress, { CidrBlock: undefined, Ipv6CidrBlock: '::/0' }),
]);

export function acl(id: string, vpcId: string, subnetIds: readonly string[], entries: readonly object[] = OPEN): Raw {
  const associations = subnetIds.map((SubnetId) => ({ SubnetId }));
  return raw('networkAcl', { NetworkAclId: id, VpcId: vpcId, Associations: associations, Entries: entries });
}

/** `routes` as `{ '0.0.0.0/0': 'nat-1' }`; the target's field follows from its id. */
export function table(
  id: string,
  vpcId: string,
  on: { subnets?: readonly string[]; main?: boolean; gateway?: string },
  routes: Readonly<Record<string, string>>,
): Raw {
  const associations = [
    ...(on.subnets ?? []).map((SubnetId) => ({ SubnetId, AssociationState: { State: 'associated' } })),
    ...(on.main ? [{ Main: true }] : []),
    ...(on.gateway ? [{ GatewayId: on.gateway }] : []),
  ];
  const list = Object.entries(routes).map(([destination, target]) => route(destination, target));
  return raw('routeTable', { RouteTableId: id, VpcId: vpcId, Associations: associations, Routes: list });
}

export function route(destination: string, target: string, more: object = {}): object {
  const to = destination.startsWith('pl-')
    ? { DestinationPrefixListId: destination }
    : destination.includes(':')
      ? { DestinationIpv6CidrBlock: destination }
      : { DestinationCidrBlock: destination };
  const Origin = target === 'local' ? 'CreateRouteTable' : 'CreateRoute';
  return { ...to, [targetField(target)]: target, Origin, State: 'active', ...more };
}

function targetField(target: string): string {
  const fields: Readonly<Record<string, string>> = {
    nat: 'NatGatewayId',
    eni: 'NetworkInterfaceId',
    i: 'InstanceId',
    eigw: 'EgressOnlyInternetGatewayId',
    tgw: 'TransitGatewayId',
    pcx: 'VpcPeeringConnectionId',
    lgw: 'LocalGatewayId',
    cagw: 'CarrierGatewayId',
  };
  if (target.startsWith('arn:')) return 'CoreNetworkArn';
  return fields[target.split('-')[0] ?? ''] ?? 'GatewayId';
}

export interface HostOptions {
  readonly publicIp?: string;
  readonly groups?: readonly string[];
  readonly secondary?: readonly string[];
  readonly v6?: readonly string[];
  readonly more?: object;
}

/** A running instance `i-NAME` with one interface `eni-NAME`. */
export function host(
  name: string,
  vpcId: string,
  subnetId: string,
  ip: string,
  options: HostOptions = {},
): readonly Raw[] {
  const instance = raw('instance', { InstanceId: `i-${name}`, State: { Name: 'running' }, VpcId: vpcId });
  const Attachment = { InstanceId: `i-${name}`, Status: 'attached' };
  return [
    instance,
    networkInterface(`eni-${name}`, vpcId, subnetId, ip, { ...options, more: { Attachment, ...options.more } }),
  ];
}

export function networkInterface(
  id: string,
  vpcId: string,
  subnetId: string,
  ip: string,
  options: HostOptions = {},
): Raw {
  const Association = options.publicIp ? { PublicIp: options.publicIp } : undefined;
  return raw('networkInterface', {
    NetworkInterfaceId: id,
    InterfaceType: 'interface',
    Status: 'in-use',
    VpcId: vpcId,
    SubnetId: subnetId,
    SourceDestCheck: true,
    PrivateIpAddress: ip,
    PrivateIpAddresses: [
      { PrivateIpAddress: ip, Primary: true, Association },
      ...(options.secondary ?? []).map((PrivateIpAddress) => ({ PrivateIpAddress, Primary: false })),
    ],
    Ipv6Addresses: (options.v6 ?? []).map((Ipv6Address) => ({ Ipv6Address })),
    Groups: (options.groups ?? []).map((GroupId) => ({ GroupId })),
    ...options.more,
  });
}

/** The same resources with fields of one of them replaced; `undefined` instead of fields leaves it out. Kinds may share an id. */
export function edit(
  resources: readonly Raw[],
  id: string,
  fields: Record<string, unknown> | undefined,
): readonly Raw[] {
  const isIt = (one: Raw) => keyOf(one) === id;
  if (!resources.some(isIt)) throw new Error(`no ${id}`);
  if (fields === undefined) return resources.filter((one) => !isIt(one));
  return resources.map((one) => (isIt(one) ? { ...one, fields: { ...one.fields, ...fields } } : one));
}

function keyOf({ kind, fields }: Raw): string | undefined {
  return recordType(kind).key(recordType(kind).record.read(fields, () => undefined) ?? {});
}
