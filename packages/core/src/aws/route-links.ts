import { interfacesOf } from './delivery.ts';
import { emittersOf } from './emitters.ts';
import type { Lookup } from './lookup.ts';
import { recognisedKind } from './recognised-targets.ts';
import type { LinkSink } from './resource-type.ts';
import type { RouteTable } from './route-table.ts';
import { routedInterface } from './routed-interface.ts';

/**
 * Lays what only a route tells of: interfaces used as appliances, and targets that the input does not hold or that are
 * not modelled. Every other link is there whether a route uses it or not.
 */
export function connectTarget(net: Lookup, graph: LinkSink, table: RouteTable, target: string | undefined): void {
  if (!target || target === 'local' || target === 'blackhole') return;
  const appliance = routedInterface(net, target);
  if (appliance?.subnetId && appliance.networkInterfaceId) {
    const { networkInterfaceId: at, subnetId } = appliance;
    graph.node(at, 'appliance', appliance.tagSet.Name);
    graph.link(subnetId, at, 'route');
    graph.link(at, subnetId, 'own-packet');
    graph.link(subnetId, interfacesOf(subnetId));
    return;
  }
  graph.node(target, net.kindOfId(target) ?? recognisedKind(target) ?? 'notModelled');
  const emitters = table.vpcId && isFirst(graph, `${table.vpcId} ${target}`) ? emittersOf(net, table.vpcId) : [];
  for (const emitter of emitters) graph.link(emitter, target, 'route');
  for (const association of table.associations) {
    if (association?.subnetId) graph.link(association.subnetId, target, 'route');
    if (association?.gatewayId) graph.link(association.gatewayId, target);
  }
}

const laid = new WeakMap<LinkSink, Set<string>>();

/** Tables of a VPC mostly lead to the same targets: links that every sender has are laid for the first of them. */
function isFirst(graph: LinkSink, key: string): boolean {
  const before = laid.get(graph) ?? new Set();
  laid.set(graph, before);
  return before.size < before.add(key).size;
}
