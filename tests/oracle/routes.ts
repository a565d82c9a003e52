import { type Address, type Cidr, contains, isFullLength, isPublic, parseCidr } from './addresses.ts';
import {
  coverageOf,
  isRegional,
  type Lookups,
  mayListFamily,
  type Place,
  prefixListCidrs,
  present,
  sameWord,
  works,
} from './lookups.ts';
import { drop, type Next, type Route, type RouteTable, undecided, type Walk } from './packet.ts';
import { withPropagated } from './propagation.ts';

/** RT-01, or the table a regional NAT gateway has of its own (NAT-14). */
export function tableOf(look: Lookups, place: Place): RouteTable | 'several' | undefined {
  const tables = look.snapshot.records.routeTable;
  if (place.nat && isRegional(place.nat.gateway)) {
    const { routeTableId } = place.nat.gateway;
    return tables.find((table) => routeTableId !== undefined && table.routeTableId === routeTableId);
  }
  const vpc = look.vpcs.get(place.vpcId ?? '') ?? { account: undefined, region: undefined };
  const explicit = only(
    tables.filter((table) =>
      effective(table).some(({ subnetId }) => subnetId !== undefined && subnetId === place.subnetId),
    ),
  );
  // PAR-05: only who has seen all tables knows that none of them names the subnet.
  if (explicit || coverageOf(look.snapshot, 'routeTable', vpc) !== 'complete') return explicit;
  return only(tables.filter((table) => table.vpcId === place.vpcId && effective(table).some((one) => one.main)));
}

function only(tables: readonly RouteTable[]): RouteTable | 'several' | undefined {
  return tables.length > 1 ? 'several' : tables[0];
}

/** GRT-01: the table of a gateway, for what enters by it. */
export function edgeTableOf(look: Lookups, gatewayId: string): RouteTable | 'several' | undefined {
  const { routeTable } = look.snapshot.records;
  return only(routeTable.filter((table) => effective(table).some((one) => one.gatewayId === gatewayId)));
}

function effective(table: RouteTable): readonly NonNullable<RouteTable['associations'][number]>[] {
  return present(table.associations).filter((one) => works(one.associationState?.state, 'associated'));
}

interface Candidate {
  readonly route: Route;
  readonly length: number;
  /** 0 static, 1 prefix list, 2 propagated (RT-05). */
  readonly rank: number;
}

/** The routes that may take the destination: one, none (`undefined`), or several where the outcome is not defined or known. */
export function routesFor(
  walk: Walk,
  table: RouteTable,
  destination: Address,
  sender?: string,
): readonly (Route | undefined)[] {
  const { look } = walk;
  // ACL-28, observed: an appliance forwards in the subnet whose table points at it, so its own packets are not led back.
  // What no instance is attached to is no appliance: there the route is a blackhole, for its own packets too (RT-21).
  const own = look.interfaces.get(sender ?? '');
  const isAppliance = own?.attachment?.instanceId !== undefined || own?.requesterManaged === true;
  const routes = withPropagated(look, table).filter((route) => {
    const target = targetOf(look, route);
    return !isAppliance || target.kind !== 'eni' || target.id !== sender;
  });
  const all = routes.flatMap((route) => candidate(look, route, destination));
  // RT-04: no route propagated from VPN or Direct Connect takes what a local route holds: that is one of a CIDR (RT-08).
  const isLocal = all.some(({ route }) => route.gatewayId === 'local' && !route.destinationPrefixListId);
  const able = isLocal ? all.filter(({ route }) => !sameWord(route.origin, 'EnableVgwRoutePropagation')) : all;
  const longest = Math.max(...able.map(({ length }) => length));
  const rank = Math.min(...able.filter(({ length }) => length === longest).map((one) => one.rank));
  const best = able.filter((one) => one.length === longest && one.rank === rank).map((one) => one.route);
  const winners: (Route | undefined)[] = rank === 0 ? best.slice(0, 1) : differing(best);

  const winner = best[0];
  const host = winner && parseCidr(winner.destinationCidrBlock ?? winner.destinationIpv6CidrBlock);
  // RT-03, RT-04: nothing on a list is longer than a whole address, or beats the local route.
  const isFinal = winner?.gatewayId === 'local' || (rank === 0 && host !== undefined && isFullLength(host));
  const unknown = isFinal ? [] : routes.filter((r) => mayTake(look, r, destination));
  const isListed = unknown.length > 0 || winners.some((route) => route?.destinationPrefixListId);
  if (isListed) walk.kinds.add('prefixList');
  if (winners.length === 0) winners.push(undefined);
  return [...winners, ...unknown];
}

