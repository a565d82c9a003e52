import { groupBy } from '../model/group-by.ts';
import { isAlike } from './field-edits.ts';
import { changedPositions, noteChanges } from './list-changes.ts';
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
  const [before, after] = [settled(one, changed, one), settled(other, changed, one)];
  const [olds, news] = [before.records.securityGroup, after.records.securityGroup];
  const at = changedPositions(one.records.securityGroup, other.records.securityGroup);
  const places = [...changed].flatMap((id) => placesOf(olds, one.records.securityGroup, id));
  if (at && olds !== news)
    noteChanges(
      olds,
      news,
      [...new Set([...at, ...places])].sort((a, b) => a - b),
    );
  return [before, after];
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
  const [before, after] = [one, other].map(({ records }) => {
    const at = placesOf(records.securityGroup, one.records.securityGroup, id).at(-1);
    return at === undefined ? undefined : records.securityGroup[at];
  });
  const [a, b] = [one, other].map(({ records }) => byGroup(records.securityGroupRule).get(id) ?? []);
  return before !== undefined && after !== undefined && !(isAlike(before, after) && isAlike(a, b));
}

/** Where a list has a group: mostly where a list has it that was looked through before. */
function placesOf(list: readonly Group[], like: readonly Group[], id: string): readonly number[] {
  const { key } = recordType('securityGroup');
  const places = positionsIn(like, key).all(id);
  const isThere = places.length > 0 && list.length === like.length && places.every((at) => list[at]?.groupId === id);
  return isThere ? places : positionsIn(list, key).all(id);
}

function settled(snapshot: Snapshot, changed: ReadonlySet<string>, like: Snapshot): Snapshot {
  if (changed.size === 0) return snapshot;
  const rules = byGroup(snapshot.records.securityGroupRule);
  const securityGroup = [...snapshot.records.securityGroup];
  const places = [...changed].flatMap((id) => placesOf(snapshot.records.securityGroup, like.records.securityGroup, id));
  for (const at of places) {
    const group = securityGroup[at] as Group;
    const own = rules.get(group.groupId ?? '') ?? [];
    // Which of the two listings tells the rules: see `rulesOf`.
    const isTold = own.length > 0 && coverageOf(snapshot, 'securityGroupRule', own[0] as Rule) === 'complete';
    const { ipPermissions, ipPermissionsEgress } = isTold ? permissionsOf(own) : group;
    securityGroup[at] = {
      ...group,
      ipPermissions: ipPermissions.flatMap(onePeerEach),
      ipPermissionsEgress: ipPermissionsEgress.flatMap(onePeerEach),
    };
  }
  const isListed = [...changed].some((id) => rules.has(id));
  const all = snapshot.records.securityGroupRule;
  const securityGroupRule = isListed ? all.filter(({ groupId }) => !changed.has(groupId ?? '')) : all;
  return { ...snapshot, records: { ...snapshot.records, securityGroup, securityGroupRule } };
}

function onePeerEach(permission: IpPermission | undefined): readonly IpPermission[] {
  if (!permission) return [];
  const { ipRanges, ipv6Ranges, prefixListIds, userIdGroupPairs } = permission;
  // Of all traffic one call says ports -1, and the other none.
  const ports = permission.ipProtocol === '-1' ? { fromPort: undefined, toPort: undefined } : {};
  const none = { ...permission, ...ports, ipRanges: [], ipv6Ranges: [], prefixListIds: [], userIdGroupPairs: [] };
  return [
    ...ipRanges.map((one) => ({ ...none, ipRanges: [one] })),
    ...ipv6Ranges.map((one) => ({ ...none, ipv6Ranges: [one] })),
    ...prefixListIds.map((one) => ({ ...none, prefixListIds: [one] })),
    ...userIdGroupPairs.map((one) => ({ ...none, userIdGroupPairs: [one] })),
  ];
}
