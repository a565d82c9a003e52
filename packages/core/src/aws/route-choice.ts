import { ADDRESS_LENGTH, contains, type Family, type Prefix, parsePrefix } from '../net/address.ts';
import { type AddressMap, paintMap } from '../net/address-map.ts';
import type { LabelRange } from '../net/label-tree.ts';
import { derivedBy, type Lookup } from './lookup.ts';
import { entriesOf, mayList } from './prefix-list-entries.ts';
import { propagatedTo, withdrawnWith, yetToCome } from './propagated-routes.ts';
import type { Route } from './route-table.ts';
import { targetOf, UNTOLD } from './route-target.ts';
import { routedInterface } from './routed-interface.ts';

/** A route of a table, ranked. */
export interface RankedRoute {
  readonly route: Route;
  readonly target: string;
  /** In the table's list of routes, or `NOT_LISTED`. */
  readonly position: number;
  /** 0 static, 1 prefix list, 2 propagated: the lower wins among equal prefixes (RT-05). */
  readonly rank: number;
  /** Advertised by a route server. */
  readonly isAdvertised: boolean;
  /** Propagated by a virtual private gateway. */
  readonly isPropagated: boolean;
}

/** What a table decides for the addresses of a label. */
export interface Decision {
  /** Several: prefix-list routes of equal length, of which AWS picks one (RT-06). None: no route. */
  readonly routes: readonly RankedRoute[];
  readonly length: number;
  /** Won against an advertised route of the same prefix, whose rank AWS does not say (RS-02). */
  readonly isAssumed: boolean;
}

export interface RouteChoices {
  /** Label → position in `decisions`. */
  readonly map: AddressMap;
  readonly decisions: readonly Decision[];
  /** Routes of prefix lists whose entries the input lacks, and those yet to be learned: they may take any address not decided for good. */
  readonly unread: readonly RankedRoute[];
}

/** The position of a route that the table has without listing it. */
export const NOT_LISTED = -1;

const NO_ROUTE: Decision = { routes: [], length: -1, isAssumed: false };

/** Longest prefix first, whatever the kind (RT-03), then the order of RT-05; without routes to `sender` itself. */
export function routeChoices(net: Lookup, tableId: string, family: Family, sender = ''): RouteChoices {
  return choices(net, `${family} ${tableId} ${sender}`);
}

export function isLocal(decision: Decision): boolean {
  return decision.routes[0]?.target === 'local';
}

/** A prefix-list entry could be as long as an address, but not longer. */
export function isFinal(decision: Decision, family: Family): boolean {
  return isLocal(decision) || (decision.length === ADDRESS_LENGTH[family] && decision.routes[0]?.rank === 0);
}

interface Layer extends LabelRange, Decision {}

const choices = derivedBy(
  (net, key): RouteChoices => {
    const [familyText, tableId, sender] = key.split(' ');
    const family = Number(familyText) as Family;
    const table = net.get('routeTable', tableId);
    const layers: Layer[] = [];
    const unread = (table ? yetToCome(net, table, family) : []).map((route) => rank(route, NOT_LISTED));
    const locals = (table?.routes ?? []).flatMap((route) =>
      route?.gatewayId === 'local' ? (prefixOf(route) ?? []) : [],
    );
    const implied = table ? propagatedTo(net, table).map((route) => ({ route, position: NOT_LISTED })) : [];
    const listed = (table?.routes ?? []).map((route, position) => ({ route, position }));
    for (const { route, position } of [...listed, ...implied]) {
      const ranked = route && rank(route, position);
      if (route && withdrawnWith(net, route)) continue;
      // A route propagated from VPN or Direct Connect never beats the local one, not even with a longer prefix (RT-04).
      if (ranked?.isPropagated && locals.some((local) => isWithin(ranked.route, local))) continue;
      if (!ranked || (sender && routedInterface(net, ranked.target)?.networkInterfaceId === sender)) continue;
      const prefixes = destinations(net, route);
      if (!prefixes && mayList(net, route.destinationPrefixListId ?? '', family)) unread.push(ranked);
      for (const prefix of prefixes ?? []) {
        const range = prefix.family === family ? net.labels[family].rangeOf(prefix) : null;
        if (range) layers.push({ ...range, routes: [ranked], length: prefix.length, isAssumed: false });
      }
    }
    layers.sort((a, b) => a.length - b.length || rankOf(b) - rankOf(a));
    const decisions: Decision[] = [NO_ROUTE];
    const map = paintMap(0, layers, (below, layer) => {
      const winner = decide(decisions[below] as Decision, layer);
      const known = decisions.indexOf(winner);
      return known >= 0 ? known : decisions.push(winner) - 1;
    });
    return { map, decisions, unread };
  },
  { kinds: ['routeTable'], touches: (key, { ids }) => ids.get('routeTable')?.has(key.split(' ')[1] ?? '') ?? false },
);

function decide(below: Decision, layer: Layer): Decision {
  const [first, second] = [below.routes[0], layer.routes[0]];
  const isEqual = below.length === layer.length;
  if (isEqual && below.routes.some(({ isAdvertised }) => isAdvertised)) return { ...layer, isAssumed: true };
  const ties = first && second && isEqual && first.rank === 1 && second.rank === 1;
  if (!ties || below.routes.some(({ target }) => target === second.target)) return ties ? below : layer;
  return { ...layer, routes: [...below.routes, second] };
}

function rankOf(decision: Decision): number {
  return decision.routes[0]?.rank ?? 0;
}

function rank(route: Route, position: number): RankedRoute {
  const target = targetOf(route) ?? UNTOLD;
  const isAdvertised = route.origin === 'Advertisement';
  const isPropagated = route.origin === 'EnableVgwRoutePropagation';
  const rank = isAdvertised || isPropagated ? 2 : route.destinationPrefixListId ? 1 : 0;
  return { route, target, position, rank, isAdvertised, isPropagated };
}

function destinations(net: Lookup, route: Route): readonly Prefix[] | undefined {
  if (route.destinationPrefixListId) return entriesOf(net, route.destinationPrefixListId);
  const prefix = prefixOf(route);
  return prefix ? [prefix] : [];
}

function prefixOf(route: Route): Prefix | null {
  return parsePrefix(route.destinationCidrBlock ?? route.destinationIpv6CidrBlock ?? '');
}

function isWithin(route: Route, local: Prefix): boolean {
  const prefix = prefixOf(route);
  return prefix !== null && contains(local, prefix);
}
