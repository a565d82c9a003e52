import type { ComponentId } from '../model/route.ts';
import { derived } from './lookup.ts';

/** Groups that rules of any security group name, by the direction of the rules: who carries one may be meant by it. */
export const namedGroups = derived((net) => {
  const found = { ingress: new Set<ComponentId>(), egress: new Set<ComponentId>() };
  for (const { ipPermissions, ipPermissionsEgress } of net.all('securityGroup')) {
    for (const [direction, permissions] of [
      ['ingress', ipPermissions],
      ['egress', ipPermissionsEgress],
    ] as const) {
      for (const permission of permissions)
        for (const pair of permission?.userIdGroupPairs ?? []) if (pair?.groupId) found[direction].add(pair.groupId);
    }
  }
  for (const { isEgress, referencedGroupInfo: group } of net.all('securityGroupRule'))
    if (group?.groupId) found[isEgress ? 'egress' : 'ingress'].add(group.groupId);
  return found;
});
