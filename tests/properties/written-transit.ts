import type { Raw } from '../oracle/build.ts';
import { type Fields, list, type Piece, Ref, ref, type Writes } from './written-piece.ts';

/** Templates cannot name the attachment of a VPN connection: only default tables, which are as the one table of a mesh, take it up. */
function isByDefault(all: readonly Raw[]): boolean {
  return all.some(({ kind, fields }) => kind === 'transitGatewayAttachment' && fields.ResourceType === 'vpn');
}

/** Tables are all written, but for those of templates that are there by default. */
export const transitGateway: Writes = ({ TransitGatewayId, Options }, all) => {
  const references = (Options as Fields).SecurityGroupReferencingSupport;
  const byDefault = isByDefault(all) ? 'enable' : 'disable';
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
          DefaultRouteTableAssociation: byDefault,
          DefaultRouteTablePropagation: byDefault,
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
function use(kind: 'association' | 'propagation', attachment: unknown, table: unknown, all: readonly Raw[]): Piece {
  const [at, of] = [attached(attachment, all), ref(table)];
  const name = kind === 'association' ? 'Association' : 'Propagation';
  return {
    id: `${String(table)}-${kind}-${String(attachment)}`,
    terraform: [
      `aws_ec2_transit_gateway_route_table_${kind}`,
      { transit_gateway_attachment_id: at, transit_gateway_route_table_id: of },
    ],
    cloudFormation: isByDefault(all)
      ? ['', {}]
      : [
          `AWS::EC2::TransitGatewayRouteTable${name}`,
          { TransitGatewayAttachmentId: at, TransitGatewayRouteTableId: of },
        ],
  };
}

/** What a VPN connection or an association of Direct Connect makes is an attribute of that. */
function attached(id: unknown, all: readonly Raw[]): Ref {
  const { ResourceType, ResourceId, TransitGatewayId } =
    all.find(({ kind, fields }) => kind === 'transitGatewayAttachment' && fields.TransitGatewayAttachmentId === id)
      ?.fields ?? {};
  if (ResourceType === 'vpn') return new Ref(String(ResourceId), 'transit_gateway_attachment_id');
  return ResourceType === 'direct-connect-gateway'
    ? new Ref(`assoc-${String(TransitGatewayId)}`, 'transit_gateway_attachment_id')
    : ref(id);
}

export const attachment: Writes = ({ TransitGatewayAttachmentId, Association }, all) => [
  ...(Association
    ? [use('association', TransitGatewayAttachmentId, (Association as Fields).TransitGatewayRouteTableId, all)]
    : []),
];

/** Only plans have them. */
export const prefixListReferences: Writes = (fields, all) =>
  list(fields.TransitGatewayPrefixListReferences).map(
    ({ PrefixListId, Blackhole, TransitGatewayAttachment }): Piece => {
      const { TransitGatewayAttachmentId } = (TransitGatewayAttachment ?? {}) as Fields;
      return {
        id: `${String(fields.TransitGatewayRouteTableId)}_${String(PrefixListId)}`,
        terraform: [
          'aws_ec2_transit_gateway_prefix_list_reference',
          {
            transit_gateway_route_table_id: ref(fields.TransitGatewayRouteTableId),
            prefix_list_id: ref(PrefixListId),
            blackhole: Blackhole,
            transit_gateway_attachment_id: TransitGatewayAttachmentId && attached(TransitGatewayAttachmentId, all),
          },
        ],
        cloudFormation: ['', {}],
      };
    },
  );

export const propagations: Writes = ({ TransitGatewayRouteTableId, TransitGatewayRouteTablePropagations }, all) =>
  list(TransitGatewayRouteTablePropagations).map(({ TransitGatewayAttachmentId }) =>
    use('propagation', TransitGatewayAttachmentId, TransitGatewayRouteTableId, all),
  );

export const transitTable: Writes = ({ TransitGatewayRouteTableId, TransitGatewayId }, all) => {
  const [gateway, id] = [ref(TransitGatewayId), String(TransitGatewayRouteTableId)];
  return [
    {
      id,
      terraform: ['aws_ec2_transit_gateway_route_table', { transit_gateway_id: gateway }],
      cloudFormation: isByDefault(all)
        ? ['', {}]
        : ['AWS::EC2::TransitGatewayRouteTable', { TransitGatewayId: gateway }],
    },
  ];
};

/** What is propagated follows from who propagates. */
export const transitRoutes: Writes = ({ TransitGatewayRouteTableId, Routes }, all) =>
  list(Routes)
    .filter(({ Type, PrefixListId }) => Type === 'static' && PrefixListId === undefined)
    .map((route, i): Piece => {
      const to = list(route.TransitGatewayAttachments)[0]?.TransitGatewayAttachmentId;
      const [table, target] = [ref(TransitGatewayRouteTableId), to ? attached(to, all) : undefined];
      const { DestinationCidrBlock } = route;
      const isDead = target === undefined || undefined;
      return {
        id: `${String(TransitGatewayRouteTableId)}-route${i}`,
        terraform: [
          'aws_ec2_transit_gateway_route',
          {
            transit_gateway_route_table_id: table,
            transit_gateway_attachment_id: target,
            destination_cidr_block: DestinationCidrBlock,
            blackhole: isDead,
          },
        ],
        cloudFormation: [
          'AWS::EC2::TransitGatewayRoute',
          {
            TransitGatewayRouteTableId: table,
            TransitGatewayAttachmentId: target,
            DestinationCidrBlock,
            Blackhole: isDead,
          },
        ],
      };
    });

/** Interfaces that come with a balancer or an endpoint, which no language writes. */
export function isOfService({ kind, fields }: Raw): boolean {
  if (kind !== 'networkInterface') return false;
  const isOfClients = String(fields.Description).startsWith('ClientVPN ');
  const { RequesterId, InterfaceType } = fields;
  return (
    isOfClients ||
    RequesterId === 'amazon-elb' ||
    /^(?:vpc_endpoint|gateway_load_balancer)$/.test(String(InterfaceType))
  );
}