function candidate(look: Lookups, route: Route, destination: Address): readonly Candidate[] {
  const isPropagated = sameWord(route.origin, 'EnableVgwRoutePropagation') || sameWord(route.origin, 'Advertisement');
  const listed = route.destinationPrefixListId ? prefixListCidrs(look, route.destinationPrefixListId) : undefined;
  const own = parseCidr(route.destinationCidrBlock ?? route.destinationIpv6CidrBlock);
  const cidrs: readonly Cidr[] = listed ?? (own ? [own] : []);
  const lengths = cidrs.filter((cidr) => contains(cidr, destination)).map((cidr) => cidr.length);
  if (lengths.length === 0) return [];
  const rank = isPropagated ? 2 : route.destinationPrefixListId ? 1 : 0;
  return [{ route, rank, length: Math.max(...lengths) }];
}

/** A list without entries may hold anything of its family; that of a gateway endpoint only public addresses. */
function mayTake(look: Lookups, route: Route, destination: Address): boolean {
  const id = route.destinationPrefixListId;
  if (id === undefined || prefixListCidrs(look, id) !== undefined || !mayListFamily(look, id, destination))
    return false;
  return !route.gatewayId?.startsWith('vpce-') || isPublic(destination);
}

/** RT-06 matters only between different targets. */
function differing(routes: readonly Route[]): Route[] {
  const byTarget = new Map(routes.map((route) => [targetText(route), route]));
  return [...byTarget.values()];
}

function targetText(route: Route): string {
  const { destinationCidrBlock, destinationIpv6CidrBlock, destinationPrefixListId, origin, ...target } = route;
  return JSON.stringify(target);
}

export type Target =
  | { readonly kind: 'local' }
  | { readonly kind: 'igw' | 'eigw' | 'nat' | 'pcx' | 'vpce' | 'eni' | 'tgw' | 'vgw'; readonly id: string }
  | { readonly kind: 'notModelled'; readonly id: string };

export function targetOf(look: Lookups, route: Route): Target {
  if (route.natGatewayId) return { kind: 'nat', id: route.natGatewayId };
  // PAR-07: the interface decides, where both are told.
  if (route.networkInterfaceId) return { kind: 'eni', id: route.networkInterfaceId };
  if (route.instanceId) return { kind: 'eni', id: firstInterface(look, route.instanceId) };
  if (route.vpcPeeringConnectionId) return { kind: 'pcx', id: route.vpcPeeringConnectionId };
  if (route.egressOnlyInternetGatewayId) return { kind: 'eigw', id: route.egressOnlyInternetGatewayId };
  if (route.transitGatewayId) return { kind: 'tgw', id: route.transitGatewayId };
  const id = route.gatewayId ?? 'a target that is not modelled';
  if (id === 'local') return { kind: 'local' };
  if (id.startsWith('igw-')) return { kind: 'igw', id };
  if (id.startsWith('eigw-')) return { kind: 'eigw', id };
  if (id.startsWith('vgw-')) return { kind: 'vgw', id };
  if (id.startsWith('vpce-')) return { kind: 'vpce', id };
  return { kind: 'notModelled', id };
}

export function firstInterface(look: Lookups, instanceId: string): string {
  const listed = present(look.instances.get(instanceId)?.networkInterfaces ?? [])[0]?.networkInterfaceId;
  const attached = look.snapshot.records.networkInterface.filter((eni) => eni.attachment?.instanceId === instanceId);
  const primary = attached.find((eni) => eni.attachment?.deviceIndex === 0) ?? attached[0];
  return primary?.networkInterfaceId ?? listed ?? instanceId;
}

/** RT-10, RT-12: why a chosen route carries nothing, if it does not. */
export function unusable(walk: Walk, route: Route | undefined): Next | undefined {
  if (route === undefined) return drop(walk, 'RT-12 no route');
  if (sameWord(route.state, 'blackhole')) return drop(walk, 'RT-10 blackhole route');
  return works(route.state, 'active') ? undefined : undecided(walk, `RT-10 route state ${route.state}`);
}
