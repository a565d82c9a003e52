import type { Raw } from '../oracle/build.ts';
import { list, type Piece, ref, type Writes } from './written-piece.ts';

const TARGETS: Readonly<Record<string, readonly [terraform: string, cloudFormation: string]>> = {
  GatewayId: ['gateway_id', 'GatewayId'],
  NatGatewayId: ['nat_gateway_id', 'NatGatewayId'],
  VpcPeeringConnectionId: ['vpc_peering_connection_id', 'VpcPeeringConnectionId'],
  TransitGatewayId: ['transit_gateway_id', 'TransitGatewayId'],
  NetworkInterfaceId: ['network_interface_id', 'NetworkInterfaceId'],
  EgressOnlyInternetGatewayId: ['egress_only_gateway_id', 'EgressOnlyInternetGatewayId'],
};

/** Of the main table the subnets without one of their own are said, since no template can make a table the main one. */
export const routeTable: Writes = ({ RouteTableId, VpcId, Associations, Routes }, all) => {
  const id = String(RouteTableId);
  const own = list(Associations).flatMap(({ SubnetId }) => (SubnetId ? [String(SubnetId)] : []));
  const subnets = list(Associations).some(({ Main }) => Main) ? subnetsWithout(all, VpcId) : own;
  const routes = list(Routes).filter(
    ({ GatewayId }) => GatewayId !== 'local' && !String(GatewayId).startsWith('vpce-'),
  );
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
    ...routes.map((route, i): Piece => {
      const { DestinationCidrBlock, DestinationIpv6CidrBlock } = route;
      const [field, names] = Object.entries(TARGETS).find(([name]) => route[name]) ?? [];
      if (!field || !names) throw new Error(`a route that cannot be written: ${JSON.stringify(route)}`);
      const target = ref(route[field]);
      return {
        id: `${id}-route${i}`,
        terraform: [
          'aws_route',
          {
            route_table_id: ref(id),
            destination_cidr_block: DestinationCidrBlock,
            destination_ipv6_cidr_block: DestinationIpv6CidrBlock,
            [names[0]]: target,
          },
        ],
        cloudFormation: [
          'AWS::EC2::Route',
          { RouteTableId: ref(id), DestinationCidrBlock, DestinationIpv6CidrBlock, [names[1]]: target },
        ],
      };
    }),
  ];
};

function subnetsWithout(all: readonly Raw[], vpcId: unknown): readonly string[] {
  const tables = all.filter(({ kind }) => kind === 'routeTable');
  const placed = new Set(tables.flatMap(({ fields }) => list(fields.Associations).map(({ SubnetId }) => SubnetId)));
  const own = all.filter(({ kind, fields }) => kind === 'subnet' && fields.VpcId === vpcId);
  return own.map(({ fields }) => String(fields.SubnetId)).filter((id) => !placed.has(id));
}
