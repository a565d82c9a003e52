import { groupBy } from '../model/group-by.ts';
import { isAlike } from './field-edits.ts';
import { changedRecords, positionsIn } from './record-table.ts';
import { type RecordOfKind, recordType } from './record-types.ts';
import type { IpPermission } from './security-group.ts';
import { coverageOf, type Snapshot } from './snapshot.ts';

type Group = RecordOfKind<'securityGroup'>;
type Rule = RecordOfKind<'securityGroupRule'>;

/**
 * Two calls list the rules of a group. After a change of one listing the other would be out of date, so a group that is
 * changed states its rules once, in its own record: from the listing that holds them.
 */
export function stateRulesOnce(snapshot: Snapshot, changed: ReadonlySet<string>): Snapshot {
  const rules = byGroup(snapshot.records.securityGroupRule);
  if (rules.size === 0) return snapshot;
  const isTwice = ({ groupId }: Group) => changed.has(groupId ?? '') && rules.has(groupId ?? '');
  if (!snapshot.records.securityGroup.some(isTwice)) return snapshot;
  const securityGroup = snapshot.records.securityGroup.map((group) =>
    isTwice(group) && hasNoRules(group) ? { ...group, ...permissionsOf(rules.get(group.groupId ?? '') ?? []) } : group,
  );
  const settled = new Set(snapshot.records.securityGroup.filter(isTwice).map(({ groupId }) => groupId));
  const securityGroupRule = snapshot.records.securityGroupRule.filter(({ groupId }) => !settled.has(groupId));
  return { ...snapshot, records: { ...snapshot.records, securityGroup, securityGroupRule } };
}

/** The groups whose rules are changed one by one: what their own records list is out of date then. */
export function withoutInlineRules(snapshot: Snapshot, changed: ReadonlySet<string>): Snapshot {
  const { securityGroupRule } = snapshot.records;
  const { all } = positionsIn(securityGroupRule, recordType('securityGroupRule').key);
  const groups = new Set([...changed].flatMap((id) => all(id).map((position) => securityGroupRule[position]?.groupId)));
  if (groups.size === 0) return snapshot;
  const securityGroup = snapshot.records.securityGroup.map((group) =>
    groups.has(group.groupId) ? { ...group, ipPermissions: [], ipPermissionsEgress: [] } : group,
  );
  return { ...snapshot, records: { ...snapshot.records, securityGroup } };
}

const grouped = new WeakMap<readonly Rule[], ReadonlyMap<string | undefined, readonly Rule[]>>();

/** Lists of records never change, and one change is tried after another: a list is sorted once. */
function byGroup(list: readonly Rule[]): ReadonlyMap<string | undefined, readonly Rule[]> {
  const known = grouped.get(list) ?? groupBy(list, ({ groupId }) => groupId);
  grouped.set(list, known);
  return known;
}

function hasNoRules({ ipPermissions, ipPermissionsEgress }: Group): boolean {
  return ipPermissions.length === 0 && ipPermissionsEgress.length === 0;
}

function permissionsOf(rules: readonly Rule[]): Pick<Group, 'ipPermissions' | 'ipPermissionsEgress'> {
  const of = (egress: boolean) => rules.filter((rule) => (rule.isEgress ?? false) === egress).map(permissionOf);
  return { ipPermissions: of(false), ipPermissionsEgress: of(true) };
}

function permissionOf(rule: Rule): IpPermission {
  const { ipProtocol, fromPort, toPort, cidrIpv4: cidrIp, cidrIpv6, prefixListId, description } = rule;
  const { referencedGroupInfo: group } = rule;
  return {
    ipProtocol,
    fromPort,
    toPort,
    ipRanges: cidrIp ? [{ cidrIp, description }] : [],
    ipv6Ranges: cidrIpv6 ? [{ cidrIpv6, description }] : [],
    prefixListIds: prefixListId ? [{ prefixListId, description }] : [],
    userIdGroupPairs: group ? [{ ...group, description }] : [],
  };
}

/**
 * Two snapshots of which groups that differ state their rules in one form, one peer a rule: whichever call listed them,
 * and however it bundled them.
 */
export function inOneForm(one: Snapshot, other: Snapshot): readonly [Snapshot, Snapshot] {
  const changed = new Set([...changedGroups(one, other)].filter((id) => differs(one, other, id)));
  return [settled(one, changed), settled(other, changed)];
}

/** Groups of which a record, or that of a rule, is another object. */
function changedGroups(one: Snapshot, other: Snapshot): ReadonlySet<string> {
  const found = new Set<string>();
  const groups = changedRecords(one.records.securityGroup, other.records.securityGroup);
  const rules = changedRecords(one.records.securityGroupRule, other.records.securityGroupRule);
  for (const { groupId } of [...groups, ...rules] as readonly Pick<Group, 'groupId'>[]) if (groupId) found.add(groupId);
  return found;
}

function differs(one: Snapshot, other: Snapshot, id: string): boolean {
  const { key } = recordType('securityGroup');
  const at = positionsIn(one.records.securityGroup, key).last(id);
  const before = at === undefined ? undefined : one.records.securityGroup[at];
  if (at === undefined || !before) return false;
  // Mostly it has the place that it had before.
  const there = other.records.securityGroup[at];
  const isThere = one.records.securityGroup.length === other.records.securityGroup.length && there?.groupId === id;
  const place = isThere ? at : positionsIn(other.records.securityGroup, key).last(id);
  const after = place === undefined ? undefined : other.records.securityGroup[place];
  const [a, b] = [one, other].map(({ records }) => byGroup(records.securityGroupRule).get(id) ?? []);
  return after !== undefined && !(isAlike(before, after) && isAlike(a, b));
}

function settled(snapshot: Snapshot, changed: ReadonlySet<string>): Snapshot {
  if (changed.size === 0) return snapshot;
  const rules = byGroup(snapshot.records.securityGroupRule);
  const securityGroup = snapshot.records.securityGroup.map((group) => {
    if (!changed.has(group.groupId ?? '')) return group;
    const own = rules.get(group.groupId ?? '') ?? [];
    // Which of the two listings tells the rules: see `rulesOf`.
    const isTold = own.length > 0 && coverageOf(snapshot, 'securityGroupRule', own[0] as Rule) === 'complete';
    const { ipPermissions, ipPermissionsEgress } = isTold ? permissionsOf(own) : group;
    return {
      ...group,
      ipPermissions: ipPermissions.flatMap(onePeerEach),
      ipPermissionsEgress: ipPermissionsEgress.flatMap(onePeerEach),
    };
  });
  const isListed = [...changed].some((id) => rules.has(id));
  const all = snapshot.records.securityGroupRule;
  const securityGroupRule = isListed ? all.filter(({ groupId }) => !changed.has(groupId ?? '')) : all;
  return { ...snapshot, records: { ...snapshot.records, securityGroup, securityGroupRule } };
}

function onePeerEach(permission: IpPermission | undefined): readonly IpPermission[] {
  if (!permission) return [];
  const { ipRanges, ipv6Ranges, prefixListIds, userIdGroupPairs } = permission;
  const none = { ...permission, ipRanges: [], ipv6Ranges: [], prefixListIds: [], userIdGroupPairs: [] };
  return [
    ...ipRanges.map((one) => ({ ...none, ipRanges: [one] })),
    ...ipv6Ranges.map((one) => ({ ...none, ipv6Ranges: [one] })),
    ...prefixListIds.map((one) => ({ ...none, prefixListIds: [one] })),
    ...userIdGroupPairs.map((one) => ({ ...none, userIdGroupPairs: [one] })),
  ];
}
