import type { Json } from '../json.ts';

/** The field that names where a route leads, and the destinations that tell one route from another. */
export const DESTINATIONS = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'] as const;

/**
 * What is true of a subnet that has one of several tables, nobody knows which: a route that all of them have leads where
 * it leads; any other may lead anywhere, or be none. Where no table has a route, there is none.
 */
export function commonRoutes(tables: readonly (readonly Json[])[], id: string): readonly Json[] {
  const byDestination = new Map<string, Json[]>();
  for (const route of tables.flat()) {
    const key = destinationOf(route);
    byDestination.set(key, [...(byDestination.get(key) ?? []), route]);
  }
  return [...byDestination.values()].map((routes) => {
    const [first = {}] = routes;
    const isCommon = routes.length === tables.length && routes.every((one) => sense(one) === sense(first));
    if (isCommon) return first;
    const destination = Object.fromEntries(DESTINATIONS.map((name) => [name, first[name]]));
    return { ...destination, GatewayId: unknownTarget(id) };
  });
}

/** Leads nowhere that anybody could know; named by what says so. */
export function unknownTarget(id: string): string {
  return `${id}#unknown`;
}

export function destinationOf(route: Json): string {
  return DESTINATIONS.map((name) => route[name] ?? '').join(' ');
}

function sense(route: Json): string {
  return JSON.stringify(Object.entries(route).sort(([a], [b]) => (a < b ? -1 : 1)));
}
