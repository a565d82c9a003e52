import { type Family, formatPrefix, parsePrefix } from '../net/address.ts';
import { isUntold, linkStop, statedDown } from './hybrid-link-state.ts';
import type { HybridLink } from './hybrid-links.ts';
import { learned } from './learned-routes.ts';
import type { Lookup } from './lookup.ts';
import type { Route, RouteTable } from './route-table.ts';
import { attachedVpc } from './vpn-gateway-attachment.ts';
import { linksOf } from './vpn-gateway-links.ts';

/**
 * What virtual private gateways propagate to a table that names them and lists none of their routes, as plans of a
 * network do (RT-14).
 */
export function propagatedTo(net: Lookup, table: RouteTable): readonly Route[] {
  return teachers(net, table).flatMap(({ id, links }) => links.flatMap((link) => routesOver(net, id, link)));
}

/** What BGP will tell over links that are yet to be made may be any prefix (VPN-03): routes without a destination. */
export function yetToCome(net: Lookup, table: RouteTable, family: Family): readonly Route[] {
  const mayTeach = (link: HybridLink) =>
    isUntold(net, link) &&
    !['static', 'stated'].includes(learned(net, link).basis) &&
    linkStop(net, link, family)?.kind !== 'dropped';
  return teachers(net, table).flatMap(({ id, links }) =>
    links.some(mayTeach) ? [{ gatewayId: id, origin: 'EnableVgwRoutePropagation', state: 'active' } as Route] : [],
  );
}

/** The gateways that propagate to a table, with the links of each of which it does not list what they teach. */
function teachers(net: Lookup, table: RouteTable) {
  const gateways = table.propagatingVgws.flatMap((one) => one?.gatewayId ?? []);
  return gateways
    .filter((id) => mayBeOf(net, id, table))
    .map((id) => {
      const isListed = listsRoutesOf(table, id);
      const links = linksOf(net, id).map(({ link }) => link);
      return { id, links: links.filter((link) => !isListed || isUntold(net, link)) };
    });
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
