import { type Cidr, parseCidr } from './addresses.ts';
import { isOfFamily, isStatedDown, type Link, learnedOver, stateOf } from './links.ts';
import { type Lookups, present, sameWord } from './lookups.ts';
import type { Route, RouteTable } from './packet.ts';
import { linksAt, mayHaveOtherLinks } from './virtual-private-gateway.ts';

const WORD = 'EnableVgwRoutePropagation';

/** RT-14: the routes of a table with those that gateways propagate to it, and one for what they may propagate besides. */
export function withPropagated(
  look: Lookups,
  table: RouteTable,
): { readonly listed: readonly Route[]; readonly mayHaveMore: readonly Route[] } {
  const routes = present(table.routes);
  const gateways = present(present(table.propagatingVgws).map(({ gatewayId }) => gatewayId));
  const more = gateways.map((id) => propagatedBy(look, routes, id));
  const withdrawn = new Set(more.flatMap((one) => one.withdrawn));
  return {
    listed: [...routes.filter((one) => !withdrawn.has(one)), ...more.flatMap(({ added }) => added)],
    mayHaveMore: more.flatMap((one) => one.open),
  };
}

function propagatedBy(look: Lookups, routes: readonly Route[], id: string) {
  const listed = routes.filter((one) => one.gatewayId === id && sameWord(one.origin, WORD));
  const links = linksAt(look, id);
  const isFailover = links.some((link) => isStatedDown(look, link));
  if (listed.length > 0 && !isFailover) return { added: [], withdrawn: [], open: [] };
  const learned = links.map((link) => learnedNow(look, link));
  const cidrs = learned.flatMap((one) => one ?? []);
  const isOpen = mayHaveOtherLinks(look) || learned.some((one) => one === undefined);
  // HYB-03: with a link stated to be down, what it alone taught is withdrawn.
  const lost = links.filter((link) => isStatedDown(look, link)).flatMap((link) => learnedOver(look, link) ?? []);
  const isLost = (route: Route) => {
    const own = parseCidr(route.destinationCidrBlock ?? route.destinationIpv6CidrBlock);
    return lost.some((one) => isSame(one, own)) && !cidrs.some((one) => isSame(one, own));
  };
  return {
    added: cidrs.map((cidr) => propagated(id, cidr)),
    withdrawn: listed.filter(isLost),
    open: isOpen && listed.length === 0 ? [{ ...NO_ROUTE, gatewayId: id, origin: WORD, state: 'unknown' }] : [],
  };
}

/** What a link teaches at present; undefined where that is not known. */
function learnedNow(look: Lookups, link: Link): readonly Cidr[] | undefined {
  const states = [false, true].map((v6) => stateOf(look, link, v6));
  const all = learnedOver(look, link);
  if (states.includes('unknown') || all === undefined) return states.every((one) => one === 'down') ? [] : undefined;
  return all.filter((cidr) => states[isOfFamily(cidr, true) ? 1 : 0] === 'up');
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
