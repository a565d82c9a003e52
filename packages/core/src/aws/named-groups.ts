import type { ComponentId } from '../model/route.ts';
import { changedGroups } from './changed-groups.ts';
import { derivedBy, type Lookup } from './lookup.ts';
import { rulesOf, type SecurityRule } from './security-rules.ts';

interface NamedGroups {
  readonly ingress: ReadonlySet<ComponentId>;
  readonly egress: ReadonlySet<ComponentId>;
}

/**
 * Groups that rules of any security group name, by the direction of the rules: who carries one may be meant by it. In an
 * edition also those that rules named before: nothing comes of being told apart by one of these.
 */
export function namedGroups(net: Lookup): NamedGroups {
  return named(net, '');
}

const named = derivedBy((net): NamedGroups => {
  const { edition } = net;
  const found = { ingress: new Set<ComponentId>(), egress: new Set<ComponentId>() };
  if (edition) {
    for (const kind of ['securityGroup', 'securityGroupRule'] as const) net.table(kind);
    const before = namedGroups(edition.of);
    const { ids } = changedGroups(edition, net);
    if (ids.size === 0) return before;
    const own = [...ids].map((id) => rulesOf(net, id));
    return {
      ingress: joined(
        before.ingress,
        own.flatMap((rules) => rules?.ingress ?? []),
      ),
      egress: joined(
        before.egress,
        own.flatMap((rules) => rules?.egress ?? []),
      ),
    };
  }
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

/** Mostly nothing is added, and the same set serves. */
function joined(before: ReadonlySet<ComponentId>, rules: readonly SecurityRule[]): ReadonlySet<ComponentId> {
  const added = rules.flatMap(({ peer }) => (peer.kind === 'group' && !before.has(peer.id) ? [peer.id] : []));
  return added.length === 0 ? before : new Set([...before, ...added]);
}
