import type { ComponentId } from '../../model/route.ts';
import type { Lookup } from '../lookup.ts';
import { namedGroups } from '../named-groups.ts';

/** Groups that have a rule of a direction, in one of the networks, which names one of some groups. */
export function groupsNaming(
  networks: readonly Lookup[],
  named: readonly ComponentId[],
  direction: 'ingress' | 'egress',
): ReadonlySet<ComponentId> {
  const found = new Set<ComponentId>();
  for (const net of networks) {
    // Most groups are named by nobody.
    const wanted = new Set(named.filter((group) => namedGroups(net)[direction].has(group)));
    if (wanted.size > 0) for (const group of naming(net, wanted, direction)) found.add(group);
  }
  return found;
}

function* naming(
  net: Lookup,
  wanted: ReadonlySet<ComponentId>,
  direction: 'ingress' | 'egress',
): Generator<ComponentId> {
  for (const { groupId, ipPermissions, ipPermissionsEgress } of net.all('securityGroup')) {
    const permissions = direction === 'ingress' ? ipPermissions : ipPermissionsEgress;
    const isMeant = permissions.some((one) => one?.userIdGroupPairs.some((pair) => wanted.has(pair?.groupId ?? '')));
    if (groupId && isMeant) yield groupId;
  }
  for (const { groupId, isEgress, referencedGroupInfo } of net.all('securityGroupRule')) {
    const isMeant = (isEgress === true) === (direction === 'egress') && wanted.has(referencedGroupInfo?.groupId ?? '');
    if (groupId && isMeant) yield groupId;
  }
}
