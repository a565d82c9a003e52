import { roleOf } from '../aws/interface-owner.ts';
import { derived, type Lookup } from '../aws/lookup.ts';
import { type Kind, kinds, type RecordOfKind, recordType } from '../aws/record-types.ts';
import { groupBy } from '../model/group-by.ts';

type Interface = RecordOfKind<'networkInterface'>;

/** Interfaces that list a group. */
export function carriersOf(net: Lookup, groupId: string): readonly Interface[] {
  return carriers(net).get(groupId) ?? [];
}

/** The same, without those on which groups mean nothing (ENI-03). */
export function guardedBy(net: Lookup, groupId: string): readonly Interface[] {
  return carriersOf(net, groupId).filter((record) => {
    const { isUngrouped, isBalancer, isContradicted, isUntold } = roleOf(net, record);
    return !isUngrouped || isBalancer || isContradicted || isUntold;
  });
}

const carriers = derived((net) => {
  const pairs = net
    .all('networkInterface')
    .flatMap((record) =>
      [...new Set(record.groups.map((group) => group?.groupId))].map((groupId) => ({ groupId, record })),
    );
  const found = new Map<string, readonly Interface[]>();
  for (const [groupId, here] of groupBy(pairs, (pair) => pair.groupId))
    found.set(
      groupId,
      here.map(({ record }) => record),
    );
  return found;
});

/** What says of itself that it has groups, beside interfaces: balancers, databases, functions, endpoints. */
export const groupUsers: (net: Lookup) => {
  readonly kinds: readonly Kind[];
  readonly named: ReadonlyMap<string, Kind>;
} = derived((net) => {
  const users = kinds.filter((kind) => !OF_GROUPS.includes(kind) && namesGroups(kind));
  const named = new Map<string, Kind>();
  for (const kind of users)
    for (const record of net.all(kind)) for (const id of groupIds(net, record)) named.set(id, kind);
  return { kinds: users.filter((kind) => net.all(kind).length > 0), named };
});

const OF_GROUPS: readonly Kind[] = [
  'securityGroup',
  'securityGroupRule',
  'securityGroupVpcAssociation',
  'networkInterface',
];

function namesGroups(kind: Kind): boolean {
  return /securityGroup|"groups"/i.test(JSON.stringify(recordType(kind).record.schema));
}

/** However deep: kinds spell it each their own way. What a tag says is no use of a group. */
function* groupIds(net: Lookup, value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (value.startsWith('sg-') || net.get('securityGroup', value)) yield value;
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) if (!/^tag/i.test(name)) yield* groupIds(net, inner);
  }
}

/** The VPCs beside its own that a group is associated with, whether they work or not (SG-16). */
export function associationsOf(net: Lookup, groupId: string): readonly RecordOfKind<'securityGroupVpcAssociation'>[] {
  return associations(net).get(groupId) ?? [];
}

const associations = derived((net) => groupBy(net.all('securityGroupVpcAssociation'), ({ groupId }) => groupId));

/** Groups whose rules name a group. */
export function namersOf(net: Lookup, groupId: string): readonly string[] {
  return namers(net).get(groupId) ?? [];
}

const namers = derived((net) => {
  const found = new Map<string, string[]>();
  const add = (named: string | undefined, by: string | undefined) => {
    if (!named || !by || named === by) return;
    const list = found.get(named) ?? [];
    found.set(named, list);
    if (list.at(-1) !== by) list.push(by);
  };
  for (const { groupId, ipPermissions, ipPermissionsEgress } of net.all('securityGroup')) {
    for (const permissions of [ipPermissions, ipPermissionsEgress]) {
      for (const permission of permissions)
        for (const pair of permission?.userIdGroupPairs ?? []) add(pair?.groupId, groupId);
    }
  }
  for (const { groupId, referencedGroupInfo } of net.all('securityGroupRule'))
    add(referencedGroupInfo?.groupId, groupId);
  return new Map([...found].map(([named, by]) => [named, [...new Set(by)].sort()]));
});
