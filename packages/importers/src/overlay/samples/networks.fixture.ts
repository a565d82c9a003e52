import { ACCOUNT, arn, att, ref, type Samples } from './sample.fixture.ts';

const OPEN = { Protocol: -1, RuleAction: 'allow', CidrBlock: '0.0.0.0/0' };

/** VPCs with what routes, guards and joins them. */
export const networks: Samples = {
  Vpc: ['AWS::EC2::VPC', 'vpc-1', { CidrBlock: '10.0.0.0/16' }],
  Other: ['AWS::EC2::VPC', 'vpc-2', { CidrBlock: '10.1.0.0/16' }],
  More: ['AWS::EC2::VPCCidrBlock', 'vpc-cidr-assoc-1', { VpcId: ref('Vpc'), CidrBlock: '10.9.0.0/16' }],
  Encryption: ['AWS::EC2::VPCEncryptionControl', 'vpcec-1', { VpcId: ref('Other'), Mode: 'monitor' }],
  A: [
    'AWS::EC2::Subnet',
    'subnet-a',
    {
      ...{ VpcId: ref('Vpc'), CidrBlock: '10.0.1.0/24', AvailabilityZone: 'eu-west-1a' },
      ...{ MapPublicIpOnLaunch: true, EnableDns64: true, AssignIpv6AddressOnCreation: false },
    },
  ],
  B: ['AWS::EC2::Subnet', 'subnet-b', { VpcId: ref('Vpc'), CidrBlock: '10.0.2.0/24', AvailabilityZone: 'eu-west-1b' }],
  Far: ['AWS::EC2::Subnet', 'subnet-f', { VpcId: ref('Other'), CidrBlock: '10.1.1.0/24' }],
  Six: [
    'AWS::EC2::SubnetCidrBlock',
    'subnet-cidr-assoc-1',
    { SubnetId: ref('Far'), Ipv6CidrBlock: '2001:db8:1:1::/64' },
  ],
  Igw: ['AWS::EC2::InternetGateway', 'igw-1', {}],
  IgwOfVpc: ['AWS::EC2::VPCGatewayAttachment', 'IGW|vpc-1', { VpcId: ref('Vpc'), InternetGatewayId: ref('Igw') }],
  Eigw: ['AWS::EC2::EgressOnlyInternetGateway', 'eigw-1', { VpcId: ref('Vpc') }],
  Log: ['AWS::EC2::FlowLog', 'fl-1', { ResourceType: 'VPC', ResourceId: ref('Vpc'), TrafficType: 'REJECT' }],
  Vgw: ['AWS::EC2::VPNGateway', 'vgw-1', { Type: 'ipsec.1', AmazonSideAsn: 64512 }],
  VgwOfVpc: ['AWS::EC2::VPCGatewayAttachment', 'VGW|vpc-1', { VpcId: ref('Vpc'), VpnGatewayId: ref('Vgw') }],
  Ip: ['AWS::EC2::EIP', '198.51.100.7', { Domain: 'vpc' }],
  HostIp: ['AWS::EC2::EIP', '198.51.100.8', { Domain: 'vpc' }],
  HostShown: [
    'AWS::EC2::EIPAssociation',
    'eipassoc-1',
    { AllocationId: att('HostIp', 'AllocationId'), InstanceId: ref('Host') },
  ],
  Nat: ['AWS::EC2::NatGateway', 'nat-1', { SubnetId: ref('A'), AllocationId: att('Ip', 'AllocationId') }],
  Inside: ['AWS::EC2::NatGateway', 'nat-2', { SubnetId: ref('B'), ConnectivityType: 'private' }],
  Table: ['AWS::EC2::RouteTable', 'rtb-1', { VpcId: ref('Vpc') }],
  Default: [
    'AWS::EC2::Route',
    'rtb-1|0.0.0.0/0',
    { RouteTableId: ref('Table'), DestinationCidrBlock: '0.0.0.0/0', GatewayId: ref('Igw') },
  ],
  ToCore: [
    'AWS::EC2::Route',
    'rtb-1|10.99.0.0/16',
    { RouteTableId: ref('Table'), DestinationCidrBlock: '10.99.0.0/16', CoreNetworkArn: att('Core', 'CoreNetworkArn') },
  ],
  ToFirewall: [
    'AWS::EC2::Route',
    'rtb-1|10.98.0.0/16',
    {
      ...{ RouteTableId: ref('Table'), DestinationCidrBlock: '10.98.0.0/16' },
      VpcEndpointId: {
        'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::Select': [0, att('Firewall', 'EndpointIds')] }] }],
      },
    },
  ],
  TableOfFar: ['AWS::EC2::RouteTable', 'rtb-3', { VpcId: ref('Other') }],
  ToFirewallThere: [
    'AWS::EC2::Route',
    'rtb-3|10.98.0.0/16',
    {
      ...{ RouteTableId: ref('TableOfFar'), DestinationCidrBlock: '10.98.0.0/16' },
      VpcEndpointId: att('FirewallThere', 'EndpointId'),
    },
  ],
  TableOfA: ['AWS::EC2::SubnetRouteTableAssociation', 'rtbassoc-1', { RouteTableId: ref('Table'), SubnetId: ref('A') }],
  Edge: ['AWS::EC2::RouteTable', 'rtb-2', { VpcId: ref('Vpc') }],
  EdgeOfIgw: ['AWS::EC2::GatewayRouteTableAssociation', 'igw-1', { RouteTableId: ref('Edge'), GatewayId: ref('Igw') }],
  Learned: [
    'AWS::EC2::VPNGatewayRoutePropagation',
    'learned',
    { RouteTableIds: [ref('Table')], VpnGatewayId: ref('Vgw') },
  ],
  Server: ['AWS::EC2::RouteServer', 'rs-1', { AmazonSideAsn: 65000 }],
  ServerInTable: [
    'AWS::EC2::RouteServerPropagation',
    'rs-1|rtb-1',
    { RouteServerId: ref('Server'), RouteTableId: ref('Table') },
  ],
  Acl: ['AWS::EC2::NetworkAcl', 'acl-1', { VpcId: ref('Vpc') }],
  AclIn: ['AWS::EC2::NetworkAclEntry', 'acl-in', { NetworkAclId: ref('Acl'), RuleNumber: 100, ...OPEN }],
  AclOut: [
    'AWS::EC2::NetworkAclEntry',
    'acl-out',
    { NetworkAclId: ref('Acl'), RuleNumber: 100, Egress: true, ...OPEN },
  ],
  AclOfA: ['AWS::EC2::SubnetNetworkAclAssociation', 'aclassoc-1', { NetworkAclId: ref('Acl'), SubnetId: ref('A') }],
  List: [
    'AWS::EC2::PrefixList',
    'pl-1',
    { PrefixListName: 'ours', AddressFamily: 'IPv4', MaxEntries: 2, Entries: [{ Cidr: '10.0.0.0/8' }] },
  ],
  Group: [
    'AWS::EC2::SecurityGroup',
    'sg-1',
    {
      ...{ GroupDescription: 'x', VpcId: ref('Vpc') },
      SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/8' }],
    },
  ],
  Spare: ['AWS::EC2::SecurityGroup', 'sg-2', { GroupDescription: 'x', VpcId: ref('Vpc') }],
  Ssh: [
    'AWS::EC2::SecurityGroupIngress',
    'sgr-1',
    { GroupId: ref('Group'), IpProtocol: 'tcp', FromPort: 22, ToPort: 22, SourcePrefixListId: ref('List') },
  ],
  Out: [
    'AWS::EC2::SecurityGroupEgress',
    'sgr-2',
    { GroupId: ref('Group'), IpProtocol: 'udp', FromPort: 53, ToPort: 53, CidrIp: '0.0.0.0/0' },
  ],
  GroupThere: ['AWS::EC2::SecurityGroupVpcAssociation', 'sg-1|vpc-2', { GroupId: ref('Group'), VpcId: ref('Other') }],
  Host: [
    'AWS::EC2::Instance',
    'i-1',
    { SubnetId: ref('A'), SecurityGroupIds: [ref('Group')], PrivateIpAddress: '10.0.1.10', SourceDestCheck: false },
  ],
  Nic: [
    'AWS::EC2::NetworkInterface',
    'eni-1',
    { SubnetId: ref('B'), GroupSet: [ref('Group')], PrivateIpAddress: '10.0.2.10', SourceDestCheck: false },
  ],
  NicOfHost: [
    'AWS::EC2::NetworkInterfaceAttachment',
    'eni-attach-1',
    { NetworkInterfaceId: ref('Nic'), InstanceId: ref('Host'), DeviceIndex: '1' },
  ],
  Peering: ['AWS::EC2::VPCPeeringConnection', 'pcx-1', { VpcId: ref('Vpc'), PeerVpcId: ref('Other') }],
  Blocked: ['AWS::EC2::VPCBlockPublicAccessOptions', ACCOUNT, { InternetGatewayBlockMode: 'block-ingress' }],
  Excluded: [
    'AWS::EC2::VPCBlockPublicAccessExclusion',
    'vpcbpa-exclude-1',
    { VpcId: ref('Vpc'), InternetGatewayExclusionMode: 'allow-bidirectional' },
  ],
  Template: [
    'AWS::EC2::LaunchTemplate',
    'lt-1',
    { LaunchTemplateName: 'fleet', LaunchTemplateData: { SecurityGroupIds: [ref('Group')] } },
  ],
  Launch: [
    'AWS::AutoScaling::LaunchConfiguration',
    'net-Launch-1',
    { SecurityGroups: [ref('Group')], AssociatePublicIpAddress: false },
  ],
  Fleet: [
    'AWS::AutoScaling::AutoScalingGroup',
    'net-Fleet-1',
    { VPCZoneIdentifier: [ref('B')], LaunchTemplate: { LaunchTemplateId: ref('Template'), Version: '1' } },
  ],
  Fleet2: [
    'AWS::AutoScaling::AutoScalingGroup',
    'net-Fleet2-1',
    { VPCZoneIdentifier: [ref('A')], LaunchConfigurationName: ref('Launch') },
  ],
  Arns: ['AWS::EC2::SecurityGroup', 'sg-3', { GroupDescription: arn('ec2', 'x'), VpcId: ref('Other') }],
};
