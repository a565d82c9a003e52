import type { Raw } from '../oracle/build.ts';
import { type Fields, list, type Piece, ref, type Writes } from './written-piece.ts';

/** Tables are all written: the default ones are switched off. */
export const transitGateway: Writes = ({ TransitGatewayId, Options }) => {
  const references = (Options as Fields).SecurityGroupReferencingSupport;
  return [
    {
      id: String(TransitGatewayId),
      terraform: [
        'aws_ec2_transit_gateway',
        {
          default_route_table_association: 'disable',
          default_route_table_propagation: 'disable',
          security_group_referencing_support: references,
        },
      ],
      cloudFormation: [
        'AWS::EC2::TransitGateway',
        {
          DefaultRouteTableAssociation: 'disable',
          DefaultRouteTablePropagation: 'disable',
          SecurityGroupReferencingSupport: references,
        },
      ],
    },
  ];
};

export const vpcAttachment: Writes = (fields) => {
  const { TransitGatewayAttachmentId, TransitGatewayId, VpcId, SubnetIds, Options } = fields;
  const { Ipv6Support, ApplianceModeSupport } = Options as Fields;
  const subnets = (SubnetIds as readonly string[]).map(ref);
  return [
    {
      id: String(TransitGatewayAttachmentId),
      terraform: [
        'aws_ec2_transit_gateway_vpc_attachment',
        {
          transit_gateway_id: ref(TransitGatewayId),
          vpc_id: ref(VpcId),
          subnet_ids: subnets,
          ipv6_support: Ipv6Support,
          appliance_mode_support: ApplianceModeSupport,
        },
      ],
      cloudFormation: [
        'AWS::EC2::TransitGatewayVpcAttachment',
        {
          TransitGatewayId: ref(TransitGatewayId),
          VpcId: ref(VpcId),
          SubnetIds: subnets,
          Options: { Ipv6Support, ApplianceModeSupport },
        },
      ],
    },
  ];
};

/** Both languages say of which table an attachment is by a resource of its own, and so what it propagates to. */
function use(kind: 'association' | 'propagation', attachment: unknown, table: unknown): Piece {
  const [at, of] = [ref(attachment), ref(table)];
  const name = kind === 'association' ? 'Association' : 'Propagation';
  return {
    id: `${String(table)}-${kind}-${String(attachment)}`,
    terraform: [
      `aws_ec2_transit_gateway_route_table_${kind}`,
      { transit_gateway_attachment_id: at, transit_gateway_route_table_id: of },
    ],
    cloudFormation: [
      `AWS::EC2::TransitGatewayRouteTable${name}`,
      { TransitGatewayAttachmentId: at, TransitGatewayRouteTableId: of },
    ],
  };
}

export const attachment: Writes = ({ TransitGatewayAttachmentId, Association }) => [
  use('association', TransitGatewayAttachmentId, (Association as Fields).TransitGatewayRouteTableId),
];

export const propagations: Writes = ({ TransitGatewayRouteTableId, TransitGatewayRouteTablePropagations }) =>
  list(TransitGatewayRouteTablePropagations).map(({ TransitGatewayAttachmentId }) =>
    use('propagation', TransitGatewayAttachmentId, TransitGatewayRouteTableId),
  );

export const transitTable: Writes = ({ TransitGatewayRouteTableId, TransitGatewayId }) => [
  {
    id: String(TransitGatewayRouteTableId),
    terraform: ['aws_ec2_transit_gateway_route_table', { transit_gateway_id: ref(TransitGatewayId) }],
    cloudFormation: ['AWS::EC2::TransitGatewayRouteTable', { TransitGatewayId: ref(TransitGatewayId) }],
  },
];

/** What is propagated follows from who propagates. */
export const transitRoutes: Writes = ({ TransitGatewayRouteTableId, Routes }) =>
  list(Routes)
    .filter(({ Type }) => Type === 'static')
    .map((route, i): Piece => {
      const to = list(route.TransitGatewayAttachments)[0]?.TransitGatewayAttachmentId;
      const [table, target] = [ref(TransitGatewayRouteTableId), ref(to)];
      const { DestinationCidrBlock } = route;
      return {
        id: `${String(TransitGatewayRouteTableId)}-route${i}`,
        terraform: [
          'aws_ec2_transit_gateway_route',
          {
            transit_gateway_route_table_id: table,
            transit_gateway_attachment_id: target,
            destination_cidr_block: DestinationCidrBlock,
          },
        ],
        cloudFormation: [
          'AWS::EC2::TransitGatewayRoute',
          { TransitGatewayRouteTableId: table, TransitGatewayAttachmentId: target, DestinationCidrBlock },
        ],
      };
    });

/** Interfaces that come with a balancer or an endpoint, which no language writes. */
export function isOfService({ kind, fields }: Raw): boolean {
  if (kind !== 'networkInterface') return false;
  return fields.RequesterId === 'amazon-elb' || fields.InterfaceType === 'vpc_endpoint';
}
