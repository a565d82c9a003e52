import type { ComponentId } from '../../model/route.ts';
import type { Family } from '../../net/address.ts';
import { tableOfSubnet } from '../associated-table.ts';
import { emittersOf } from '../emitters.ts';
import { isAlike } from '../field-edits.ts';
import type { Lookup } from '../lookup.ts';
import type { RecordOfKind } from '../record-types.ts';
import { type Decision, type RouteChoices, routeChoices } from '../route-choice.ts';
import type { Route } from '../route-table.ts';
import { targetOf } from '../route-target.ts';
import { routedInterface } from '../routed-interface.ts';
import { subnetsOfTable } from './led-to.ts';
import { ANYBODY, differing, NOBODY, type Peers } from './peers.ts';
import { throughSubnets } from './through-subnets.ts';
import type { Touch, Touches } from './touch.ts';

type RouteTable = RecordOfKind<'routeTable'>;

/** A route is asked of what the subnets of its table send, and of what is sent back from there (RT-01…12). */
export const routeTableTouches: Touches = (id, before, after) => {
  const [old, now] = [before.get('routeTable', id), after.get('routeTable', id)];
  if (!old || !now) return ofWholeTable(id, before, after);
  if (old.vpcId !== now.vpcId || !old.vpcId || !isAlike(old.propagatingVgws, now.propagatingVgws)) return undefined;
  const moved = isAlike(old.associations, now.associations) ? [] : ofAssociations([old, now], before, after);
  if (isAlike(old.routes, now.routes)) return moved;
  const routes = (list: typeof old.routes) => list.flatMap((route) => route ?? []);
  const [olds, news] = [routes(old.routes), routes(now.routes)];
  const others = ofRoutes(now, [...without(olds, news), ...without(news, olds)], before, after);
  return moved && others && [...moved, ...others];
};

/** A table that came or went: all subnets that have it, or had it, are led by another one. */
function ofWholeTable(id: ComponentId, before: Lookup, after: Lookup): readonly Touch[] | undefined {
  const networks = [before, after];
  const tables = networks.flatMap((net) => net.get('routeTable', id) ?? []);
  for (const { routes, propagatingVgws } of tables) {
    const known = routes.flatMap((route) => route ?? []);
    if (propagatingVgws.length > 0 || known.some((route) => isTold(route, networks))) return undefined;
  }
  return ofAssociations(tables, before, after);
}

/** The subnets that have a table in one of the networks and another one, or none, in the other (RT-01). */
function ofAssociations(tables: readonly RouteTable[], before: Lookup, after: Lookup): readonly Touch[] | undefined {
  const networks = [before, after];
  const found = new Set<ComponentId>();
  for (const { routeTableId: id, vpcId, associations } of tables) {
    // What is not a subnet of the table's own VPC may have it all the same.
    const isOwn = (subnetId: string | undefined) =>
      subnetId === undefined || networks.some((net) => net.get('subnet', subnetId)?.vpcId === vpcId);
    if (!id || !vpcId || !associations.every((one) => isOwn(one?.subnetId))) return undefined;
    for (const net of networks) {
      const own = net.get('routeTable', id);
      if (own && !subnetsOfTable(net, own)) return undefined;
      for (const at of emittersOf(net, vpcId)) {
        const [old, now] = networks.map((one) => tableOfSubnet(one, at, vpcId)?.routeTableId);
        if (old !== now) found.add(at);
      }
    }
  }
  return found.size === 0 ? [] : throughSubnets([...found], ANYBODY, before, after);
}

/** What some routes of a table bear on, that came, went, or lead elsewhere; the table is for the same subnets in both. */
export function ofRoutes(
  table: RouteTable,
  routes: readonly Route[],
  before: Lookup,
  after: Lookup,
): readonly Touch[] | undefined {
  const networks = [before, after];
  if (routes.some((route) => isTold(route, networks))) return undefined;
  const own = networks.map((net) => subnetsOfTable(net, table));
  if (own.includes(undefined)) return undefined;
  const subnets = [...new Set(own.flatMap((one) => one ?? []))];
  return throughSubnets(subnets, peersOfTable(table.routeTableId ?? '', before, after), before, after);
}

/** What a gateway propagates tells what is behind it; an interface that routes lead to is passed by others. */
function isTold(route: Route, networks: readonly Lookup[]): boolean {
  const target = targetOf(route);
  const isPassed = target !== undefined && networks.some((net) => routedInterface(net, target));
  return isPassed || route.origin === 'EnableVgwRoutePropagation';
}

/** To whom a table leads otherwise. */
function peersOfTable(id: ComponentId, before: Lookup, after: Lookup): Peers {
  const choices = ([4, 6] as const).map((family) => [before, after].map((net) => routeChoices(net, id, family)));
  if (choices.flat().some(({ unread }) => unread.length > 0)) return ANYBODY;
  const at = (family: Family) => {
    const [a, b] = choices[family === 4 ? 0 : 1] as [RouteChoices, RouteChoices];
    const [olds, news] = [a, b].map(({ decisions }) => decisions.map(decisionText));
    return differing(a.map, b.map, before.labels[family].size, (i, j) => olds?.[i] === news?.[j]);
  };
  return { ...NOBODY, at: { 4: at(4), 6: at(6) } };
}

/** Equal where packets go the same way: where all routes are known, how long a prefix won by is nothing to them. */
function decisionText({ routes, isAssumed }: Decision): string {
  const texts = routes.map(({ route, target, rank }) => [target, route.state, route.origin, rank].join(' '));
  return [isAssumed, ...texts].join();
}

function without(some: readonly Route[], others: readonly Route[]): readonly Route[] {
  return some.filter((one) => !others.some((other) => isAlike(one, other)));
}
