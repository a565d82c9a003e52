import { type Cidr, isV6, parseCidr } from './addresses.ts';
import { isOfFamily, isStatedDown, type Link, learnedOver, stateOf } from './links.ts';
import { type Lookups, present, sameWord } from './lookups.ts';
import type { Route, RouteTable } from './packet.ts';
import { linksAt, vpcAt } from './virtual-private-gateway.ts';

const WORD = 'EnableVgwRoutePropagation';

/**
 * RT-14: the routes of a table, with those that gateways propagate to it where it lists none of theirs, as plans of a
 * network do.
 */
export function withPropagated(look: Lookups, table: RouteTable): readonly Route[] {
  const routes = present(table.routes);
  const named = present(present(table.propagatingVgws).map(({ gatewayId }) => gatewayId));
  // VGW-01: only the gateway of the VPC propagates; one that was not read may be that.
  const gateways = named.filter((id) => [undefined, table.vpcId].includes(vpcAt(look, id)) && !isDetached(look, id));
  const more = gateways.map((id) => propagatedBy(look, routes, id));
  const withdrawn = new Set(more.flatMap((one) => one.withdrawn));
  return [...routes.filter((one) => !withdrawn.has(one)), ...more.flatMap(({ added }) => added)];
}

function isDetached(look: Lookups, id: string): boolean {
  const isRead = look.snapshot.records.vpnGateway.some((one) => one.vpnGatewayId === id);
  return isRead && vpcAt(look, id) === undefined;
}

function propagatedBy(look: Lookups, routes: readonly Route[], id: string) {
  const listed = routes.filter((one) => one.gatewayId === id && sameWord(one.origin, WORD));
  const links = linksAt(look, id);
  const down = links.filter((link) => isStatedDown(look, link));
  if (listed.length > 0 && down.length === 0) return { added: [], withdrawn: [] };
  const cidrs = links.flatMap((link) => learnedNow(look, link));
  // HYB-03: with a link stated to be down, what it alone taught is withdrawn.
  const lost = down.flatMap((link) => learnedOver(look, link) ?? []);
  const isLost = (route: Route) => {
    const own = parseCidr(route.destinationCidrBlock ?? route.destinationIpv6CidrBlock);
    return lost.some((one) => isSame(one, own)) && !cidrs.some((one) => isSame(one, own));
  };
  // A table that lists some of them lists all: what it lacks was not propagated.
  const added = listed.length > 0 ? [] : cidrs.map((cidr) => propagated(id, cidr));
  return { added, withdrawn: listed.filter(isLost) };
}

/** Whether a link that nobody knows to be up has taught it, the gateway tells (VPN-01). */
function learnedNow(look: Lookups, link: Link): readonly Cidr[] {
  const all = learnedOver(look, link) ?? [];
  return all.filter((cidr) => stateOf(look, link, isV6(cidr.base)) !== 'down');
}

function isSame(a: Cidr, b: Cidr | undefined): boolean {
  return b !== undefined && a.length === b.length && a.base >> a.shift === b.base >> b.shift;
}

function propagated(gatewayId: string, cidr: Cidr): Route {
  const to = isOfFamily(cidr, true)
    ? { destinationIpv6CidrBlock: text(cidr, 8, 16n, 16, ':') }
    : { destinationCidrBlock: text(cidr, 4, 8n, 10, '.') };
  return { ...NO_ROUTE, ...to, gatewayId, origin: WORD, state: 'active' };
}

function text({ base, length }: Cidr, count: number, bits: bigint, radix: number, between: string): string {
  const groups = Array.from({ length: count }, (_, at) =>
    ((base >> (bits * BigInt(count - 1 - at))) & ((1n << bits) - 1n)).toString(radix),
  );
  return `${groups.join(between)}/${length}`;
}

const NO_ROUTE: Route = {
  destinationCidrBlock: undefined,
  destinationIpv6CidrBlock: undefined,
  destinationPrefixListId: undefined,
  gatewayId: undefined,
  natGatewayId: undefined,
  instanceId: undefined,
  networkInterfaceId: undefined,
  egressOnlyInternetGatewayId: undefined,
  transitGatewayId: undefined,
  vpcPeeringConnectionId: undefined,
  localGatewayId: undefined,
  carrierGatewayId: undefined,
  coreNetworkArn: undefined,
  odbNetworkArn: undefined,
  origin: undefined,
  state: undefined,
};
