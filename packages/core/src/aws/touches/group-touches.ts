import type { ComponentId } from '../../model/route.ts';
import type { Edition, Read } from '../edition.ts';
import { isAlike } from '../field-edits.ts';
import { interfaceIndex } from '../interface-index.ts';
import { andKeptClients } from '../kept-client-addresses.ts';
import { derived, type Lookup } from '../lookup.ts';
import { namedGroups } from '../named-groups.ts';
import { isRoutedTo } from '../routed-interface.ts';
import { rulesOfGroup } from '../security-filters.ts';
import { ANYBODY, type Peers, peersBetween, together } from './peers.ts';
import type { Touch, Touches } from './touch.ts';

/** Rules of a group are asked at the two ends of a conversation alone, where an interface carries the group. */
export const groupTouches: Touches = (id, before, after) => {
  const [old, now] = [before.get('securityGroup', id), after.get('securityGroup', id)];
  if (!old || !now) return cameOrWent(id, before, after);
  if (old.vpcId !== now.vpcId) return undefined;
  const differs = {
    ingress: !isAlike(old.ipPermissions, now.ipPermissions),
    egress: !isAlike(old.ipPermissionsEgress, now.ipPermissionsEgress),
  };
  return ofCarriers(id, before, after, differs);
};

export const groupRuleTouches: Touches = (id, before, after) => {
  const both = [before, after].flatMap((net) => net.get('securityGroupRule', id) ?? []);
  const groups = new Set(both.map(({ groupId }) => groupId ?? ''));
  const [group = ''] = groups;
  // A group that is known by its rules alone comes and goes with them.
  if (groups.size !== 1 || !before.get('securityGroup', group) || !after.get('securityGroup', group)) return undefined;
  const differs = {
    ingress: both.some(({ isEgress }) => !isEgress),
    egress: both.some(({ isEgress }) => isEgress === true),
  };
  return ofCarriers(group, before, after, differs);
};

/** Who names a group that the input does not hold may mean anybody (SG-13). */
function cameOrWent(id: ComponentId, before: Lookup, after: Lookup): readonly Touch[] | undefined {
  const isNamed = [before, after].some((net) => namedGroups(net).ingress.has(id) || namedGroups(net).egress.has(id));
  return isNamed ? undefined : ofCarriers(id, before, after, { ingress: true, egress: true });
}

/** What rules of a group bear on: those who carry it, and whom the rules treat otherwise. */
export function ofCarriers(
  id: ComponentId,
  before: Lookup,
  after: Lookup,
  differs: { readonly ingress: boolean; readonly egress: boolean },
): readonly Touch[] | undefined {
  const carriers = new Set([before, after].flatMap((net) => carriersOf(net, id)));
  for (const at of carriers) {
    // Its rules are asked on the way of others too.
    const isPassed = [before, after].some(
      (net) => isRoutedTo(net, at) || interfaceIndex(net).holderOf(at)?.role.isClientVpn,
    );
    if (isPassed) return undefined;
  }
  const guarded = (direction: 'ingress' | 'egress') => {
    return differs[direction]
      ? { [direction]: { at: carriers, peers: peersOfGroup(id, direction, before, after) } }
      : {};
  };
  return [guarded('ingress'), guarded('egress')];
}

/** Whom the rules of a group treat otherwise; what other groups of an interface say of them does not make more of it. */
function peersOfGroup(id: ComponentId, direction: 'ingress' | 'egress', before: Lookup, after: Lookup): Peers {
  const rules = [before, after].map((net) => rulesOfGroup(net, id, direction));
  const [old, now] = rules;
  if (!old || !now) return ANYBODY;
  return together(
    ([4, 6] as const).map((family) => {
      const peers = peersBetween(
        { admits: old.admits[family], members: old.members },
        { admits: now.admits[family], members: now.members },
        family,
        before.labels[family].size,
      );
      return { ...peers, at: { ...peers.at, [family]: andKeptClients(after, family, peers.at[family]) } };
    }),
  );
}

/** The interfaces that list a group. */
export function carriersOf(net: Lookup, group: ComponentId): readonly ComponentId[] {
  const { edition } = net;
  const moved = edition && regroupedIn(edition, net);
  if (!moved) return carriers(net).get(group) ?? [];
  const isListed = (at: ComponentId) =>
    net.get('networkInterface', at)?.groups.some((one) => one?.groupId === group) === true;
  return [...carriersOf(edition.of, group).filter((at) => !moved.has(at)), ...[...moved].filter(isListed)];
}

/**
 * The interfaces that list other groups in an edition, where no other carrier can be another one; of nodes of balancers their
 * balancer tells too.
 */
function regroupedIn({ changed, ids }: Edition, net: Lookup): ReadonlySet<ComponentId> | undefined {
  const moved = ids.get('networkInterface');
  if (!moved || ![...changed].every((read) => NOT_OF_CARRIERS.has(read))) return undefined;
  const isNode = (at: ComponentId) => interfaceIndex(net).holderOf(at)?.role.isBalancer;
  return [...moved].some(isNode) ? undefined : moved;
}

const NOT_OF_CARRIERS: ReadonlySet<Read> = new Set([
  'interface-groups',
  'securityGroup',
  'securityGroupRule',
  'networkAcl',
  'routeTable',
]);

const carriers = derived((net) => {
  const found = new Map<ComponentId, ComponentId[]>();
  const add = (group: ComponentId, at: ComponentId) => {
    const own = found.get(group);
    if (own) own.push(at);
    else found.set(group, [at]);
  };
  for (const { networkInterfaceId: at, groups } of net.all('networkInterface')) {
    if (at) for (const group of groups) if (group?.groupId) add(group.groupId, at);
  }
  // A balancer's node may be guarded by groups that the balancer alone lists.
  for (const { at, role } of interfaceIndex(net).holders) {
    if (!role.isBalancer) continue;
    for (const { group } of net.behaviour(at)?.groups?.(at, net) ?? []) {
      if (!found.get(group)?.includes(at)) add(group, at);
    }
  }
  return found;
});
