import type { Attributes } from '../attributes.ts';
import type { Json } from '../json.ts';
import type { Family, Mapping } from '../mapping.ts';
import { GATEWAY, ROUTE_TABLE, SUBNET, VPC, VPN_GATEWAY } from '../wanted.ts';
import { endpointRoutes } from './endpoint-routes.ts';
import { routeOf } from './route-targets.ts';
import { commonRoutes, destinationOf, unknownTarget } from './undecided-tables.ts';

const TABLES = ['aws_route_table', 'aws_default_route_table'];

interface Table {
  readonly from: Attributes;
  readonly vpcId: string | undefined;
  readonly routes: Json[];
  readonly associations: Json[];
  readonly propagating: Set<string>;
}

/** Tables with the routes and associations that are written in them or apart, each once. */
export const routeTables: Family = {
  types: [
    ...TABLES,
    'aws_route',
    'aws_route_table_association',
    'aws_main_route_table_association',
    'aws_vpn_gateway_route_propagation',
    'aws_vpc_endpoint_route_table_association',
    'aws_vpc_route_server',
    'aws_vpc_route_server_propagation',
  ],
  map(mapping) {
    const tables = new Map<string, Table>();
    for (const from of mapping.all(...TABLES)) tables.set(mapping.idOf(from), ownTable(mapping, from));
    addDefaults(mapping, tables);
    const isOpen = mapping
      .all('aws_route')
      .map((route) => addRoute(mapping, tables, route))
      .includes(false);
    if (isOpen) for (const [id, table] of tables) put(table, anyRoute(id));
    // Which routes a route server would install nobody can tell beforehand.
    for (const one of mapping.managed('aws_vpc_route_server_propagation')) {
      const id = one.id('route_table_id', ROUTE_TABLE);
      if (id) put(tables.get(id), anyRoute(id));
    }
    for (const [id, route] of endpointRoutes(mapping)) put(tables.get(id), route);
    for (const one of mapping.all('aws_route_table_association')) associate(mapping, tables, one);
    addMains(mapping, tables);
    for (const one of mapping.all('aws_vpc_route_server')) {
      const RouteServerId = one.text('route_server_id') ?? mapping.idOf(one);
      mapping.add(
        'routeServer',
        { RouteServerId, AmazonSideAsn: one.integer('amazon_side_asn'), Tags: one.tags() },
        one,
      );
    }
    for (const one of mapping.all('aws_vpn_gateway_route_propagation')) {
      const [gateway, table] = [one.id('vpn_gateway_id', VPN_GATEWAY), one.id('route_table_id', ROUTE_TABLE)];
      if (gateway && table) tables.get(table)?.propagating.add(gateway);
    }
    for (const [id, { from, vpcId, routes, associations, propagating }] of tables) {
      mapping.add(
        'routeTable',
        {
          RouteTableId: id,
          VpcId: vpcId,
          OwnerId: from.text('owner_id'),
          Routes: [...localRoutes(mapping, vpcId), ...routes],
          Associations: associations,
          PropagatingVgws: [...propagating].map((GatewayId) => ({ GatewayId })),
          Tags: TABLES.includes(from.resource.type) ? from.tags() : undefined,
        },
        from,
      );
    }
  },
};

function ownTable(mapping: Mapping, from: Attributes): Table {
  const id = mapping.idOf(from);
  const vpcId = from.id('vpc_id', VPC) ?? vpcOfDefault(mapping, id);
  const own: Table = {
    from,
    vpcId,
    routes: [],
    associations: from.blocks('associations').flatMap((one) => {
      const [SubnetId, GatewayId] = [one.text('subnet_id'), one.text('gateway_id')];
      return SubnetId || GatewayId ? [{ SubnetId, GatewayId }] : [];
    }),
    propagating: new Set(from.ids('propagating_vgws', VPN_GATEWAY)),
  };
  for (const block of [...from.blocks('route'), ...from.blocks('routes')]) put(own, routeOf(mapping, block, id));
  // What comes after apply though it is written may be any route.
  if (from.isUnknown('route') && from.isWritten('route') && own.routes.length === 0) put(own, anyRoute(id));
  return own;
}

/** A managed default table is its VPC's main one. */
function vpcOfDefault(mapping: Mapping, id: string): string | undefined {
  const vpc = mapping
    .all('aws_vpc', 'aws_default_vpc')
    .find((one) => mapping.idOf(one, 'default_route_table_id') === id);
  return vpc && mapping.idOf(vpc);
}

