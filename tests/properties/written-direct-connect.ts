import { type Fields, list, logicalId, type Piece, ref, type Writes } from './written-piece.ts';

/** `Ref` gives ARNs of Direct Connect; ids are attributes. */
const idOf = (id: unknown, attribute: string) => ({ 'Fn::GetAtt': [logicalId(String(id)), attribute] });

export const connection: Writes = ({ connectionId }) => {
  const name = String(connectionId);
  return [
    {
      id: name,
      terraform: ['aws_dx_connection', { name, bandwidth: '1Gbps', location: 'EqDC2' }],
      cloudFormation: [
        'AWS::DirectConnect::Connection',
        { ConnectionName: name, Bandwidth: '1Gbps', Location: 'EqDC2' },
      ],
    },
  ];
};

export const gateway: Writes = ({ directConnectGatewayId }) => {
  const name = String(directConnectGatewayId);
  return [
    {
      id: name,
      terraform: ['aws_dx_gateway', { name, amazon_side_asn: '64512' }],
      cloudFormation: ['AWS::DirectConnect::DirectConnectGateway', { DirectConnectGatewayName: name }],
    },
  ];
};

/** With a transit gateway only plans have it: templates associate virtual private gateways alone. */
export const association: Writes = (fields) => {
  const { associationId, directConnectGatewayId, associatedGateway, allowedPrefixesToDirectConnectGateway } = fields;
  const gatewayId = ref((associatedGateway as Fields).id);
  const prefixes = list(allowedPrefixesToDirectConnectGateway).map(({ cidr }) => cidr);
  const one: Piece = {
    id: String(associationId),
    terraform: [
      'aws_dx_gateway_association',
      { dx_gateway_id: ref(directConnectGatewayId), associated_gateway_id: gatewayId, allowed_prefixes: prefixes },
    ],
    cloudFormation: [
      'AWS::DirectConnect::DirectConnectGatewayAssociation',
      {
        DirectConnectGatewayId: idOf(directConnectGatewayId, 'DirectConnectGatewayId'),
        AssociatedGatewayId: gatewayId,
        AllowedPrefixesToDirectConnectGateway: prefixes,
      },
    ],
  };
  return [one];
};

/** What the two languages put in the names of the types of virtual interfaces. */
const INTERFACES: Readonly<Record<string, readonly [terraform: string, cloudFormation: string]>> = {
  private: ['private', 'Private'],
  transit: ['transit', 'Transit'],
  public: ['public', 'Public'],
};

export const virtualInterface: Writes = (fields) => {
  const { virtualInterfaceId, virtualInterfaceType, connectionId, asn, virtualGatewayId, directConnectGatewayId } =
    fields;
  const name = String(virtualInterfaceId);
  const [type, Type] = INTERFACES[String(virtualInterfaceType)] ?? [];
  const filter = list(fields.routeFilterPrefixes).map(({ cidr }) => cidr);
  const agreed = filter.length > 0 ? filter : undefined;
  const families = list(fields.bgpPeers).map(({ addressFamily }) => addressFamily);
  return [
    {
      id: name,
      terraform: [
        `aws_dx_${type}_virtual_interface`,
        {
          name,
          connection_id: ref(connectionId),
          vlan: 101,
          address_family: families[0],
          bgp_asn: asn,
          route_filter_prefixes: agreed,
          dx_gateway_id: directConnectGatewayId ? ref(directConnectGatewayId) : undefined,
          vpn_gateway_id: virtualGatewayId ? ref(virtualGatewayId) : undefined,
        },
      ],
      cloudFormation: [
        `AWS::DirectConnect::${Type}VirtualInterface`,
        {
          VirtualInterfaceName: name,
          ConnectionId: idOf(connectionId, 'ConnectionId'),
          Vlan: 101,
          RouteFilterPrefixes: agreed,
          BgpPeers: families.map((AddressFamily) => ({ AddressFamily, Asn: String(asn) })),
          DirectConnectGatewayId: directConnectGatewayId
            ? idOf(directConnectGatewayId, 'DirectConnectGatewayId')
            : undefined,
          VirtualGatewayId: virtualGatewayId ? ref(virtualGatewayId) : undefined,
        },
      ],
    },
  ];
};
