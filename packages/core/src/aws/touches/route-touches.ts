import type { ComponentId } from '../../model/route.ts';
import type { Family } from '../../net/address.ts';
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

/** A route is asked of what the subnets of its table send, and of what is sent back from there (RT-01…12). */
export const routeTableTouches: Touches = (id, before, after) => {
  const [old, now] = [before.get('routeTable', id), after.get('routeTable', id)];
  // Another table may be the main one, or a subnet's, for this one having come or gone.
  if (!old || !now || old.vpcId !== now.vpcId || !old.vpcId) return undefined;
  if (!isAlike(old.associations, now.associations) || !isAlike(old.propagatingVgws, now.propagatingVgws))
    return undefined;
  if (isAlike(old.routes, now.routes)) return [];
  const routes = (list: typeof old.routes) => list.flatMap((route) => route ?? []);
  const [olds, news] = [routes(old.routes), routes(now.routes)];
  return ofRoutes(now, [...without(olds, news), ...without(news, olds)], before, after);
};

/** What some routes of a table bear on, that came, went, or lead elsewhere; the table is for the same subnets in both. */
export function ofRoutes(
  table: RecordOfKind<'routeTable'>,
  routes: readonly Route[],
  before: Lookup,
  after: Lookup,
): readonly Touch[] | undefined {
  const networks = [before, after];
  // What a gateway propagates tells what is behind it; an interface that routes lead to is passed by others.
  if (routes.some(({ origin }) => origin === 'EnableVgwRoutePropagation')) return undefined;
  for (const route of routes) {
    const target = targetOf(route);
    if (target && networks.some((net) => routedInterface(net, target))) return undefined;
  }
  const own = networks.map((net) => subnetsOfTable(net, table));
  if (own.includes(undefined)) return undefined;
  const subnets = [...new Set(own.flatMap((one) => one ?? []))];
  return throughSubnets(subnets, peersOfTable(table.routeTableId ?? '', before, after), before, after);
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
