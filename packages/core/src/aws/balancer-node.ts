import type { LegJoin } from '../model/leg-join.ts';
import type { ComponentId, Filter, Stop } from '../model/route.ts';
import { type ByFamily, type Family, parsePrefix } from '../net/address.ts';
import { paintMap, zipMaps } from '../net/address-map.ts';
import { ADMITS_ALL } from '../net/admission.ts';
import type { Label } from '../net/label-tree.ts';
import { aclStep } from './acl-filters.ts';
import { balancedJoin } from './balanced-join.ts';
import { balancerAt } from './balancer.ts';
import { nodeName } from './balancer-nodes.ts';
import type { Holder } from './holder.ts';
import { ANYWHERE, type Lookup } from './lookup.ts';
import { notCollected } from './missing.ts';
import type { NetworkInterface } from './network-interface.ts';
import type { Guards } from './resource-type.ts';
import { securityGuards } from './security-guards.ts';

type Both = ByFamily<Guards>;

/** What a node of a balancer does with a packet to its own address. */
export function nodeJoin(
  net: Lookup,
  node: Holder,
  caller: { readonly family: Family; readonly source: Label },
): LegJoin | Stop {
  const join = balancedJoin(net, node.at, caller);
  if (join) return join;
  const name = nodeName(node.record?.description);
  const kind = name && !name.includes('/') ? 'classicLoadBalancer' : 'loadBalancer';
  return notCollected(net, node.at, kind, undefined, node.record ?? ANYWHERE);
}

/** The balancer's groups; its interfaces repeat them, and those of older dumps are all there is. */
export function nodeGroups(net: Lookup, at: ComponentId, listed: readonly ComponentId[]): readonly ComponentId[] {
  const groups = balancerAt(net, at)?.groups ?? [];
  return groups.length > 0 ? [...groups].sort() : listed;
}

/** A Network Load Balancer without groups is guarded by none (NLB-01). */
export function nodeGuards(
  net: Lookup,
  at: ComponentId,
  record: NetworkInterface,
  listed: readonly ComponentId[],
): Both {
  const groups = nodeGroups(net, at, listed);
  const isNetwork = record.interfaceType?.toLowerCase() === 'network_load_balancer';
  const both: Both =
    groups.length === 0 && isNetwork
      ? { 4: { ingress: [], egress: [] }, 6: { ingress: [], egress: [] } }
      : securityGuards(net, at, groups, record.vpcId ?? '');
  if (balancerAt(net, at)?.kind !== 'classic') return both;
  return { 4: withOwnAcl(net, record, both[4], 4), 6: withOwnAcl(net, record, both[6], 6) };
}

/** A Classic Load Balancer is asked by its subnet's ACL even on the way to a neighbour there (ACL-22). */
function withOwnAcl(net: Lookup, record: NetworkInterface, guards: Guards, family: Family): Guards {
  const { subnetId = '' } = record;
  const step = aclStep(net, subnetId, 'egress', family);
  const own = parsePrefix(net.get('subnet', subnetId)?.cidrBlock ?? '');
  if (step.kind !== 'filter' || own?.family !== family) return guards;
  const range = net.labels[family].rangeOf(own);
  const inside = paintMap(0, range ? [range] : [], () => 1);
  const filter: Filter = {
    ...step.filter,
    code: 'ELB_ACL_RESTRICTION',
    admits: zipMaps(step.filter.admits, inside, (admitted, isInside) => (isInside === 1 ? admitted : ADMITS_ALL)),
  };
  return { ingress: guards.ingress, egress: [...guards.egress, filter] };
}
