import type { Kind } from '@hopwise/core';

/**
 * Of what CloudFormation cannot change in what is there: the field of the record, by its path, and the property, where only
 * one that is written counts, since AWS chooses another.
 */
export interface Fixed {
  readonly kind: Kind;
  readonly fields: readonly string[];
  readonly written?: Readonly<Record<string, string>>;
  /** What the template reference says a field is of which a template is silent. */
  readonly usual?: Readonly<Record<string, string>>;
}

const fixed = (
  kind: Kind,
  fields: readonly string[],
  written: Fixed['written'] = {},
  usual: Fixed['usual'] = {},
): Fixed => ({
  kind,
  fields,
  written,
  usual,
});

const ATTACHED = ['transitGatewayId', 'vpcId'];
const CLUSTER = fixed('dbCluster', [], { DBSubnetGroupName: 'dBSubnetGroup' });
const DATABASE = { AvailabilityZone: 'availabilityZone', DBSubnetGroupName: 'dBSubnetGroup.dBSubnetGroupName' };
const CORE = fixed('coreNetworkAttachment', ['coreNetworkId', 'resourceArn']);
const INTERFACE = ['vlan', 'directConnectGatewayId', 'virtualGatewayId'];

/** By type, the properties of which the template reference of CloudFormation says "Update requires: Replacement", as far as they are read. */
export const REPLACEMENTS: Readonly<Record<string, Fixed>> = {
  'AWS::EC2::VPC': fixed('vpc', ['cidrBlock']),
  'AWS::EC2::Subnet': fixed('subnet', ['vpcId', 'cidrBlock'], {
    AvailabilityZone: 'availabilityZone',
    AvailabilityZoneId: 'availabilityZoneId',
  }),
  'AWS::EC2::EgressOnlyInternetGateway': fixed('egressOnlyInternetGateway', ['attachments.0.vpcId']),
  'AWS::EC2::VPNGateway': fixed('vpnGateway', [], { AmazonSideAsn: 'amazonSideAsn' }),
  'AWS::EC2::NatGateway': fixed('natGateway', ['subnetId', 'connectivityType'], {
    VpcId: 'vpcId',
    AvailabilityMode: 'availabilityMode',
    AllocationId: 'natGatewayAddresses.0.allocationId',
    PrivateIpAddress: 'natGatewayAddresses.0.privateIp',
  }),
  'AWS::EC2::RouteTable': fixed('routeTable', ['vpcId']),
  'AWS::EC2::RouteServer': fixed('routeServer', ['amazonSideAsn']),
  'AWS::EC2::NetworkAcl': fixed('networkAcl', ['vpcId']),
  'AWS::EC2::SecurityGroup': fixed('securityGroup', ['vpcId'], { GroupName: 'groupName' }),
  'AWS::EC2::Instance': fixed('instance', ['subnetId'], { PrivateIpAddress: 'privateIpAddress' }),
  'AWS::EC2::NetworkInterface': fixed('networkInterface', ['subnetId'], {
    PrivateIpAddress: 'privateIpAddress',
    InterfaceType: 'interfaceType',
  }),
  'AWS::EC2::VPCPeeringConnection': fixed('vpcPeeringConnection', ['requesterVpcInfo.vpcId', 'accepterVpcInfo.vpcId'], {
    PeerOwnerId: 'accepterVpcInfo.ownerId',
    PeerRegion: 'accepterVpcInfo.region',
  }),
  'AWS::EC2::VPCBlockPublicAccessExclusion': fixed('vpcBlockPublicAccessExclusion', ['resourceArn']),
  'AWS::EC2::TransitGateway': fixed('transitGateway', [], { AmazonSideAsn: 'options.amazonSideAsn' }),
  'AWS::EC2::TransitGatewayAttachment': fixed('transitGatewayVpcAttachment', ATTACHED),
  'AWS::EC2::TransitGatewayVpcAttachment': fixed('transitGatewayVpcAttachment', [...ATTACHED, 'subnetIds']),
  'AWS::EC2::TransitGatewayRouteTable': fixed('transitGatewayRouteTable', ['transitGatewayId']),
  'AWS::EC2::TransitGatewayPeeringAttachment': fixed('transitGatewayPeeringAttachment', [
    ...['requesterTgwInfo.transitGatewayId', 'accepterTgwInfo.transitGatewayId'],
    ...['accepterTgwInfo.region', 'accepterTgwInfo.ownerId'],
  ]),
  'AWS::EC2::TransitGatewayConnect': fixed('transitGatewayConnect', ['transportTransitGatewayAttachmentId']),
  'AWS::EC2::TransitGatewayConnectPeer': fixed(
    'transitGatewayConnectPeer',
    ['transitGatewayAttachmentId', 'connectPeerConfiguration.peerAddress'],
    { ConnectPeerConfiguration: 'connectPeerConfiguration.transitGatewayAddress' },
  ),
  'AWS::EC2::CustomerGateway': fixed('customerGateway', ['type', 'ipAddress', 'bgpAsn', 'bgpAsnExtended']),
  'AWS::EC2::VPNConnection': fixed(
    'vpnConnection',
    ['options.staticRoutesOnly'],
    {
      OutsideIpAddressType: 'options.outsideIpAddressType',
      TunnelInsideIpVersion: 'options.tunnelInsideIpVersion',
      TransportTransitGatewayAttachmentId: 'options.transportTransitGatewayAttachmentId',
      VpnConcentratorId: 'vpnConcentratorId',
    },
    {
      'options.localIpv4NetworkCidr': '0.0.0.0/0',
      'options.remoteIpv4NetworkCidr': '0.0.0.0/0',
      'options.localIpv6NetworkCidr': '::/0',
      'options.remoteIpv6NetworkCidr': '::/0',
    },
  ),
  'AWS::DirectConnect::DirectConnectGateway': fixed('directConnectGateway', [], { AmazonSideAsn: 'amazonSideAsn' }),
  'AWS::DirectConnect::DirectConnectGatewayAssociation': fixed('directConnectGatewayAssociation', [
    ...['directConnectGatewayId', 'associatedGateway.id'],
  ]),
  'AWS::DirectConnect::Connection': fixed('directConnectConnection', ['location']),
  'AWS::DirectConnect::Lag': fixed('directConnectLag', ['location']),
  'AWS::DirectConnect::PrivateVirtualInterface': fixed('virtualInterface', INTERFACE),
  'AWS::DirectConnect::TransitVirtualInterface': fixed('virtualInterface', INTERFACE),
  'AWS::DirectConnect::PublicVirtualInterface': fixed('virtualInterface', ['vlan', 'routeFilterPrefixes']),
  'AWS::NetworkManager::VpcAttachment': CORE,
  'AWS::NetworkManager::SiteToSiteVpnAttachment': CORE,
  'AWS::NetworkManager::TransitGatewayRouteTableAttachment': fixed('coreNetworkAttachment', ['resourceArn']),
  'AWS::NetworkManager::DirectConnectGatewayAttachment': CORE,
  'AWS::NetworkManager::ConnectAttachment': fixed('coreNetworkAttachment', ['coreNetworkId', 'edgeLocation']),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': fixed('loadBalancer', ['scheme', 'type'], { Name: 'loadBalancerName' }),
  'AWS::ElasticLoadBalancingV2::TargetGroup': fixed(
    'targetGroup',
    ['targetType', 'protocol', 'port', 'vpcId', 'ipAddressType'],
    { Name: 'targetGroupName', ProtocolVersion: 'protocolVersion' },
  ),
  'AWS::ElasticLoadBalancingV2::Listener': fixed('listener', ['loadBalancerArn']),
  'AWS::ElasticLoadBalancingV2::ListenerRule': fixed('listenerRule', ['listenerArn']),
  'AWS::ElasticLoadBalancing::LoadBalancer': fixed('classicLoadBalancer', ['scheme']),
  'AWS::EC2::VPCEndpoint': fixed('vpcEndpoint', ['vpcId', 'serviceName', 'vpcEndpointType'], {
    ServiceRegion: 'serviceRegion',
  }),
  'AWS::NetworkFirewall::Firewall': fixed('firewall', ['firewall.vpcId'], { FirewallName: 'firewall.firewallName' }),
  'AWS::NetworkFirewall::VpcEndpointAssociation': fixed('firewallEndpointAssociation', [
    ...['vpcEndpointAssociation.firewallArn', 'vpcEndpointAssociation.vpcId'],
    'vpcEndpointAssociation.subnetMapping.subnetId',
  ]),
  'AWS::NetworkFirewall::FirewallPolicy': fixed('firewallPolicy', [], {
    FirewallPolicyName: 'firewallPolicyResponse.firewallPolicyName',
  }),
  'AWS::NetworkFirewall::RuleGroup': fixed('firewallRuleGroup', ['ruleGroupResponse.type'], {
    RuleGroupName: 'ruleGroupResponse.ruleGroupName',
  }),
  'AWS::EC2::ClientVpnEndpoint': fixed('clientVpnEndpoint', ['clientCidrBlock'], {
    EndpointIpAddressType: 'endpointIpAddressType',
    TrafficIpAddressType: 'trafficIpAddressType',
    TransitGatewayConfiguration: 'transitGatewayConfiguration.transitGatewayId',
  }),
  'AWS::EC2::ClientVpnTargetNetworkAssociation': fixed('clientVpnTargetNetwork', [
    ...['clientVpnEndpointId', 'targetNetworkId'],
  ]),
  'AWS::EC2::InstanceConnectEndpoint': fixed('instanceConnectEndpoint', ['subnetId'], {
    PreserveClientIp: 'preserveClientIp',
    SecurityGroupIds: 'securityGroupIds',
  }),
  'AWS::VpcLattice::ResourceConfiguration': fixed('resourceConfiguration', ['resourceGatewayId', 'type', 'protocol']),
  'AWS::VpcLattice::ResourceGateway': fixed('resourceGateway', ['subnetIds'], {
    VpcIdentifier: 'vpcIdentifier',
    IpAddressType: 'ipAddressType',
    Name: 'name',
  }),
  'AWS::EFS::MountTarget': fixed('mountTarget', ['fileSystemId', 'subnetId'], { IpAddress: 'ipAddress' }),
  'AWS::RDS::DBInstance': fixed('dbInstance', ['engine'], DATABASE),
  'AWS::DocDB::DBInstance': fixed('dbInstance', [], { AvailabilityZone: 'availabilityZone' }),
  'AWS::Neptune::DBInstance': fixed('dbInstance', [], DATABASE),
  'AWS::RDS::DBCluster': fixed('dbCluster', ['engine'], CLUSTER.written),
  'AWS::DocDB::DBCluster': CLUSTER,
  'AWS::Neptune::DBCluster': CLUSTER,
  'AWS::ElastiCache::CacheCluster': fixed('cacheCluster', ['engine'], { Port: 'cacheNodes.0.endpoint.port' }),
  'AWS::ElastiCache::ReplicationGroup': fixed('replicationGroup', [], {
    Port: 'nodeGroups.0.primaryEndpoint.port',
  }),
};

/** Types that CloudFormation calls by a name, and the property that says it: under another name it is another thing. */
export const NAMED_BY: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Serverless::Function': 'FunctionName',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::DocDB::DBInstance': 'DBInstanceIdentifier',
  'AWS::Neptune::DBInstance': 'DBInstanceIdentifier',
  'AWS::RDS::DBCluster': 'DBClusterIdentifier',
  'AWS::DocDB::DBCluster': 'DBClusterIdentifier',
  'AWS::Neptune::DBCluster': 'DBClusterIdentifier',
  'AWS::RDS::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::DocDB::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::Neptune::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::ElastiCache::CacheCluster': 'ClusterName',
  'AWS::ElastiCache::ReplicationGroup': 'ReplicationGroupId',
  'AWS::Redshift::Cluster': 'ClusterIdentifier',
  'AWS::OpenSearchService::Domain': 'DomainName',
  'AWS::Elasticsearch::Domain': 'DomainName',
  'AWS::EKS::Cluster': 'Name',
  'AWS::ElasticLoadBalancing::LoadBalancer': 'LoadBalancerName',
};
