import type { Attributes } from '../attributes.ts';
import type { Json } from '../json.ts';
import type { Mapping } from '../mapping.ts';
import { ENDPOINT, ROUTE_TABLE } from '../wanted.ts';

/** Gateway endpoints put a route for their service's prefix list into their tables. */
export function* endpointRoutes(mapping: Mapping): Generator<readonly [table: string, route: Json]> {
  const apart = new Map<string, string[]>();
  for (const one of mapping.all('aws_vpc_endpoint_route_table_association')) {
    const [endpoint, table] = [one.id('vpc_endpoint_id', ENDPOINT), one.id('route_table_id', ROUTE_TABLE)];
    if (endpoint && table) apart.set(endpoint, [...(apart.get(endpoint) ?? []), table]);
  }
  for (const one of mapping.all('aws_vpc_endpoint').filter(isGateway)) {
    const GatewayId = mapping.idOf(one);
    const tables = new Set([...one.ids('route_table_ids', ROUTE_TABLE), ...(apart.get(GatewayId) ?? [])]);
    for (const table of tables) yield [table, { DestinationPrefixListId: listOf(mapping, one), GatewayId }];
  }
}

export function isGateway(endpoint: Attributes): boolean {
  return (endpoint.text('vpc_endpoint_type') ?? 'Gateway') === 'Gateway';
}

/** A service has one list in a Region; a data source may tell it before the endpoint does. */
export function listOf(mapping: Mapping, endpoint: Attributes): string {
  const service = endpoint.text('service_name');
  const told = mapping
    .all('aws_prefix_list', 'aws_ec2_managed_prefix_list')
    .find((one) => one.text('name') === service);
  const known = endpoint.text('prefix_list_id') ?? (told && mapping.idOf(told));
  return known ?? (service && mapping.listCalled(service)) ?? mapping.idOf(endpoint, 'prefix_list_id');
}
