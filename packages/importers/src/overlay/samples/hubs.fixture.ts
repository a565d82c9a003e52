import { arn, ref, type Samples } from './sample.fixture.ts';

const dx = (rest: string) => arn('directconnect', rest);

/** Transit gateways, VPN, Direct Connect and Cloud WAN. */
export const hubs: Samples = {
  Tgw: [
    'AWS::EC2::TransitGateway',
    'tgw-1',
    {
      ...{ AmazonSideAsn: 64512, DefaultRouteTableAssociation: 'disable', DefaultRouteTablePropagation: 'disable' },
      ...{
        TransitGatewayCidrBlocks: ['192.0.2.0/24'],
        VpnEcmpSupport: 'enable',
        SecurityGroupReferencingSupport: 'enable',
      },
    },
  ],
  Tgw2: ['AWS::EC2::TransitGateway', 'tgw-2', {}],
  AttachedA: [
    'AWS::EC2::TransitGatewayAttachment',
    'tgw-attach-1',
    {
      ...{ TransitGatewayId: ref('Tgw'), VpcId: ref('Vpc'), SubnetIds: [ref('A')] },
      Options: { ApplianceModeSupport: 'enable', Ipv6Support: 'disable' },
    },
  ],
  AttachedB: [
    'AWS::EC2::TransitGatewayVpcAttachment',
    'tgw-attach-2',
    { TransitGatewayId: ref('Tgw'), VpcId: ref('Other'), SubnetIds: [ref('Far')] },
  ],
  TgwTable: ['AWS::EC2::TransitGatewayRouteTable', 'tgw-rtb-1', { TransitGatewayId: ref('Tgw') }],
  TgwRoute: [
    'AWS::EC2::TransitGatewayRoute',
    'tgw-rtb-1|172.16.0.0/12',
    {
      ...{ TransitGatewayRouteTableId: ref('TgwTable'), DestinationCidrBlock: '172.16.0.0/12' },
      TransitGatewayAttachmentId: ref('AttachedA'),
    },
  ],
  TgwUse: [
    'AWS::EC2::TransitGatewayRouteTableAssociation',
    'tgw-rtb-1_tgw-attach-1',
    { TransitGatewayRouteTableId: ref('TgwTable'), TransitGatewayAttachmentId: ref('AttachedA') },
  ],
  TgwLearned: [
    'AWS::EC2::TransitGatewayRouteTablePropagation',
    'tgw-rtb-1_tgw-attach-2',
    { TransitGatewayRouteTableId: ref('TgwTable'), TransitGatewayAttachmentId: ref('AttachedB') },
  ],
  TgwPeering: [
    'AWS::EC2::TransitGatewayPeeringAttachment',
    'tgw-attach-3',
    {
      ...{ TransitGatewayId: ref('Tgw'), PeerTransitGatewayId: ref('Tgw2') },
      ...{ PeerAccountId: '111122223333', PeerRegion: 'eu-west-1' },
    },
  ],
  TgwConnect: [
    'AWS::EC2::TransitGatewayConnect',
    'tgw-attach-4',
    { TransportTransitGatewayAttachmentId: ref('AttachedA'), Options: { Protocol: 'gre' } },
  ],
  TgwConnectPeer: [
    'AWS::EC2::TransitGatewayConnectPeer',
    'tgw-connect-peer-1',
    {
      TransitGatewayAttachmentId: ref('TgwConnect'),
      ConnectPeerConfiguration: {
        PeerAddress: '10.0.1.20',
        TransitGatewayAddress: '192.0.2.1',
        InsideCidrBlocks: ['169.254.6.0/29'],
      },
    },
  ],
  Router: ['AWS::EC2::CustomerGateway', 'cgw-1', { Type: 'ipsec.1', IpAddress: '203.0.113.1', BgpAsn: 65001 }],
  Router2: ['AWS::EC2::CustomerGateway', 'cgw-2', { Type: 'ipsec.1', IpAddress: '203.0.113.2', BgpAsn: 65002 }],
  Vpn: [
    'AWS::EC2::VPNConnection',
    'vpn-1',
    {
      ...{ Type: 'ipsec.1', CustomerGatewayId: ref('Router'), VpnGatewayId: ref('Vgw'), StaticRoutesOnly: true },
      ...{ LocalIpv4NetworkCidr: '192.168.0.0/16', RemoteIpv4NetworkCidr: '10.0.0.0/8' },
    },
  ],
  VpnRoute: [
    'AWS::EC2::VPNConnectionRoute',
    '192.168.0.0/16|vpn-1',
    { VpnConnectionId: ref('Vpn'), DestinationCidrBlock: '192.168.0.0/16' },
  ],
  HubVpn: [
    'AWS::EC2::VPNConnection',
    'vpn-2',
    { Type: 'ipsec.1', CustomerGatewayId: ref('Router'), TransitGatewayId: ref('Tgw') },
  ],
  Dxgw: [
    'AWS::DirectConnect::DirectConnectGateway',
    arn('directconnect', 'dx-gateway/2f8a0c1e-0000-4000-8000-000000000001', ''),
    { DirectConnectGatewayName: 'dxgw', AmazonSideAsn: '64513' },
  ],
  DxOfVgw: [
    'AWS::DirectConnect::DirectConnectGatewayAssociation',
    '6d1c0000-0000-4000-8000-000000000002',
    {
      ...{ DirectConnectGatewayId: ref('Dxgw'), AssociatedGatewayId: ref('Vgw') },
      AllowedPrefixesToDirectConnectGateway: ['10.0.0.0/16'],
    },
  ],
  DxLine: [
    'AWS::DirectConnect::Connection',
    dx('dxcon/dxcon-1'),
    { ConnectionName: 'line', Location: 'EqLD5', Bandwidth: '1Gbps' },
  ],
  DxLag: [
    'AWS::DirectConnect::Lag',
    dx('dxlag/dxlag-1'),
    { LagName: 'lag', Location: 'EqLD5', ConnectionsBandwidth: '1Gbps' },
  ],
  DxPrivate: [
    'AWS::DirectConnect::PrivateVirtualInterface',
    dx('dxvif/dxvif-1'),
    {
      ...{
        VirtualInterfaceName: 'private',
        ConnectionId: ref('DxLine'),
        DirectConnectGatewayId: ref('Dxgw'),
        Vlan: 101,
      },
      BgpPeers: [
        { Asn: '65010', AddressFamily: 'ipv4', AmazonAddress: '169.254.1.1/30', CustomerAddress: '169.254.1.2/30' },
      ],
    },
  ],
  DxTransit: [
    'AWS::DirectConnect::TransitVirtualInterface',
    dx('dxvif/dxvif-2'),
    {
      ...{
        VirtualInterfaceName: 'transit',
        ConnectionId: ref('DxLag'),
        DirectConnectGatewayId: ref('Dxgw'),
        Vlan: 102,
      },
      ...{ EnableSiteLink: false, BgpPeers: [{ Asn: '65010', AddressFamily: 'ipv4' }] },
    },
  ],
  DxPublic: [
    'AWS::DirectConnect::PublicVirtualInterface',
    dx('dxvif/dxvif-3'),
    {
      ...{ VirtualInterfaceName: 'public', ConnectionId: ref('DxLine'), Vlan: 103 },
      ...{ RouteFilterPrefixes: ['198.51.100.0/24'], BgpPeers: [{ Asn: '65010', AddressFamily: 'ipv4' }] },
    },
  ],
  Core: ['AWS::NetworkManager::CoreNetwork', 'core-network-1', { GlobalNetworkId: 'global-network-1' }],
  CoreVpc: [
    'AWS::NetworkManager::VpcAttachment',
    'attachment-1',
    {
      ...{ CoreNetworkId: ref('Core'), VpcArn: arn('ec2', 'vpc/vpc-1') },
      ...{ SubnetArns: [arn('ec2', 'subnet/subnet-a')], Options: { ApplianceModeSupport: false } },
    },
  ],
  CoreConnect: [
    'AWS::NetworkManager::ConnectAttachment',
    'attachment-2',
    {
      CoreNetworkId: ref('Core'),
      TransportAttachmentId: ref('CoreVpc'),
      EdgeLocation: 'eu-west-1',
      Options: { Protocol: 'GRE' },
    },
  ],
  CoreVpn: [
    'AWS::NetworkManager::SiteToSiteVpnAttachment',
    'attachment-3',
    { CoreNetworkId: ref('Core'), VpnConnectionArn: arn('ec2', 'vpn-connection/vpn-2') },
  ],
  CoreTable: [
    'AWS::NetworkManager::TransitGatewayRouteTableAttachment',
    'attachment-4',
    { PeeringId: 'peering-1', TransitGatewayRouteTableArn: arn('ec2', 'transit-gateway-route-table/tgw-rtb-1') },
  ],
  CoreDx: [
    'AWS::NetworkManager::DirectConnectGatewayAttachment',
    'attachment-5',
    {
      ...{ CoreNetworkId: ref('Core'), EdgeLocations: ['eu-west-1'] },
      DirectConnectGatewayArn: 'arn:aws:directconnect::111122223333:dx-gateway/2f8a0c1e-0000-4000-8000-000000000001',
    },
  ],
};
