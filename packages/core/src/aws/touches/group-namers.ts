import type { ComponentId } from '../../model/route.ts';
import { changedGroups } from '../changed-groups.ts';
import { derived, type Lookup } from '../lookup.ts';
import { namedGroups } from '../named-groups.ts';
import { rulesOf } from '../security-rules.ts';

type Direction = 'ingress' | 'egress';

/** Groups that have a rule of a direction, in one of the networks, which names one of some groups. */
export function groupsNaming(
  networks: readonly Lookup[],
  named: readonly ComponentId[],
  direction: Direction,
): ReadonlySet<ComponentId> {
  const found = new Set<ComponentId>();
  for (const net of networks) {
    // Most groups are named by nobody.
    const wanted = named.filter((group) => namedGroups(net)[direction].has(group));
    for (const group of wanted) for (const namer of namersOf(net, group, direction)) found.add(namer);
  }
  return found;
}

/** In an edition also groups that named it before: nothing comes of these. */
function namersOf(net: Lookup, group: ComponentId, direction: Direction): readonly ComponentId[] {
  const { edition } = net;
  if (!edition) return namers(net)[direction].get(group) ?? [];
  const isNamer = (id: ComponentId) =>
    rulesOf(net, id)?.[direction].some(({ peer }) => peer.kind === 'group' && peer.id === group) === true;
  return [...namersOf(edition.of, group, direction), ...[...changedGroups(edition, net).ids].filter(isNamer)];
}

/** By group, those whose rules name it. */
const namers = derived((net) => {
  const found = { ingress: new Map<ComponentId, ComponentId[]>(), egress: new Map<ComponentId, ComponentId[]>() };
  const add = (direction: Direction, group: ComponentId | undefined, by: ComponentId | undefined) => {
    if (!group || !by) return;
    const own = found[direction].get(group);
    if (own) own.push(by);
    else found[direction].set(group, [by]);
  };
  for (const { groupId, ipPermissions, ipPermissionsEgress } of net.all('securityGroup')) {
    for (const one of ipPermissions)
      for (const pair of one?.userIdGroupPairs ?? []) add('ingress', pair?.groupId, groupId);
    for (const one of ipPermissionsEgress)
      for (const pair of one?.userIdGroupPairs ?? []) add('egress', pair?.groupId, groupId);
  }
  for (const { groupId, isEgress, referencedGroupInfo } of net.all('securityGroupRule'))
    add(isEgress === true ? 'egress' : 'ingress', referencedGroupInfo?.groupId, groupId);
  return found;
});
