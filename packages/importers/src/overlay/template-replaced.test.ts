import { expect, test } from 'vitest';
import { codesOf, imported } from '../cloudformation/templates.fixture.ts';

const place = { account: '111122223333', region: 'eu-west-1' };
const ELB = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
const [BALANCER, GROUP, LISTENER] = [
  `${ELB}:loadbalancer/net/front/1`,
  `${ELB}:targetgroup/servers/1`,
  `${ELB}:listener/net/front/1/2`,
];
const nic = (id: string, description: string) => ({
  ...{ NetworkInterfaceId: id, VpcId: 'vpc-1', SubnetId: 'subnet-1', Description: description },
  ...{ PrivateIpAddress: '10.0.1.9', PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.9', Primary: true }] },
});
const FORWARD = [{ Type: 'forward', TargetGroupArn: GROUP }];
const DUMP = {
  'dump.json': {
    ...place,
    Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }],
    Subnets: [1, 2].map((n) => ({ SubnetId: `subnet-${n}`, VpcId: 'vpc-1', CidrBlock: `10.0.${n}.0/24` })),
    NetworkInterfaces: [nic('eni-node', 'ELB net/front/1'), nic('eni-nat', 'Interface for NAT Gateway nat-1')],
    NatGateways: [
      {
        ...{ NatGatewayId: 'nat-1', VpcId: 'vpc-1', SubnetId: 'subnet-1', ConnectivityType: 'private' },
        NatGatewayAddresses: [{ NetworkInterfaceId: 'eni-nat', PrivateIp: '10.0.1.9' }],
      },
    ],
  },
  'balancers.json': {
    ...place,
    LoadBalancers: [
      {
        ...{ LoadBalancerArn: BALANCER, Type: 'network', Scheme: 'internal', VpcId: 'vpc-1' },
        AvailabilityZones: [{ SubnetId: 'subnet-1' }],
      },
    ],
  },
  'listeners.json': {
    ...place,
    Listeners: [
      { ListenerArn: LISTENER, LoadBalancerArn: BALANCER, Port: 443, Protocol: 'TCP', DefaultActions: FORWARD },
    ],
  },
  'groups.json': {
    ...place,
    TargetGroups: [{ TargetGroupArn: GROUP, TargetType: 'ip', Protocol: 'TCP', Port: 443, VpcId: 'vpc-1' }],
  },
};

const TYPES: Readonly<Record<string, readonly [type: string, id: string]>> = {
  Balancer: ['AWS::ElasticLoadBalancingV2::LoadBalancer', BALANCER],
  Listener: ['AWS::ElasticLoadBalancingV2::Listener', LISTENER],
  Group: ['AWS::ElasticLoadBalancingV2::TargetGroup', GROUP],
  Nat: ['AWS::EC2::NatGateway', 'nat-1'],
};

async function after(changes: Readonly<Record<string, object>>) {
  const written: Readonly<Record<string, object>> = {
    Balancer: { Type: 'network', Scheme: 'internal', Subnets: ['subnet-1'] },
    Listener: {
      LoadBalancerArn: { Ref: 'Balancer' },
      Port: 443,
      Protocol: 'TCP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Group' } }],
    },
    Group: { TargetType: 'ip', Protocol: 'TCP', Port: 443, VpcId: 'vpc-1' },
    Nat: { SubnetId: 'subnet-1', ConnectivityType: 'private' },
  };
  const Resources = Object.fromEntries(
    Object.entries(written).map(([name, own]) => [
      name,
      { Type: TYPES[name]?.[0], Properties: { ...own, ...changes[name] } },
    ]),
  );
  const StackResources = Object.entries(TYPES).map(([LogicalResourceId, [ResourceType, PhysicalResourceId]]) => ({
    ...{ StackName: 'net', LogicalResourceId, ResourceType, PhysicalResourceId, ResourceStatus: 'CREATE_COMPLETE' },
  }));
  const all = await imported({ ...DUMP, 'net.json': { Resources }, 'deployed.json': { StackResources } });
  return { records: all.snapshot.records, codes: codesOf(all) };
}

test('what changes nothing that is fixed stays what it is', async () => {
  const { records, codes } = await after({});
  expect(records.loadBalancer.map((one) => one.loadBalancerArn)).toEqual([BALANCER]);
  expect(records.networkInterface.map((one) => one.networkInterfaceId).sort()).toEqual(['eni-nat', 'eni-node']);
  expect(codes).not.toContain('OVERLAY_REMOVED');
});

test('a balancer of another scheme is another one, with nodes of its own, and has the listeners', async () => {
  const { records, codes } = await after({ Balancer: { Scheme: 'internet-facing' } });
  const NEW = `${ELB}:loadbalancer/net/front/net.Balancer`;
  expect(records.loadBalancer.map((one) => [one.loadBalancerArn, one.scheme])).toEqual([[NEW, 'internet-facing']]);
  expect(records.listener.map((one) => one.loadBalancerArn)).toEqual([NEW]);
  const nodes = records.networkInterface.filter((one) => one.description?.startsWith('ELB'));
  expect(nodes.map((one) => one.description)).toEqual(['ELB net/front/net.Balancer']);
  expect(nodes[0]?.privateIpAddresses[0]?.association?.publicIp).toBeDefined();
  expect(codes).toContain('OVERLAY_REMOVED');
});

test('a balancer whose scheme nobody can tell is the one that is there', async () => {
  const { records } = await after({ Balancer: { Scheme: { 'Fn::ImportValue': 'elsewhere' } } });
  expect(records.loadBalancer.map((one) => [one.loadBalancerArn, one.scheme])).toEqual([[BALANCER, 'internal']]);
});

test('a target group with another port is another one, and listeners forward to that', async () => {
  const { records } = await after({ Group: { Port: 8443 } });
  expect(records.targetGroup.map((one) => [one.targetGroupArn, one.port])).toEqual([['net.Group', 8443]]);
  expect(records.listener[0]?.defaultActions.map((one) => one?.targetGroupArn)).toEqual(['net.Group']);
});

test('a NAT gateway in another subnet is another one, and the old one goes with its interface', async () => {
  const { records } = await after({ Nat: { SubnetId: 'subnet-2' } });
  expect(records.natGateway.map((one) => [one.natGatewayId, one.subnetId])).toEqual([['net.Nat', 'subnet-2']]);
  expect(records.networkInterface.some((one) => one.networkInterfaceId === 'eni-nat')).toBe(false);
});
