import { type Family, formatPrefix, parsePrefix } from '../net/address.ts';
import { isUntold, linkStop, statedDown } from './hybrid-link-state.ts';
import { type HybridLink, hybridLinks } from './hybrid-links.ts';
import { learned } from './learned-routes.ts';
import type { Lookup } from './lookup.ts';
import type { Route, RouteTable } from './route-table.ts';
import { attachedVpc } from './vpn-gateway-attachment.ts';
import { linksOf } from './vpn-gateway-links.ts';

/**
 * What virtual private gateways propagate to a table that names them and lists none of their routes, as plans of a
 * network do (RT-14), and what links teach besides that are yet to be made.
 */
export function propagatedTo(net: Lookup, table: RouteTable): readonly Route[] {
  const gateways = table.propagatingVgws.flatMap((one) => one?.gatewayId ?? []);
  return gateways
    .filter((id) => mayBeOf(net, id, table))
    .flatMap((id) => {
      const isListed = listsRoutesOf(table, id);
      const links = linksOf(net, id).filter(({ link }) => !isListed || isUntold(net, link));
      return links.flatMap(({ link }) => [...routesOver(net, id, link), ...yetToCome(net, id, link)]);
    });
}

const LEARNED = '#learned';

/** What BGP will tell over a link that is not there yet may be any prefix (VPN-03): as behind a list that nobody has read. */
function yetToCome(net: Lookup, gatewayId: string, link: HybridLink): readonly Route[] {
  const { basis } = learned(net, link);
  if (basis === 'static' || basis === 'stated' || !isUntold(net, link)) return [];
  const destinationPrefixListId = link.id + LEARNED;
  return [{ destinationPrefixListId, gatewayId, origin: 'EnableVgwRoutePropagation', state: 'active' } as Route];
}

/** Whether a route stands for what a link is yet to teach. */
export function isYetToCome({ origin, destinationPrefixListId }: Route): boolean {
  return origin === 'EnableVgwRoutePropagation' && (destinationPrefixListId?.endsWith(LEARNED) ?? false);
}

/** Whether the link behind such a route may carry packets of a family. */
export function mayTeach(net: Lookup, route: Route, family: Family): boolean {
  const link = hybridLinks(net).get((route.destinationPrefixListId ?? '').slice(0, -LEARNED.length));
  return !link || !isYetToCome(route) || linkStop(net, link, family)?.kind !== 'dropped';
}

/** A gateway that the input lacks may be attached: its routes lead to where that shows. */
function mayBeOf(net: Lookup, id: string, table: RouteTable): boolean {
  return !net.get('vpnGateway', id) || attachedVpc(net, id) === table.vpcId;
}

function listsRoutesOf(table: RouteTable, id: string): boolean {
  return table.routes.some((route) => route?.gatewayId === id && route.origin === 'EnableVgwRoutePropagation');
}

/**
 * What a listed route was propagated for, where that is stated to be down and no other link of its gateway teaches the
 * prefix: AWS takes it back, and what is left of the table decides (HYB-03). What is down by AWS's own account had
 * its effect on the listing already.
 */
export function withdrawnWith(net: Lookup, route: Route): string | undefined {
  if (route.origin !== 'EnableVgwRoutePropagation' || !route.gatewayId) return undefined;
  const prefix = parsePrefix(route.destinationCidrBlock ?? route.destinationIpv6CidrBlock ?? '');
  if (!prefix) return undefined;
  const text = formatPrefix(prefix);
  const teaching = linksOf(net, route.gatewayId).flatMap(({ link }) =>
    learned(net, link).prefixes.some((one) => formatPrefix(one) === text) ? [link] : [],
  );
  const isTaught = teaching.some((link) => linkStop(net, link, prefix.family)?.kind !== 'dropped');
  return isTaught ? undefined : teaching.map((link) => statedDown(net, link)).find((down) => down !== undefined);
}

function routesOver(net: Lookup, id: string, link: HybridLink): readonly Route[] {
  const carried = learned(net, link).prefixes.filter(({ family }) => linkStop(net, link, family)?.kind !== 'dropped');
  return carried.map((prefix): Route => {
    const field = prefix.family === 4 ? 'destinationCidrBlock' : 'destinationIpv6CidrBlock';
    return {
      [field]: formatPrefix(prefix),
      gatewayId: id,
      origin: 'EnableVgwRoutePropagation',
      state: 'active',
    } as Route;
  });
}
