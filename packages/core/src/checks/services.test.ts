import { expect, test } from 'vitest';
import { raw, subnet, vpc } from '../aws/network.fixture.ts';
import { checked } from './check.fixture.ts';
import { classicCrossZoneOff } from './classic-cross-zone-off.ts';
import { listenerWithoutTarget } from './listener-without-target.ts';
import { openPortWithoutListener } from './open-port-without-listener.ts';
import { publicAccessNotBlocked } from './public-access-not-blocked.ts';
import { singleZoneFunction } from './single-zone-function.ts';

const LISTENER = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/web/1/2';
const forward = (...groups: readonly (readonly [string, number])[]) => ({
  Type: 'forward',
  ForwardConfig: { TargetGroups: groups.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })) },
});
const listener = (...DefaultActions: readonly object[]) =>
  raw('listener', { ListenerArn: LISTENER, LoadBalancerArn: 'web', Port: 443, Protocol: 'HTTPS', DefaultActions });
const health = (TargetGroupArn: string, ...states: readonly string[]) =>
  raw('targetHealth', {
    TargetGroupArn,
    TargetHealthDescriptions: states.map((State, i) => ({ Target: { Id: `i-${i}` }, TargetHealth: { State } })),
  });

test('a listener needs a target in one of the groups that it forwards to', () => {
  const told = (...resources: Parameters<typeof checked>[1]) => checked(listenerWithoutTarget, resources).ids;
  const found = [`web ${LISTENER}`];
  expect(told(listener(forward(['a', 1])), health('a'))).toEqual(found);
  expect(told(listener(forward(['a', 1])), health('a', 'draining'))).toEqual(found);
  expect(told(listener(forward(['a', 1])), health('a', 'draining', 'unhealthy'))).toEqual([]);
  expect(told(listener(forward(['a', 1], ['b', 1])), health('a'), health('b', 'healthy'))).toEqual([]);
  expect(told(listener(forward(['a', 1], ['b', 0])), health('a'), health('b', 'healthy'))).toEqual(found);
  expect(told(listener({ Type: 'forward', TargetGroupArn: 'a' }), health('a'))).toEqual(found);
  expect(told(listener({ Type: 'fixed-response' }))).toEqual([]);
});

test('a group whose targets were not read may have some', () => {
  const group = raw('targetGroup', { TargetGroupArn: 'a' });
  const read = checked(listenerWithoutTarget, [listener(forward(['a', 1])), group], { absent: ['targetHealth'] });
  expect(read).toMatchObject({ ids: [], undecided: ['targetHealth'] });
});

test('a classic balancer in several zones balances across them', () => {
  const balancer = (...AvailabilityZones: readonly string[]) =>
    raw('classicLoadBalancer', { LoadBalancerName: 'old', AvailabilityZones });
  const attributes = (Enabled: boolean) =>
    raw('classicLoadBalancerAttributes', {
      LoadBalancerName: 'old',
      LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled } },
    });
  const told = (...resources: Parameters<typeof checked>[1]) => checked(classicCrossZoneOff, resources).ids;
  expect(told(balancer('a', 'b'), attributes(false))).toEqual(['old']);
  expect(told(balancer('a', 'b'), attributes(true))).toEqual([]);
  expect(told(balancer('a'), attributes(false))).toEqual([]);
  expect(
    checked(classicCrossZoneOff, [balancer('a', 'b')], { absent: ['classicLoadBalancerAttributes'] }),
  ).toMatchObject({
    ids: [],
    undecided: ['classicLoadBalancerAttributes'],
  });
});

test('internet gateways that Block Public Access does not stand before', () => {
  const options = (InternetGatewayBlockMode: string) =>
    raw('vpcBlockPublicAccessOptions', { InternetGatewayBlockMode });
  const gateway = (...vpcs: readonly string[]) =>
    raw('internetGateway', { InternetGatewayId: 'igw-1', Attachments: vpcs.map((VpcId) => ({ VpcId })) });
  const told = (...resources: Parameters<typeof checked>[1]) =>
    checked(publicAccessNotBlocked, resources).findings.map(({ message }) => message);
  expect(told(options('off'), gateway('vpc-a'))).toEqual(['Block Public Access is off, before 1 internet gateway.']);
  expect(told(options('block-ingress'), gateway('vpc-a'))).toEqual([]);
  expect(told(options('off'), gateway())).toEqual([]);
});

