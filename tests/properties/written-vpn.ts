import { list, type Piece, ref, type Writes } from './written-piece.ts';

export const customerGateway: Writes = ({ CustomerGatewayId, BgpAsn }) => [
  {
    id: String(CustomerGatewayId),
    terraform: ['aws_customer_gateway', { type: 'ipsec.1', bgp_asn: BgpAsn, ip_address: '203.0.113.77' }],
    cloudFormation: ['AWS::EC2::CustomerGateway', { Type: 'ipsec.1', BgpAsn, IpAddress: '203.0.113.77' }],
  },
];

/** Every other gateway is tied to its VPC by a resource of its own, as all are in templates. */
export const vpnGateway: Writes = ({ VpnGatewayId, VpcAttachments }) => {
  const id = String(VpnGatewayId);
  const VpcId = ref(list(VpcAttachments)[0]?.VpcId);
  const isApart = Number(id.at(-1)) % 2 === 0;
  return [
    {
      id,
      terraform: ['aws_vpn_gateway', isApart ? {} : { vpc_id: VpcId }],
      cloudFormation: ['AWS::EC2::VPNGateway', { Type: 'ipsec.1' }],
    },
    {
      id: `${id}-attachment`,
      terraform: isApart ? ['aws_vpn_gateway_attachment', { vpn_gateway_id: ref(id), vpc_id: VpcId }] : ['', {}],
      cloudFormation: ['AWS::EC2::VPCGatewayAttachment', { VpcId, VpnGatewayId: ref(id) }],
    },
  ];
};

/** With static routes apart; an attachment to a transit gateway comes with the connection, and a template cannot name it. */
export const vpnConnection: Writes = (fields) => {
  const { VpnConnectionId, CustomerGatewayId, VpnGatewayId, TransitGatewayId, Routes } = fields;
  const id = String(VpnConnectionId);
  const StaticRoutesOnly = (fields.Options as { StaticRoutesOnly?: boolean }).StaticRoutesOnly;
  const router = ref(CustomerGatewayId);
  const routes = TransitGatewayId ? [] : list(Routes);
  return [
    {
      id,
      terraform: [
        'aws_vpn_connection',
        {
          type: 'ipsec.1',
          customer_gateway_id: router,
          vpn_gateway_id: VpnGatewayId ? ref(VpnGatewayId) : undefined,
          transit_gateway_id: TransitGatewayId ? ref(TransitGatewayId) : undefined,
          static_routes_only: StaticRoutesOnly,
        },
      ],
      cloudFormation: [
        'AWS::EC2::VPNConnection',
        {
          Type: 'ipsec.1',
          CustomerGatewayId: router,
          VpnGatewayId: VpnGatewayId ? ref(VpnGatewayId) : undefined,
          TransitGatewayId: TransitGatewayId ? ref(TransitGatewayId) : undefined,
          StaticRoutesOnly,
        },
      ],
    },
    ...routes.map(
      ({ DestinationCidrBlock }, i): Piece => ({
        id: `${id}-route${i}`,
        terraform: [
          'aws_vpn_connection_route',
          { vpn_connection_id: ref(id), destination_cidr_block: DestinationCidrBlock },
        ],
        cloudFormation: ['AWS::EC2::VPNConnectionRoute', { VpnConnectionId: ref(id), DestinationCidrBlock }],
      }),
    ),
  ];
};
