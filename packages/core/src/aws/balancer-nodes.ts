import { groupBy } from '../model/group-by.ts';
import type { ComponentId } from '../model/route.ts';
import { interfacesOf } from './delivery.ts';
import { regardlessOfGroups } from './edition.ts';
import type { Holder } from './holder.ts';
import { interfaceIndex } from './interface-index.ts';
import { derived, type Lookup } from './lookup.ts';
import type { Kind, RecordOfKind } from './record-types.ts';
import type { LinkSink } from './resource-type.ts';

/** The record of a balancer, of the generation that it is of. */
export type BalancerRecord =
  | { readonly elastic: RecordOfKind<'loadBalancer'>; readonly classic?: undefined }
  | { readonly classic: RecordOfKind<'classicLoadBalancer'>; readonly elastic?: undefined };

/** The balancer of a node; only the description of the interface tells (LB-02). */
export function balancerOfNode(net: Lookup, at: ComponentId): BalancerRecord | undefined {
  const record = regardlessOfGroups(net).get('networkInterface', at);
  const name = nodeName(record?.description);
  if (!record || !name) return undefined;
  const elastic = elasticByName(net).get(name);
  if (elastic) return { elastic };
  const classic = classicByName(net)
    .get(name)
    ?.find(({ vPCId }) => vPCId === undefined || vPCId === record.vpcId);
  return classic ? { classic } : undefined;
}

/** The interfaces of a balancer, by its ARN or, of a classic one, its name. */
export function nodesOf(net: Lookup, balancerId: ComponentId): readonly Holder[] {
  return nodes(net).get(balancerId) ?? [];
}

/** A balancer sends from its nodes, which are among the interfaces of its subnets. */
export function connectNodes(
  net: Lookup,
  graph: LinkSink,
  { id, kind, name }: { readonly id: ComponentId; readonly kind: Kind; readonly name: string | undefined },
  subnets: readonly (string | undefined)[],
): void {
  graph.node(id, kind, name);
  for (const subnetId of subnets) {
    if (!subnetId || !net.get('subnet', subnetId)) continue;
    graph.node(interfacesOf(subnetId), 'interfaces');
    graph.link(id, interfacesOf(subnetId));
  }
}

/** `net/NAME/ID` of `ELB net/NAME/ID`, `NAME` of `ELB NAME`. */
export function nodeName(description: string | undefined): string | undefined {
  return /^ELB (\S+)$/.exec(description?.trim() ?? '')?.[1];
}

const nodes = derived((net) =>
  groupBy(interfaceIndex(net).holders, (holder) => {
    if (!holder.role.isBalancer) return undefined;
    const found = balancerOfNode(net, holder.at);
    return found?.elastic?.loadBalancerArn ?? found?.classic?.loadBalancerName;
  }),
);

const elasticByName = derived(
  (net) =>
    new Map(
      net.all('loadBalancer').map((record) => [record.loadBalancerArn?.split(':loadbalancer/')[1], record] as const),
    ),
);

const classicByName = derived((net) => groupBy(net.all('classicLoadBalancer'), (record) => record.loadBalancerName));
