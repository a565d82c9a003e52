import type { Assembly, Entry } from '../describe/assembly.ts';
import { type Fields, listOf } from './rule-sense.ts';
import { groupsOf } from './same-interfaces.ts';

/** AWS describes the interfaces of all databases alike. */
const DESCRIBED = 'RDSNetworkInterface';

export function isOfDatabase({ description }: Fields): boolean {
  return typeof description === 'string' && description.startsWith(DESCRIBED);
}

/** Which databases an interface may be of, by their subnets, zones and groups (ENI-04), before anything changes. */
export interface DatabaseOwners {
  /** Whether answers tell of any database. */
  readonly isTold: boolean;
  of(entry: Entry): ReadonlySet<string>;
}

export function databaseOwners({ entries }: Assembly): DatabaseOwners {
  const databases = [...(entries.get('dbInstance') ?? [])];
  return {
    isTold: databases.length > 0,
    of: (entry) =>
      new Set(isOfDatabase(entry.record) ? databases.flatMap((one) => (mayHave(one, entry) ? [one.key] : [])) : []),
  };
}

function mayHave({ record: database }: Entry, { record }: Entry): boolean {
  const placed = (database.dBSubnetGroup ?? {}) as Fields;
  const subnets = listOf(placed.subnets).map(({ subnetIdentifier }) => subnetIdentifier);
  const groups = listOf(database.vpcSecurityGroups).map(({ vpcSecurityGroupId: groupId }) => ({ groupId }));
  const { availabilityZone: zone, multiAZ } = database;
  // The standby of one in several zones is in another.
  const isInZone = multiAZ === true || !zone || !record.availabilityZone || zone === record.availabilityZone;
  return subnets.includes(record.subnetId) && isInZone && groupsOf(groups) === groupsOf(record.groups);
}

/** Of interfaces that a database of a plan may have those that are no other's; all, where answers tell of no database. */
export function ownOf(
  owners: DatabaseOwners,
  before: Assembly,
  planned: Entry,
  some: readonly Entry[],
): readonly Entry[] {
  if (!isOfDatabase(planned.record)) return some;
  const { file, pointer } = planned.record.source;
  const isIt = ({ record: { source } }: Entry) => source.file === file && source.pointer === pointer;
  const key = before.entries.get('dbInstance')?.find(isIt)?.key;
  return some.filter((one) => [...owners.of(one)].every((id) => id === key));
}

/** Interfaces that go with databases, and databases of which nobody tells which interface is theirs. */
export function goneWithDatabases(
  live: Assembly,
  owners: DatabaseOwners,
  gone: readonly Entry[],
): { readonly interfaces: ReadonlySet<string>; readonly untold: readonly Entry[] } {
  const keys = new Set(gone.map(({ key }) => key));
  const all = (live.entries.get('networkInterface') ?? []).map((one) => [one, [...owners.of(one)]] as const);
  const own = all.filter(([, ids]) => ids.length > 0 && ids.every((id) => keys.has(id)));
  const untold = gone.filter(({ key }) => {
    const perhaps = all.filter(([, ids]) => ids.includes(key));
    return perhaps.length > 0 && !own.some(([, ids]) => ids.includes(key));
  });
  return { interfaces: new Set(own.map(([{ key }]) => key)), untold };
}

/** Nodes of a cluster of Redshift say their addresses. */
export function goneWithWarehouses(live: Assembly, gone: readonly Entry[]): ReadonlySet<string> {
  const nodes = new Set(
    gone.flatMap(({ record }) => listOf(record.clusterNodes).map((one) => `${record.vpcId} ${one.privateIPAddress}`)),
  );
  const own = live.entries.get('networkInterface') ?? [];
  return new Set(
    own.flatMap(({ key, record }) => (nodes.has(`${record.vpcId} ${record.privateIpAddress}`) ? [key] : [])),
  );
}
