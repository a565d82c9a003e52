import type { Raw } from '../oracle/build.ts';
import { endpointTarget } from './written-firewall.ts';
import { type Fields, list, type Piece, ref, type Target, type Writes } from './written-piece.ts';

const TARGETS: Readonly<Record<string, readonly [terraform: string, cloudFormation: string]>> = {
  GatewayId: ['gateway_id', 'GatewayId'],
  NatGatewayId: ['nat_gateway_id', 'NatGatewayId'],
  VpcPeeringConnectionId: ['vpc_peering_connection_id', 'VpcPeeringConnectionId'],
  TransitGatewayId: ['transit_gateway_id', 'TransitGatewayId'],
  NetworkInterfaceId: ['network_interface_id', 'NetworkInterfaceId'],
  EgressOnlyInternetGatewayId: ['egress_only_gateway_id', 'EgressOnlyInternetGatewayId'],
};

/** Of the main table the subnets without one of their own are said, since no template can make a table the main one. */
export const routeTable: Writes = ({ RouteTableId, VpcId, Associations, Routes, PropagatingVgws }, all) => {
  const id = String(RouteTableId);
  const own = list(Associations).flatMap(({ SubnetId }) => (SubnetId ? [String(SubnetId)] : []));
  const subnets = list(Associations).some(({ Main }) => Main) ? subnetsWithout(all, VpcId) : own;
  const routes = list(Routes).filter((route) => isWritten(route, all));
  return [
    {
      id,
      terraform: ['aws_route_table', { vpc_id: ref(VpcId) }],
      cloudFormation: ['AWS::EC2::RouteTable', { VpcId: ref(VpcId) }],
    },
    ...subnets.map(
      (subnetId): Piece => ({
        id: `${id}-${subnetId}`,
        terraform: ['aws_route_table_association', { route_table_id: ref(id), subnet_id: ref(subnetId) }],
        cloudFormation: ['AWS::EC2::SubnetRouteTableAssociation', { RouteTableId: ref(id), SubnetId: ref(subnetId) }],
      }),
    ),
    ...list(Associations).flatMap(({ GatewayId }): readonly Piece[] =>
      GatewayId
        ? [
            {
              id: `${id}-edge`,
              terraform: ['aws_route_table_association', { route_table_id: ref(id), gateway_id: ref(GatewayId) }],
              cloudFormation: [
                'AWS::EC2::GatewayRouteTableAssociation',
                { RouteTableId: ref(id), GatewayId: ref(GatewayId) },
              ],
            },
          ]
        : [],
    ),
    ...list(PropagatingVgws).map(
      ({ GatewayId }): Piece => ({
        id: `${id}-learns-${String(GatewayId)}`,
        terraform: ['aws_vpn_gateway_route_propagation', { route_table_id: ref(id), vpn_gateway_id: ref(GatewayId) }],
        cloudFormation: [
          'AWS::EC2::VPNGatewayRoutePropagation',
          { RouteTableIds: [ref(id)], VpnGatewayId: ref(GatewayId) },
        ],
      }),
    ),
    ...routes.map((route, i): Piece => {
      const { DestinationCidrBlock, DestinationIpv6CidrBlock } = route;
      const { names, target } = targetOf(route, all);
      return {
        id: `${id}-route${i}`,
        terraform: [
          'aws_route',
          {
            route_table_id: ref(id),
            destination_cidr_block: DestinationCidrBlock,
            destination_ipv6_cidr_block: DestinationIpv6CidrBlock,
            [names[0]]: target.terraform,
          },
        ],
        cloudFormation: [
          'AWS::EC2::Route',
          {
            RouteTableId: ref(id),
            DestinationCidrBlock,
            DestinationIpv6CidrBlock,
            [names[1]]: target.cloudFormation,
          },
        ],
      };
    }),
  ];
};

/** Local routes are there by themselves, and so are those of gateway endpoints and those that are propagated. */
function isWritten({ GatewayId, Origin }: Fields, all: readonly Raw[]): boolean {
  if (GatewayId === 'local' || Origin === 'EnableVgwRoutePropagation') return false;
  return !String(GatewayId).startsWith('vpce-') || endpointTarget(GatewayId, all) !== undefined;
}

function targetOf(
  route: Fields,
  all: readonly Raw[],
): { readonly names: readonly [string, string]; readonly target: Target } {
  const endpoint = endpointTarget(route.GatewayId, all);
  if (endpoint) return { names: ['vpc_endpoint_id', 'VpcEndpointId'], target: endpoint };
  const [field, names] = Object.entries(TARGETS).find(([name]) => route[name]) ?? [];
  if (!field || !names) throw new Error(`a route that cannot be written: ${JSON.stringify(route)}`);
  return { names, target: { terraform: ref(route[field]), cloudFormation: ref(route[field]) } };
}

export function subnetsWithout(all: readonly Raw[], vpcId: unknown): readonly string[] {
  const tables = all.filter(({ kind }) => kind === 'routeTable');
  const placed = new Set(tables.flatMap(({ fields }) => list(fields.Associations).map(({ SubnetId }) => SubnetId)));
  const own = all.filter(({ kind, fields }) => kind === 'subnet' && fields.VpcId === vpcId);
  return own.map(({ fields }) => String(fields.SubnetId)).filter((id) => !placed.has(id));
}