test('a function in subnets of one zone', () => {
  const zoned = (id: string, AvailabilityZone: string) =>
    subnet(id, 'vpc-a', `10.0.${id.at(-1)}.0/24`, { AvailabilityZone });
  const places = [vpc('vpc-a', '10.0.0.0/16'), zoned('subnet-1', 'eu-west-1a'), zoned('subnet-2', 'eu-west-1b')];
  const told = (...SubnetIds: readonly string[]) =>
    checked(singleZoneFunction, [
      ...places,
      raw('lambdaFunction', { FunctionArn: 'f', VpcConfig: { VpcId: 'vpc-a', SubnetIds } }),
    ]).ids;
  expect(told('subnet-1')).toEqual(['f']);
  expect(told('subnet-1', 'subnet-2')).toEqual([]);
  expect(told('subnet-1', 'subnet-unread')).toEqual([]);
  expect(told()).toEqual([]);
});

const BALANCER = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/1';
const carrier = (NetworkInterfaceId: string, more: object) =>
  raw('networkInterface', {
    NetworkInterfaceId,
    ...{ SubnetId: 'subnet-1', VpcId: 'vpc-a', PrivateIpAddress: '10.0.1.9', Groups: [{ GroupId: 'sg-web' }] },
    ...more,
  });
const node = carrier('eni-node', { Description: 'ELB app/web/1', InterfaceType: 'interface', RequesterManaged: true });
const carried = (ports: readonly (readonly [number, number])[], ...more: Parameters<typeof checked>[1]) => [
  vpc('vpc-a', '10.0.0.0/16'),
  subnet('subnet-1', 'vpc-a', '10.0.1.0/24'),
  raw('securityGroup', {
    GroupId: 'sg-web',
    VpcId: 'vpc-a',
    IpPermissions: ports.map(([FromPort, ToPort]) => ({
      ...{ IpProtocol: 'tcp', FromPort, ToPort },
      IpRanges: [{ CidrIp: '0.0.0.0/0' }],
    })),
  }),
  raw('loadBalancer', { LoadBalancerArn: BALANCER, Type: 'application', SecurityGroups: ['sg-web'], VpcId: 'vpc-a' }),
  raw('listener', {
    ListenerArn: LISTENER,
    LoadBalancerArn: BALANCER,
    Port: 443,
    Protocol: 'HTTPS',
    DefaultActions: [],
  }),
  node,
  ...more,
];

test('ports that a group opens to its balancers, on which none listens', () => {
  const told = (...resources: Parameters<typeof carried>) =>
    checked(openPortWithoutListener, carried(...resources)).findings.map(({ message }) => message);
  expect(told([[443, 443]])).toEqual([]);
  expect(told([[443, 445]])).toEqual([
    'No load balancer listens on tcp/444-445, open by “ingress tcp/443-445 from 0.0.0.0/0”.',
  ]);
  expect(
    told([[80, 80]], raw('classicLoadBalancer', { LoadBalancerName: 'old', SecurityGroups: ['sg-web'] })),
  ).toHaveLength(1);
  const listening = {
    Listener: { Protocol: 'HTTP', LoadBalancerPort: 80, InstanceProtocol: 'HTTP', InstancePort: 80 },
  };
  const old = { LoadBalancerName: 'old', SecurityGroups: ['sg-web'], ListenerDescriptions: [listening] };
  expect(told([[80, 80]], raw('classicLoadBalancer', old))).toEqual([]);
  // A host may serve what balancers do not.
  expect(told([[22, 22]], carrier('eni-host', { PrivateIpAddress: '10.0.1.10' }))).toEqual([]);
});

test('listeners that were not read may be there', () => {
  const read = checked(openPortWithoutListener, carried([[22, 22]]), { partial: ['listener'] });
  expect(read).toMatchObject({ ids: [], undecided: ['listener'] });
});
