import { tableOfSubnet } from '../aws/associated-table.ts';
import { derived, type Lookup } from '../aws/lookup.ts';
import { entriesOf } from '../aws/prefix-list-entries.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import type { Route } from '../aws/route-table.ts';
import { targetOf } from '../aws/route-target.ts';
import { works } from '../aws/states.ts';
import { groupBy } from '../model/group-by.ts';
import { type Prefix, parsePrefix } from '../net/address.ts';

export type Table = RecordOfKind<'routeTable'>;
export type Subnet = RecordOfKind<'subnet'>;

export interface TableRoute {
  readonly table: Table;
  readonly route: Route;
  readonly target: string;
}

/** All routes of VPC route tables that name a target, whatever their state. */
export const allRoutes: (net: Lookup) => readonly TableRoute[] = derived((net) =>
  net.all('routeTable').flatMap((table) =>
    table.routes.flatMap((route): readonly TableRoute[] => {
      const target = route && targetOf(route);
      return route && target ? [{ table, route, target }] : [];
    }),
  ),
);

/** The same by target. */
export const routesByTarget: (net: Lookup) => ReadonlyMap<string, readonly TableRoute[]> = derived((net) =>
  groupBy(allRoutes(net), ({ target }) => target),
);

export function isActive({ route }: TableRoute): boolean {
  return works(route.state, 'active');
}

/** The prefixes that a route is for; of a list whose entries were not read, undefined. */
export function destinationsOf(net: Lookup, route: Route): readonly Prefix[] | undefined {
  if (route.destinationPrefixListId) return entriesOf(net, route.destinationPrefixListId);
  const prefix = parsePrefix(route.destinationCidrBlock ?? route.destinationIpv6CidrBlock ?? '');
  return prefix ? [prefix] : [];
}

/** The subnets that a table routes, by its id. */
export const subnetsByTable: (net: Lookup) => ReadonlyMap<string, readonly Subnet[]> = derived((net) =>
  groupBy(net.all('subnet'), ({ subnetId = '', vpcId = '' }) => tableOfSubnet(net, subnetId, vpcId)?.routeTableId),
);

/** The routes to an internet gateway that are used by a subnet: what makes it a public one. */
export function internetRoutes(net: Lookup, { subnetId = '', vpcId = '' }: Subnet): readonly TableRoute[] {
  return publicTables(net).get(tableOfSubnet(net, subnetId, vpcId)?.routeTableId ?? '') ?? [];
}

const publicTables = derived((net) =>
  groupBy(
    allRoutes(net).filter((one) => net.kindOfId(one.target) === 'internetGateway' && isActive(one)),
    ({ table }) => table.routeTableId,
  ),
);

/** Whether the routes are for addresses of a family. */
export function areFor(net: Lookup, routes: readonly TableRoute[], family: 4 | 6): boolean {
  return routes.some(({ route }) => destinationsOf(net, route)?.some((prefix) => prefix.family === family) ?? false);
}
