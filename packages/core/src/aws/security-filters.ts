import type { Missing } from '../model/evidence.ts';
import { ANY_MEMBER, type ComponentId } from '../model/route.ts';
import { type ByFamily, byFamily, type Family } from '../net/address.ts';
import { type AddressMap, AddressMapPool, constantMap, mapValues, paintMap, zipMaps } from '../net/address-map.ts';
import { ADMITS_NOTHING, type AdmissionId, UNDECIDED } from '../net/admission.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import { NONE } from '../net/service-set.ts';
import { touchingGroups } from './changed-groups.ts';
import { association, type Standing } from './group-standing.ts';
import { ANYWHERE, derived, derivedBy, type Lookup, type Place, placeOf } from './lookup.ts';
import { missing } from './missing.ts';
import { entriesOf, mayList } from './prefix-list-entries.ts';
import { type GroupRules, rulesOf, type SecurityRule } from './security-rules.ts';

export type Direction = 'ingress' | 'egress';

/** Rules of one set of groups in one direction, compiled: by address for each family, and by group of the other end. */
export interface Compiled {
  readonly admits: ByFamily<AddressMap>;
  readonly members: ReadonlyMap<ComponentId, AdmissionId>;
  readonly hasRules: boolean;
  readonly missing?: Missing;
}

/** The union of several groups' rules; one that the input does not hold leaves everything undecided that others do not admit. */
export const compiled = eachDirection((direction) =>
  derivedBy(
    (net, key): Compiled => {
      const [vpcId = '', ...groups] = key.split(' ');
      return compiledGroups(net, direction, groups, vpcId);
    },
    touchingGroups((key) => key.split(' ').slice(1)),
  ),
);

function eachDirection<T>(make: (direction: Direction) => T): { readonly [D in Direction]: T } {
  return { ingress: make('ingress'), egress: make('egress') };
}

/** A group as an interface of a VPC lists it. */
interface Listed {
  readonly group: ComponentId;
  readonly rules: GroupRules | undefined;
  readonly standing: Standing;
}

/** Rules of most groups name no other; an empty map takes more memory than all else that is compiled of them. */
const NOBODY: Compiled['members'] = new Map();

/** Interfaces with groups of equal rules share their maps. */
const maps = derived(() => new AddressMapPool());

function compiledGroups(net: Lookup, direction: Direction, groups: readonly ComponentId[], vpcId: string): Compiled {
  const listed = groups.map((group): Listed => {
    const rules = rulesOf(net, group);
    return { group, rules, standing: association(net, group, vpcId, rules) };
  });
  const parts = listed.map((one) => effectiveGroup(net, direction, one));
  const undecided = groups.length === 0 || !listed.every(isWhole);
  const [only] = parts;
  if (only && parts.length === 1 && !undecided) {
    const lacks = missingOf(net, listed, vpcId) ?? only.missing;
    return {
      admits: only.admits,
      members: only.members,
      hasRules: only.hasRules,
      ...(lacks ? { missing: lacks } : {}),
    };
  }
  const ground = undecided ? UNDECIDED : ADMITS_NOTHING;
  const either = (a: number, b: number) => net.admissions.either(a, b);
  const members = new Map<ComponentId, AdmissionId>();
  const admits = { 4: constantMap(ground), 6: constantMap(ground) };
  for (const part of parts) {
    if (!part) continue;
    admits[4] = joined(admits[4], part.admits[4], either);
    admits[6] = joined(admits[6], part.admits[6], either);
    for (const [group, admission] of part.members)
      members.set(group, either(members.get(group) ?? ADMITS_NOTHING, admission));
  }
  const lacks = missingOf(net, listed, vpcId) ?? parts.find((part) => part?.missing)?.missing;
  return {
    admits: byFamily(maps(net).intern(admits[4]), maps(net).intern(admits[6])),
    members: members.size === 0 ? NOBODY : members,
    hasRules: undecided || parts.some((part) => part?.hasRules === true),
    ...(lacks ? { missing: lacks } : {}),
  };
}

const compiledGroup = eachDirection((direction) =>
  derivedBy(
    (net, group) => compiledRules(net, direction, group),
    touchingGroups((group) => [group]),
  ),
);

/** What the rules of one group admit, wherever it counts; undefined where the input does not hold them. */
export function rulesOfGroup(
  net: Lookup,
  group: ComponentId,
  direction: Direction,
): Pick<Compiled, 'admits' | 'members'> | undefined {
  return rulesOf(net, group)?.isPartial === false ? compiledGroup[direction](net, group) : undefined;
}

