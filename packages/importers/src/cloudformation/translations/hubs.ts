import { alike, flat, own, type Translation, tagsOf } from '../draft.ts';

const attachment: Translation = ({ id, properties }) => {
  const options = own(properties, 'Options');
  return [
    {
      type: 'aws_ec2_transit_gateway_vpc_attachment',
      with: {
        id,
        transit_gateway_id: own(properties, 'TransitGatewayId'),
        vpc_id: own(properties, 'VpcId'),
        subnet_ids: flat(own(properties, 'SubnetIds')),
        appliance_mode_support: own(options, 'ApplianceModeSupport'),
        ipv6_support: own(options, 'Ipv6Support'),
        security_group_referencing_support: own(options, 'SecurityGroupReferencingSupport'),
      },
      tags: tagsOf(properties),
    },
  ];
};

/** A gateway may name other tables for new attachments than the one that it makes */
const gateway: Translation = (written) => {
  const { id, properties } = written;
  const named = (['association', 'propagation'] as const).flatMap((use) => {
    const table = own(properties, `${use === 'association' ? 'Association' : 'Propagation'}DefaultRouteTableId`);
    const type = `aws_ec2_transit_gateway_default_route_table_${use}`;
    const argued = { transit_gateway_id: id, transit_gateway_route_table_id: table };
    return table === undefined ? [] : [{ type, part: `default-${use}`, with: argued }];
  });
  return [...GATEWAY(written), ...named];
};

const GATEWAY = alike('aws_ec2_transit_gateway', [
  'AmazonSideAsn',
  'AutoAcceptSharedAttachments',
  'DefaultRouteTableAssociation',
  'DefaultRouteTablePropagation',
  'VpnEcmpSupport',
  'TransitGatewayCidrBlocks',
  'SecurityGroupReferencingSupport',
]);

const ROUTE = ['DestinationCidrBlock', 'Blackhole', 'TransitGatewayAttachmentId', 'TransitGatewayRouteTableId'];
const USE = ['TransitGatewayAttachmentId', 'TransitGatewayRouteTableId'];

/** Transit gateways, VPN and what they lead to. */
export const hubs: Readonly<Record<string, Translation>> = {
  'AWS::EC2::TransitGateway': gateway,
  'AWS::EC2::TransitGatewayAttachment': attachment,
  'AWS::EC2::TransitGatewayVpcAttachment': attachment,
  'AWS::EC2::TransitGatewayRouteTable': alike('aws_ec2_transit_gateway_route_table', ['TransitGatewayId']),
  'AWS::EC2::TransitGatewayRoute': alike('aws_ec2_transit_gateway_route', ROUTE),
  'AWS::EC2::TransitGatewayRouteTableAssociation': alike('aws_ec2_transit_gateway_route_table_association', USE),
  'AWS::EC2::TransitGatewayRouteTablePropagation': alike('aws_ec2_transit_gateway_route_table_propagation', USE),
  'AWS::EC2::TransitGatewayPeeringAttachment': alike(
    'aws_ec2_transit_gateway_peering_attachment',
    ['TransitGatewayId'],
    {
      peer_transit_gateway_id: 'PeerTransitGatewayId',
      peer_account_id: 'PeerAccountId',
      peer_region: 'PeerRegion',
    },
  ),
  'AWS::EC2::TransitGatewayConnect': alike('aws_ec2_transit_gateway_connect', [], {
    transport_attachment_id: 'TransportTransitGatewayAttachmentId',
  }),
  'AWS::EC2::TransitGatewayConnectPeer': ({ id, properties }) => {
    const peer = own(properties, 'ConnectPeerConfiguration');
    return [
      {
        type: 'aws_ec2_transit_gateway_connect_peer',
        with: {
          id,
          transit_gateway_attachment_id: own(properties, 'TransitGatewayAttachmentId'),
          transit_gateway_address: own(peer, 'TransitGatewayAddress'),
          peer_address: own(peer, 'PeerAddress'),
          inside_cidr_blocks: flat(own(peer, 'InsideCidrBlocks')),
        },
      },
    ];
  },
  'AWS::EC2::CustomerGateway': alike('aws_customer_gateway', [
    'Type',
    'IpAddress',
    'BgpAsn',
    'BgpAsnExtended',
    'DeviceName',
  ]),
  'AWS::EC2::VPNConnection': alike('aws_vpn_connection', [
    'Type',
    'CustomerGatewayId',
    'VpnGatewayId',
    'TransitGatewayId',
    'StaticRoutesOnly',
    'LocalIpv4NetworkCidr',
    'RemoteIpv4NetworkCidr',
    'LocalIpv6NetworkCidr',
    'RemoteIpv6NetworkCidr',
    'TunnelInsideIpVersion',
    'OutsideIpAddressType',
    'TransportTransitGatewayAttachmentId',
    'VpnConcentratorId',
  ]),
  'AWS::EC2::VPNConnectionRoute': alike('aws_vpn_connection_route', ['VpnConnectionId', 'DestinationCidrBlock']),
};
