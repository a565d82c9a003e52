const place = { account: '111122223333', region: 'eu-west-1' };
const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
export const BALANCER = `${ARN}:loadbalancer/net/front/1`;
export const OTHER = `${ARN}:loadbalancer/net/back/2`;
export const GROUP = `${ARN}:targetgroup/servers/1`;
const nic = (name: string, subnet: number, Description: string) => ({
  ...{ NetworkInterfaceId: `eni-${name}`, VpcId: 'vpc-1', SubnetId: `subnet-${subnet}`, Description },
  ...{ RequesterManaged: true, PrivateIpAddress: `10.0.${subnet}.9`, Groups: [{ GroupId: 'sg-1' }] },
  PrivateIpAddresses: [{ PrivateIpAddress: `10.0.${subnet}.9`, Primary: true }],
});
/** A balancer of each generation, an endpoint with two interfaces, a service and a group of targets. */
export const DUMP = {
  'dump.json': {
    ...place,
    Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }],
    Subnets: [1, 2, 3].map((n) => ({ SubnetId: `subnet-${n}`, VpcId: 'vpc-1', CidrBlock: `10.0.${n}.0/24` })),
    NetworkInterfaces: [
      nic('node1', 1, 'ELB net/front/1'),
      nic('node2', 2, 'ELB net/front/1'),
      nic('classic', 1, 'ELB old'),
      nic('endpoint1', 1, 'VPC Endpoint Interface vpce-1'),
      nic('endpoint2', 2, 'VPC Endpoint Interface vpce-1'),
    ],
    VpcEndpoints: [
      {
        ...{ VpcEndpointId: 'vpce-1', VpcId: 'vpc-1', VpcEndpointType: 'Interface', ServiceName: 'com.amazonaws.x' },
        ...{ SubnetIds: ['subnet-1', 'subnet-2'], NetworkInterfaceIds: ['eni-endpoint1', 'eni-endpoint2'] },
        Groups: [{ GroupId: 'sg-1' }],
      },
    ],
  },
  'balancers.json': {
    ...place,
    LoadBalancers: [
      {
        ...{ LoadBalancerArn: BALANCER, Type: 'network', Scheme: 'internal', VpcId: 'vpc-1', SecurityGroups: ['sg-1'] },
        AvailabilityZones: [{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2' }],
      },
    ],
  },
  'classic.json': {
    ...place,
    LoadBalancerDescriptions: [
      {
        ...{ LoadBalancerName: 'old', VPCId: 'vpc-1', Subnets: ['subnet-1'], SecurityGroups: ['sg-1'] },
        Instances: [{ InstanceId: 'i-1' }],
        ListenerDescriptions: [
          { Listener: { Protocol: 'TCP', LoadBalancerPort: 80, InstanceProtocol: 'TCP', InstancePort: 80 } },
        ],
      },
    ],
  },
  'services.json': {
    ...place,
    ServiceConfigurations: [{ ServiceId: 'vpce-svc-1', NetworkLoadBalancerArns: [BALANCER] }],
  },
  'groups.json': {
    ...place,
    TargetGroups: [{ TargetGroupArn: GROUP, TargetType: 'ip', Protocol: 'TCP', Port: 443, VpcId: 'vpc-1' }],
  },
  'attributes.json': {
    ...{ request: { service: 'elbv2', operation: 'DescribeTargetGroupAttributes', TargetGroupArn: GROUP }, ...place },
    Attributes: [
      { Key: 'load_balancing.cross_zone.enabled', Value: 'true' },
      { Key: 'deregistration_delay.timeout_seconds', Value: '30' },
    ],
    TargetGroupArn: GROUP,
  },
  'health.json': {
    ...place,
    TargetGroupArn: GROUP,
    TargetHealthDescriptions: ['10.0.1.20', '10.0.2.20'].map((Id) => ({
      Target: { Id, Port: 443, AvailabilityZone: 'eu-west-1a' },
      TargetHealth: { State: 'healthy' },
    })),
  },
};
