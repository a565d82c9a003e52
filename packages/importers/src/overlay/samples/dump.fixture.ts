/** Answers of AWS with a little of much, nothing of which any plan manages. */
export const PLACE = { account: '111122223333', region: 'eu-west-1' };
export const GROUP_ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/t/1';

const local = (DestinationCidrBlock: string) => ({
  ...{ DestinationCidrBlock, GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' },
});
const LOCALS = [local('10.0.0.0/16'), local('10.9.0.0/16')];
const OUT = { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active', Origin: 'CreateRoute' };
const entry = (Egress: boolean) => ({
  ...{ RuleNumber: 100, Protocol: '-1', RuleAction: 'allow', Egress, CidrBlock: '0.0.0.0/0' },
});

export const nic = (name: string, address: string, more: object = {}) => ({
  ...{ NetworkInterfaceId: `eni-${name}`, VpcId: 'vpc-1', SubnetId: 'subnet-1', Status: 'in-use' },
  ...{ PrivateIpAddress: address, PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true }] },
  Groups: [{ GroupId: 'sg-1' }],
  ...more,
});
const attached = (name: string) => ({
  Attachment: { AttachmentId: `eni-attach-${name}`, InstanceId: `i-${name}`, DeviceIndex: 0, Status: 'attached' },
});
const OF_ENDPOINT = { InterfaceType: 'vpc_endpoint', Description: 'VPC Endpoint Interface vpce-2' };

export const DUMP = {
  ...PLACE,
  Vpcs: [
    {
      ...{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' },
      CidrBlockAssociationSet: [
        { AssociationId: 'vpc-cidr-assoc-0', CidrBlock: '10.0.0.0/16' },
        { AssociationId: 'vpc-cidr-assoc-1', CidrBlock: '10.9.0.0/16' },
      ],
    },
  ],
  Subnets: [
    { SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24', AvailabilityZone: 'eu-west-1a' },
    { SubnetId: 'subnet-2', VpcId: 'vpc-1', CidrBlock: '10.0.1.0/24', AvailabilityZone: 'eu-west-1b' },
  ],
  InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [] }],
  VpnGateways: [{ VpnGatewayId: 'vgw-1', VpcAttachments: [] }],
  RouteTables: [
    {
      ...{
        RouteTableId: 'rtb-1',
        VpcId: 'vpc-1',
        Associations: [{ Main: true, RouteTableAssociationId: 'rtbassoc-1' }],
      },
      Routes: [...LOCALS, OUT],
    },
    {
      ...{ RouteTableId: 'rtb-2', VpcId: 'vpc-1', Routes: LOCALS },
      Associations: [{ SubnetId: 'subnet-2', RouteTableAssociationId: 'rtbassoc-2' }],
    },
  ],
  NetworkAcls: [
    {
      ...{ NetworkAclId: 'acl-1', VpcId: 'vpc-1', IsDefault: true, Entries: [entry(true), entry(false)] },
      Associations: [{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2' }],
    },
    { NetworkAclId: 'acl-2', VpcId: 'vpc-1', Associations: [], Entries: [] },
  ],
  SecurityGroups: [
    {
      ...{ GroupId: 'sg-0', GroupName: 'default', VpcId: 'vpc-1' },
      IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-0' }] }],
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    },
    {
      ...{ GroupId: 'sg-1', GroupName: 'app', VpcId: 'vpc-1', IpPermissionsEgress: [] },
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
    },
    { GroupId: 'sg-2', GroupName: 'two', VpcId: 'vpc-1', IpPermissions: [], IpPermissionsEgress: [] },
  ],
  Reservations: [
    {
      Instances: ['a', 'b'].map((name) => ({
        ...{ InstanceId: `i-${name}`, State: { Name: 'running' }, SubnetId: 'subnet-1', VpcId: 'vpc-1' },
      })),
    },
  ],
  NetworkInterfaces: [
    nic('a', '10.0.0.10', attached('a')),
    nic('b', '10.0.0.11', attached('b')),
    nic('c', '10.0.0.12', { Status: 'available' }),
    nic('e', '10.0.0.13', { ...OF_ENDPOINT, RequesterManaged: true }),
    nic('n', '10.0.0.99', { InterfaceType: 'nat_gateway', RequesterManaged: true, Groups: [] }),
  ],
  Addresses: [1, 2, 9].map((n) => ({ AllocationId: `eipalloc-${n}`, PublicIp: `198.51.100.${n}` })),
  PrefixLists: [{ PrefixListId: 'pl-1', PrefixListName: 'ours', OwnerId: PLACE.account, AddressFamily: 'IPv4' }],
  TargetGroups: [{ TargetGroupArn: GROUP_ARN, TargetType: 'instance', Protocol: 'TCP', Port: 80, VpcId: 'vpc-1' }],
  LoadBalancerDescriptions: [
    {
      ...{ LoadBalancerName: 'old', VPCId: 'vpc-1', Subnets: ['subnet-1'], Scheme: 'internal', Instances: [] },
      ...{ ListenerDescriptions: [], SecurityGroups: ['sg-1'] },
    },
  ],
  VpcEndpoints: [
    {
      ...{ VpcEndpointId: 'vpce-1', VpcEndpointType: 'Gateway', VpcId: 'vpc-1', State: 'available' },
      ServiceName: 'com.amazonaws.eu-west-1.s3',
    },
    {
      ...{ VpcEndpointId: 'vpce-2', VpcEndpointType: 'Interface', VpcId: 'vpc-1', State: 'available' },
      ...{ ServiceName: 'com.amazonaws.eu-west-1.sqs', SubnetIds: ['subnet-1'], NetworkInterfaceIds: ['eni-e'] },
      Groups: [{ GroupId: 'sg-1' }],
    },
  ],
  CustomerGateways: [{ CustomerGatewayId: 'cgw-1', IpAddress: '203.0.113.9', Type: 'ipsec.1', State: 'available' }],
  VpnConnections: [
    {
      ...{ VpnConnectionId: 'vpn-1', Type: 'ipsec.1', State: 'available', CustomerGatewayId: 'cgw-1', Routes: [] },
      ...{ VpnGatewayId: 'vgw-1', Options: { StaticRoutesOnly: true } },
    },
  ],
  NatGateways: [
    {
      ...{ NatGatewayId: 'nat-1', VpcId: 'vpc-1', SubnetId: 'subnet-1', State: 'available' },
      NatGatewayAddresses: [
        {
          ...{ AllocationId: 'eipalloc-9', PublicIp: '198.51.100.9', PrivateIp: '10.0.0.99', IsPrimary: true },
          NetworkInterfaceId: 'eni-n',
        },
      ],
    },
  ],
};

export const TARGETS = {
  ...PLACE,
  TargetGroupArn: GROUP_ARN,
  TargetHealthDescriptions: [{ Target: { Id: 'i-a', Port: 80 } }],
};

export const ANSWERS = [DUMP, TARGETS];
