import type { ComponentId } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { isAlike } from './field-edits.ts';
import { interfaceIndex } from './interface-index.ts';
import type { Lookup } from './lookup.ts';
import { type Kind, kinds } from './record-types.ts';
import { isRoutedTo } from './routed-interface.ts';

/** Interfaces that fare otherwise in a later network than in an earlier one, as far as anybody does. */
export interface TouchedEnds {
  /** Whether what it sends may fare otherwise, wherever it goes. */
  sends(at: ComponentId): boolean;
  /** Whether what is sent to an address may fare otherwise, whoever sends it. */
  answersAt(family: Family, label: Label): boolean;
}

/** What hands conversations on to others: rules of those that it hands them to decide over who dialled something else. */
const HANDING_ON: readonly Kind[] = [
  'loadBalancer',
  'classicLoadBalancer',
  'vpcEndpointService',
  'vpcEndpointServiceDetail',
  'clientVpnEndpoint',
  'trafficMirrorSession',
];

/**
 * Where nothing but rules of security groups differs, only packets of those that carry such a group, and to them, can
 * fare otherwise: rules of groups are asked at the two ends of a conversation alone. Undefined where more may differ.
 */
export function touchedEnds(before: Lookup, after: Lookup): TouchedEnds | undefined {
  const changed = changedGroups(before, after);
  if (!changed || HANDING_ON.some((kind) => before.all(kind).length > 0)) return undefined;
  const carriers = { ingress: new Set<ComponentId>(), egress: new Set<ComponentId>() };
  for (const { at, role } of interfaceIndex(before).holders) {
    const groups = before.behaviour(at)?.groups?.(at, before) ?? [];
    const listed = before.get('networkInterface', at)?.groups ?? [];
    for (const direction of DIRECTIONS) {
      const ids = changed[direction];
      if (!groups.some(({ group }) => ids.has(group)) && !listed.some((one) => ids.has(one?.groupId ?? ''))) continue;
      // Its rules are asked on the way of others too.
      if (role.isBalancer || isRoutedTo(before, at)) return undefined;
      carriers[direction].add(at);
    }
  }
  const labels = labelsOf(before, carriers.ingress);
  return { sends: (at) => carriers.egress.has(at), answersAt: (family, label) => labels[family].has(label) };
}

const DIRECTIONS = ['ingress', 'egress'] as const;
type Changed = { readonly [D in (typeof DIRECTIONS)[number]]: ReadonlySet<ComponentId> };

/** The groups whose rules differ, by the direction of the rules; undefined where anything else does. */
function changedGroups(before: Lookup, after: Lookup): Changed | undefined {
  const [one, other] = [before.snapshot, after.snapshot];
  if (before.labels[4] !== after.labels[4] || before.labels[6] !== after.labels[6]) return undefined;
  if (one.settings !== other.settings || one.coverage !== other.coverage || before.assume !== after.assume)
    return undefined;
  const others = kinds.filter((kind) => kind !== 'securityGroup' && kind !== 'securityGroupRule');
  if (others.some((kind) => before.all(kind) !== after.all(kind))) return undefined;
  const changed = { ingress: new Set<ComponentId>(), egress: new Set<ComponentId>() };
  for (const { groupId, isEgress } of onlyInOne(before.all('securityGroupRule'), after.all('securityGroupRule')))
    changed[isEgress ? 'egress' : 'ingress'].add(groupId ?? '');
  for (const { groupId = '' } of onlyInOne(before.all('securityGroup'), after.all('securityGroup'))) {
    const [old, now] = [before.get('securityGroup', groupId), after.get('securityGroup', groupId)];
    if (!old || !now || old.vpcId !== now.vpcId) return undefined;
    if (!isAlike(old.ipPermissions, now.ipPermissions)) changed.ingress.add(groupId);
    if (!isAlike(old.ipPermissionsEgress, now.ipPermissionsEgress)) changed.egress.add(groupId);
  }
  const isKnown = (id: ComponentId) => before.get('securityGroup', id) && after.get('securityGroup', id);
  return [...changed.ingress, ...changed.egress].every(isKnown) ? changed : undefined;
}

function onlyInOne<R extends object>(before: readonly R[], after: readonly R[]): readonly R[] {
  if (before === after) return [];
  const [olds, news] = [new Set(before), new Set(after)];
  return [...before.filter((one) => !news.has(one)), ...after.filter((one) => !olds.has(one))];
}

/** Every address, private or public, by which somebody can mean one of these. */
function labelsOf(net: Lookup, carriers: ReadonlySet<ComponentId>): { readonly [F in Family]: ReadonlySet<Label> } {
  const index = interfaceIndex(net);
  const found = { 4: new Set<Label>(), 6: new Set<Label>() };
  for (const at of carriers) {
    for (const prefix of index.holderOf(at)?.prefixes ?? []) {
      const range = net.labels[prefix.family].rangeOf(prefix);
      for (let label = range?.from ?? 0; label < (range?.to ?? 0); label++) found[prefix.family].add(label);
    }
  }
  for (const [outside, { holder }] of index.publicAddresses) if (carriers.has(holder.at)) found[4].add(outside);
  return found;
}
