import { interfacesOf } from './delivery.ts';
import { emittersOf } from './emitters.ts';
import { interfaceIndex } from './interface-index.ts';
import type { Lookup } from './lookup.ts';
import { kindOfId } from './record-types.ts';
import type { LinkSink } from './resource-type.ts';
import { targetOf } from './route-choice.ts';
import type { Route, RouteTable } from './route-table.ts';

/**
 * Lays what only a route tells of: interfaces used as appliances, and targets that the input does not hold or that are
 * not modelled. Every other link is there whether a route uses it or not.
 */
export function connectTarget(net: Lookup, graph: LinkSink, table: RouteTable, route: Route | undefined): void {
  const target = route && targetOf(route);
  if (!target || target === 'local' || target === 'blackhole' || !table.vpcId) return;
  const holder = interfaceIndex(net).holderOf(target) ?? interfaceIndex(net).holdersOfInstance(target)[0];
  if (holder?.subnetId) {
    graph.node(holder.at, 'appliance');
    graph.link(holder.subnetId, holder.at, 'route');
    graph.link(holder.at, holder.subnetId, 'own-packet');
    graph.link(holder.subnetId, interfacesOf(holder.subnetId));
    return;
  }
  graph.node(target, kindOfId(target) ?? 'notModelled');
  for (const emitter of emittersOf(net, table.vpcId)) graph.link(emitter, target, 'route');
  for (const association of table.associations) if (association?.gatewayId) graph.link(association.gatewayId, target);
}
