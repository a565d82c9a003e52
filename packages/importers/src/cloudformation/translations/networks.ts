import { coreNetworkArn } from '../attributes.ts';
import { alike, blocks, flat, own, placed, type Translation, tagsOf } from '../draft.ts';
import { listOf } from '../value.ts';

/** Route 53 Resolver: an interface for each address. */
const resolver: Translation = ({ id, properties }) => [
  {
    type: 'aws_route53_resolver_endpoint',
    with: {
      id,
      name: own(properties, 'Name'),
      resolver_endpoint_type: own(properties, 'ResolverEndpointType'),
      security_group_ids: flat(own(properties, 'SecurityGroupIds')),
      ip_address: blocks(own(properties, 'IpAddresses'), (one) => ({
        subnet_id: own(one, 'SubnetId'),
        ip: own(one, 'Ip'),
        ipv6: own(one, 'Ipv6'),
      })),
    },
    tags: tagsOf(properties),
  },
];

const coreNetworkVpc: Translation = (written) => {
  const [main] = placed('aws_networkmanager_vpc_attachment', ['SubnetArns'], ['CoreNetworkId', 'VpcArn'])(written);
  const options = blocks(own(written.properties, 'Options'), (one) => ({
    appliance_mode_support: own(one, 'ApplianceModeSupport'),
    ipv6_support: own(one, 'Ipv6Support'),
    security_group_referencing_support: own(one, 'SecurityGroupReferencingSupport'),
  }));
  return main ? [{ ...main, with: { ...main.with, options } }] : [];
};

/** Virtual interfaces: the first session is the interface's own. */
function virtualInterface(type: string): Translation {
  return ({ id, properties }) => {
    const [first, ...more] = listOf(own(properties, 'BgpPeers'));
    const peer = (one: typeof first) => ({
      bgp_asn: own(one, 'Asn'),
      address_family: own(one, 'AddressFamily'),
      amazon_address: own(one, 'AmazonAddress'),
      customer_address: own(one, 'CustomerAddress'),
    });
    return [
      {
        type,
        with: {
          id,
          name: own(properties, 'VirtualInterfaceName'),
          connection_id: own(properties, 'ConnectionId'),
          dx_gateway_id: own(properties, 'DirectConnectGatewayId'),
          vpn_gateway_id: own(properties, 'VirtualGatewayId'),
          vlan: own(properties, 'Vlan'),
          sitelink_enabled: own(properties, 'EnableSiteLink'),
          route_filter_prefixes: flat(own(properties, 'RouteFilterPrefixes')),
          ...peer(first),
        },
      },
      ...more.map((one, i) => ({
        type: 'aws_dx_bgp_peer',
        part: `peer${i + 1}`,
        with: { id: `${id}#peer${i + 1}`, virtual_interface_id: id, ...peer(one) },
      })),
    ];
  };
}

/** Networks beyond VPCs: Cloud WAN, Direct Connect, Resolver. */
export const networks: Readonly<Record<string, Translation>> = {
  'AWS::Route53Resolver::ResolverEndpoint': resolver,
  'AWS::NetworkManager::CoreNetwork': ({ id, stack, logicalId, properties }) => [
    {
      type: 'aws_networkmanager_core_network',
      with: { id, arn: coreNetworkArn(stack, logicalId) },
      tags: tagsOf(properties),
    },
  ],
  'AWS::NetworkManager::VpcAttachment': coreNetworkVpc,
  'AWS::NetworkManager::ConnectAttachment': alike('aws_networkmanager_connect_attachment', [
    'CoreNetworkId',
    'TransportAttachmentId',
    'EdgeLocation',
  ]),
  'AWS::NetworkManager::SiteToSiteVpnAttachment': alike('aws_networkmanager_site_to_site_vpn_attachment', [
    'CoreNetworkId',
    'VpnConnectionArn',
  ]),
  'AWS::NetworkManager::TransitGatewayRouteTableAttachment': alike(
    'aws_networkmanager_transit_gateway_route_table_attachment',
    ['TransitGatewayRouteTableArn'],
  ),
  'AWS::NetworkManager::DirectConnectGatewayAttachment': alike('aws_networkmanager_dx_gateway_attachment', [
    'CoreNetworkId',
    'DirectConnectGatewayArn',
  ]),
  'AWS::DirectConnect::DirectConnectGateway': alike('aws_dx_gateway', ['AmazonSideAsn'], {
    name: 'DirectConnectGatewayName',
  }),
  'AWS::DirectConnect::DirectConnectGatewayAssociation': ({ id, properties }) => [
    {
      type: 'aws_dx_gateway_association',
      with: {
        id,
        dx_gateway_id: own(properties, 'DirectConnectGatewayId'),
        associated_gateway_id: own(properties, 'AssociatedGatewayId'),
        allowed_prefixes: flat(own(properties, 'AllowedPrefixesToDirectConnectGateway')),
      },
    },
  ],
  'AWS::DirectConnect::Connection': alike('aws_dx_connection', ['Location'], { name: 'ConnectionName' }),
  'AWS::DirectConnect::Lag': alike('aws_dx_lag', ['Location'], { name: 'LagName' }),
  'AWS::DirectConnect::PrivateVirtualInterface': virtualInterface('aws_dx_private_virtual_interface'),
  'AWS::DirectConnect::PublicVirtualInterface': virtualInterface('aws_dx_public_virtual_interface'),
  'AWS::DirectConnect::TransitVirtualInterface': virtualInterface('aws_dx_transit_virtual_interface'),
};