/** A VPC comes with a main table that holds the local routes alone. */
function addDefaults(mapping: Mapping, tables: Map<string, Table>): void {
  for (const vpc of mapping.managed('aws_vpc', 'aws_default_vpc')) {
    const id = mapping.idOf(vpc, 'default_route_table_id');
    if (tables.has(id)) continue;
    tables.set(id, { from: vpc, vpcId: mapping.idOf(vpc), routes: [], associations: [], propagating: new Set() });
  }
}

function addMains(mapping: Mapping, tables: ReadonlyMap<string, Table>): void {
  const mains = new Map<string, string>();
  for (const vpc of mapping.all('aws_vpc', 'aws_default_vpc'))
    mains.set(mapping.idOf(vpc), mapping.idOf(vpc, 'main_route_table_id'));
  for (const one of mapping.all('aws_main_route_table_association')) {
    const [vpc, table] = [one.id('vpc_id', VPC), one.id('route_table_id', ROUTE_TABLE)];
    if (vpc && table) mains.set(vpc, table);
    else mapping.leavesOpen('routeTable');
  }
  for (const table of mains.values()) tables.get(table)?.associations.push({ Main: true });
}

function associate(mapping: Mapping, tables: Map<string, Table>, one: Attributes): void {
  const SubnetId = one.id('subnet_id', SUBNET);
  const GatewayId = SubnetId ? undefined : one.id('gateway_id', GATEWAY);
  const id = one.id('route_table_id', ROUTE_TABLE);
  const table = id ? tables.get(id) : undecided(mapping, tables, one, SubnetId);
  // Which subnet has a table, or which of unknown tables a subnet: its packets may go anywhere.
  if (!table || !(SubnetId || GatewayId)) mapping.leavesOpen('routeTable');
  else if (!table.associations.some((known) => known.SubnetId === SubnetId && known.GatewayId === GatewayId)) {
    table.associations.push({ SubnetId, GatewayId });
  }
}

/** A table of the subnet's own, of which that is known in which all agree that it may have. */
function undecided(
  mapping: Mapping,
  tables: Map<string, Table>,
  from: Attributes,
  subnetId: string | undefined,
): Table | undefined {
  const possible = from.possible('route_table_id', ROUTE_TABLE).flatMap((id) => tables.get(id) ?? []);
  const vpcId = mapping.subnet(subnetId)?.vpcId;
  if (possible.length === 0 || !vpcId) return undefined;
  const id = `${from.resource.address}#table`;
  const routes = [
    ...commonRoutes(
      possible.map((one) => one.routes),
      id,
    ),
  ];
  const own: Table = { from, vpcId, routes, associations: [], propagating: new Set() };
  tables.set(id, own);
  return own;
}

/** A route of a table that cannot be told may be in any that is possible; false where that is any at all. */
function addRoute(mapping: Mapping, tables: ReadonlyMap<string, Table>, from: Attributes): boolean {
  const id = from.id('route_table_id', ROUTE_TABLE);
  const route = routeOf(mapping, from, id ?? from.resource.address);
  if (id !== undefined) {
    put(tables.get(id), route);
    return true;
  }
  const possible = from.possible('route_table_id', ROUTE_TABLE);
  if (possible.length > 0 && possible.length <= FEW) {
    for (const one of possible) put(tables.get(one), perhaps(route, from));
    return true;
  }
  return false;
}

/** A route that may be in more tables than these is taken to be any route of any table: fifty thousand may be. */
const FEW = 8;

/** Behind a prefix list that nobody knows, a route is one that may be taken. */
function perhaps(route: Json, from: Attributes): Json {
  const { DestinationCidrBlock: _, DestinationIpv6CidrBlock: __, ...rest } = route;
  return { ...rest, DestinationPrefixListId: `${from.resource.address}#unknown` };
}

function anyRoute(id: string): Json {
  return { DestinationPrefixListId: `${id}#unknown`, GatewayId: unknownTarget(id) };
}

/** After a refresh a table lists routes that stand apart, too: one destination has one route. */
function put(table: Table | undefined, route: Json): void {
  const isListed = table?.routes.some((one) => destinationOf(one) === destinationOf(route));
  if (table && !isListed && route.GatewayId !== 'local') table.routes.push(route);
}

function localRoutes(mapping: Mapping, vpcId: string | undefined): readonly Json[] {
  return (mapping.vpc(vpcId)?.ranges ?? []).map((range) => ({
    [range.includes(':') ? 'DestinationIpv6CidrBlock' : 'DestinationCidrBlock']: range,
    GatewayId: 'local',
    Origin: 'CreateRouteTable',
    State: 'active',
  }));
}
