import { formatPrefix } from '../net/address.ts';
import { linkStop } from './hybrid-link-state.ts';
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
  const gateways = table.propagatingVgws.flatMap((one) => one?.gatewayId ?? []);
  return gateways
    .filter((id) => mayBeOf(net, id, table) && !listsRoutesOf(table, id))
    .flatMap((id) => linksOf(net, id).flatMap(({ link }) => routesOver(net, id, link)));
}

/** A gateway that the input lacks may be attached: its routes lead to where that shows. */
function mayBeOf(net: Lookup, id: string, table: RouteTable): boolean {
  return !net.get('vpnGateway', id) || attachedVpc(net, id) === table.vpcId;
}

function listsRoutesOf(table: RouteTable, id: string): boolean {
  return table.routes.some((route) => route?.gatewayId === id && route.origin === 'EnableVgwRoutePropagation');
}

function routesOver(net: Lookup, id: string, link: Parameters<typeof learned>[1]): readonly Route[] {
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