function compiledRules(net: Lookup, direction: Direction, group: ComponentId): Compiled {
  const rules = rulesOf(net, group)?.[direction] ?? [];
  const members = new Map<ComponentId, AdmissionId>();
  const add = (to: Map<ComponentId, AdmissionId>, member: ComponentId, admission: AdmissionId) =>
    to.set(member, net.admissions.either(to.get(member) ?? ADMITS_NOTHING, admission));
  for (const { peer, admits } of rules) {
    if (peer.kind !== 'group' || !peer.works) continue;
    add(members, peer.id, admits);
    // Who carries a group that the input does not hold cannot be told: perhaps anybody (SG-13).
    if (isUnread(net, peer)) add(members, ANY_MEMBER, perhaps(net, admits));
  }
  const lacks = firstMissing(net, rules);
  return {
    admits: byFamily(addressRules(net, 4, rules), addressRules(net, 6, rules)),
    members: members.size === 0 ? NOBODY : members,
    hasRules: rules.length > 0,
    ...(lacks ? { missing: lacks } : {}),
  };
}

function joined(a: AddressMap, b: AddressMap, either: (a: number, b: number) => number): AddressMap {
  if (isNothing(a)) return b;
  return isNothing(b) ? a : zipMaps(a, b, either);
}

function isNothing({ values }: AddressMap): boolean {
  return values.length === 1 && values[0] === ADMITS_NOTHING;
}

function missingOf(net: Lookup, listed: readonly Listed[], vpcId: string): Missing | undefined {
  const unread = listed.find((one) => !isWhole(one));
  if (unread || listed.length === 0) return missing(net, 'securityGroup', unread?.group, placeOf(net, vpcId));
  const unsure = listed.find(({ standing }) => standing === 'unknown');
  return unsure && missing(net, 'securityGroupVpcAssociation', `${unsure.group}@${vpcId}`, placeOf(net, vpcId));
}

function firstMissing(net: Lookup, rules: readonly SecurityRule[]): Missing | undefined {
  for (const rule of rules) {
    const lacks = missingPeer(net, rule);
    if (lacks) return lacks;
  }
  return undefined;
}

/** What a rule names that the input does not hold. */
function missingPeer(net: Lookup, { peer, admits }: SecurityRule): Missing | undefined {
  if (admits === UNDECIDED) return missing(net, 'securityGroup', undefined, ANYWHERE);
  if (peer.kind === 'list' && !entriesOf(net, peer.id)) return missing(net, 'prefixListEntries', peer.id, ANYWHERE);
  return peer.kind === 'group' && peer.works && isUnread(net, peer)
    ? missing(net, 'securityGroup', peer.id, peer.home)
    : undefined;
}

/** Whether a group may be there that the input does not hold. Where all of its account were read it is gone (SG-14). */
function isUnread(net: Lookup, { id, home }: Extract<SecurityRule['peer'], { kind: 'group' }>): boolean {
  if (rulesOf(net, id)) return false;
  return !placesOfGroups(net).has(placeKey(home)) || net.coverage('securityGroup', home) !== 'complete';
}

/** A VPC has a default group: an account and Region without any group was not read, whatever was read elsewhere. */
const placesOfGroups = derived((net) => new Set(net.all('securityGroup').map(placeKey)));

function placeKey({ account, region }: Place): string {
  return `${account} ${region}`;
}

function addressRules(net: Lookup, family: Family, rules: readonly SecurityRule[]): AddressMap {
  const layers: { readonly from: Label; readonly to: Label; readonly admission: AdmissionId }[] = [];
  const paint = (range: LabelRange | null, admission: AdmissionId) =>
    range && layers.push({ from: range.from, to: range.to, admission });
  for (const rule of rules) {
    if (rule.peer.kind === 'cidr') {
      if (rule.peer.prefix.family === family) paint(rule.peer.range, rule.admits);
    } else if (rule.peer.kind === 'list') {
      const entries = entriesOf(net, rule.peer.id);
      const whole = { family, from: 0, to: net.labels[family].size };
      if (!entries && mayList(net, rule.peer.id, family)) paint(whole, perhaps(net, rule.admits));
      for (const entry of entries ?? [])
        if (entry.family === family) paint(net.labels[family].rangeOf(entry), rule.admits);
    }
  }
  return paintMap(ADMITS_NOTHING, layers, (below, { admission }) => net.admissions.either(below, admission));
}

/** The rules of a group as they count in a VPC: for sure, perhaps, or not at all. */
function effectiveGroup(net: Lookup, direction: Direction, listed: Listed): Compiled | undefined {
  if (!listed.rules || listed.standing === 'not') return undefined;
  const rules = compiledGroup[direction](net, listed.group);
  if (listed.standing !== 'unknown') return rules;
  const unsure = (admission: AdmissionId) => perhaps(net, admission);
  return {
    ...rules,
    admits: byFamily(mapValues(rules.admits[4], unsure), mapValues(rules.admits[6], unsure)),
    members: new Map([...rules.members].map(([member, admission]) => [member, unsure(admission)])),
  };
}

function perhaps(net: Lookup, admission: AdmissionId): AdmissionId {
  return net.admissions.pair(NONE, net.admissions.may(admission));
}

/** Whether all rules of a group were read. */
function isWhole({ rules }: Listed): boolean {
  return rules?.isPartial === false;
}
