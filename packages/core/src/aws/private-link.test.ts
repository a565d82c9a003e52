import { describe, expect, it } from 'vitest';
import { ask } from '../explain/ask.fixture.ts';
import { closed, mended } from '../explain/mend.fixture.ts';
import {
  acl,
  base,
  edit,
  group,
  host,
  networkInterface,
  permission,
  type Raw,
  raw,
  subnet,
  table,
  vpc,
} from './network.fixture.ts';

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:';
const NLB = `${ARN}loadbalancer/net/orders/1`;
const GROUP = `${ARN}targetgroup/orders/1`;
const SERVICE = 'com.amazonaws.vpce.eu-west-1.vpce-svc-1';
const ENDPOINT = '10.0.2.50';

type Fields = Readonly<Record<string, unknown>>;
interface Setup {
  readonly endpoint?: Fields;
  readonly service?: Fields;
  readonly connection?: Fields;
  readonly balancer?: Fields;
}

/** `base` with an endpoint beside `i-db`; its provider has a balancer in the same zone and a server. */
function provided({ endpoint, service, connection, balancer }: Setup = {}): readonly Raw[] {
  const inProvider = { VpcId: 'vpc-p' };
  return [
    ...base(),
    group('sg-vpce', 'vpc-a'),
    networkInterface('eni-vpce', 'subnet-b', ENDPOINT, {
      groups: ['sg-vpce'],
      more: { InterfaceType: 'vpc_endpoint' },
    }),
    raw('vpcEndpoint', {
      VpcEndpointId: 'vpce-1',
      VpcEndpointType: 'Interface',
      VpcId: 'vpc-a',
      ServiceName: SERVICE,
      State: 'available',
      NetworkInterfaceIds: ['eni-vpce'],
      ...endpoint,
    }),
    raw('vpcEndpointService', {
      ServiceId: 'vpce-svc-1',
      ServiceName: SERVICE,
      ServiceState: 'Available',
      NetworkLoadBalancerArns: [NLB],
      ...service,
    }),
    raw('vpcEndpointConnection', {
      ServiceId: 'vpce-svc-1',
      VpcEndpointId: 'vpce-1',
      VpcEndpointState: 'available',
      ...connection,
    }),
    vpc('vpc-p', '10.5.0.0/16'),
    subnet('subnet-n', 'vpc-p', '10.5.0.0/24', { AvailabilityZoneId: 'euw1-az2' }),
    subnet('subnet-o', 'vpc-p', '10.5.1.0/24', { AvailabilityZoneId: 'euw1-az2' }),
    table('rtb-p', 'vpc-p', ['main'], { '10.5.0.0/16': 'local' }),
    acl('acl-n', 'vpc-p', 'subnet-n'),
    acl('acl-o', 'vpc-p', 'subnet-o'),
    group('sg-nlb', 'vpc-p'),
    networkInterface('eni-nlb', 'subnet-n', '10.5.0.20', {
      groups: ['sg-nlb'],
      more: { ...inProvider, InterfaceType: 'network_load_balancer', Description: 'ELB net/orders/1' },
    }),
    ...host('orders', 'subnet-o', '10.5.1.10', { more: inProvider }),
    raw('loadBalancer', {
      LoadBalancerArn: NLB,
      Type: 'network',
      VpcId: 'vpc-p',
      SecurityGroups: ['sg-nlb'],
      AvailabilityZones: [{ SubnetId: 'subnet-n' }],
      ...balancer,
    }),
    raw('loadBalancerAttributes', { LoadBalancerArn: NLB, Attributes: [] }),
    raw('listener', {
      ListenerArn: `${ARN}listener/net/orders/1/1`,
      LoadBalancerArn: NLB,
      Port: 443,
      Protocol: 'TCP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: GROUP }],
    }),
    raw('targetGroup', { TargetGroupArn: GROUP, TargetType: 'instance', Protocol: 'TCP', Port: 8443, VpcId: 'vpc-p' }),
    raw('targetGroupAttributes', { TargetGroupArn: GROUP, Attributes: [] }),
    raw('targetHealth', { TargetGroupArn: GROUP, TargetHealthDescriptions: [{ Target: { Id: 'i-orders' } }] }),
  ];
}

const from = (CidrIp: string) => ({ IpPermissions: [permission('tcp', 0, 65_535, { IpRanges: [{ CidrIp }] })] });

it('a consumer reaches the provider’s server through the node in the zone of the endpoint', () => {
  const { verdict, request, reply } = ask(provided(), 'i-app', ENDPOINT);
  expect(verdict).toBe('reachable');
  expect(request).toMatch(/^eni-app .*eni-vpce eni-nlb subnet-n vpc-p subnet-o eni-orders$/);
  expect(reply).toMatch(/^eni-orders .*eni-nlb eni-vpce subnet-b .*eni-app$/);
});

describe('it takes', () => {
  it.each([
    ['a connection that is accepted', { connection: { VpcEndpointState: 'pendingAcceptance' } }, 'BAD_STATE'],
    ['a service that is available', { service: { ServiceState: 'Deleting' } }, 'BAD_STATE'],
    ['an endpoint that is available', { endpoint: { State: 'pendingAcceptance' } }, 'BAD_STATE'],
    ['a balancer that is active', { balancer: { State: { Code: 'failed' } } }, 'BAD_STATE'],
    [
      'a balancer in the zone of the endpoint',
      { balancer: { AvailabilityZones: [{ SubnetId: 'subnet-pub' }] } },
      'VPCE_SERVICE_NOT_INSTALLED_IN_AZ',
    ],
  ] as const)('%s', (_, setup, code) => {
    expect(ask(provided(setup), 'i-app', ENDPOINT)).toMatchObject({
      verdict: 'blocked',
      codes: expect.arrayContaining([code]),
    });
  });

  it('no zone in common across Regions', () => {
    const setup = {
      endpoint: { ServiceRegion: 'eu-central-1' },
      balancer: { AvailabilityZones: [{ SubnetId: 'subnet-n' }] },
    };
    const zone = { AvailabilityZoneId: 'euc1-az1' };
    const elsewhere = edit(edit(provided(setup), 'subnet-n', zone), 'subnet-o', zone);
    expect(ask(elsewhere, 'i-app', ENDPOINT).verdict).toBe('reachable');
  });

  it('a node in use (PAR-18)', () => {
    const idle = edit(provided(), 'eni-nlb', { Status: 'available' });
    expect(ask(idle, 'i-app', ENDPOINT)).toMatchObject({ verdict: 'blocked', codes: ['BAD_STATE'] });
  });

  it('a port that the balancer listens on', () => {
    expect(ask(provided(), 'i-app', ENDPOINT, { protocol: 'tcp', port: 80 }).codes).toContain('ENDPOINT_PORT_CLOSED');
  });
});

describe('the provider’s groups', () => {
  const enforced = (state: string) => ({ balancer: { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: state } });
  it.each([
    ['on', '10.0.1.10/32', 'reachable'],
    ['on', '10.0.2.50/32', 'blocked'],
    ['off', '10.0.2.50/32', 'reachable'],
  ])('with enforcement %s, a balancer that admits %s is %s', (state, cidr, verdict) => {
    expect(ask(edit(provided(enforced(state)), 'sg-nlb', from(cidr)), 'i-app', ENDPOINT).verdict).toBe(verdict);
  });

  it.each([
    ['on', 'reachable'],
    ['off', 'blocked'],
  ])('with enforcement %s, a server that admits the balancer’s group is %s', (state, verdict) => {
    const rules = { IpPermissions: [permission('tcp', 8443, 8443, { UserIdGroupPairs: [{ GroupId: 'sg-nlb' }] })] };
    expect(ask(edit(provided(enforced(state)), 'sg-orders', rules), 'i-app', ENDPOINT).verdict).toBe(verdict);
  });
});

describe('what is not in the input is named', () => {
  it.each([
    ['vpcEndpointService', 'aws ec2 describe-vpc-endpoint-service-configurations --region eu-west-1'],
    ['loadBalancer', 'aws elbv2 describe-load-balancers --region eu-west-1'],
  ] as const)('%s: %s', (kind, command) => {
    const records = provided().filter((one) => one.kind !== kind);
    const { verdict, part } = ask(records, 'i-app', ENDPOINT, {}, { absent: [kind] });
    expect(verdict).toBe('unknown');
    expect(part.unknowns.map(({ missing }) => missing?.command)).toContain(command);
  });
});

describe('what would mend or close it', () => {
  it('the provider accepts the endpoint that waits', () => {
    const state = 'pendingAcceptance';
    const waiting = provided({ endpoint: { State: state }, connection: { VpcEndpointState: state } });
    expect(mended(waiting, 'i-db', ENDPOINT)).toEqual(['found reachable', 'vpce-svc-1: accept the endpoint vpce-1']);
  });
  it('the provider’s balancer listens', () => {
    expect(mended(provided(), 'i-db', ENDPOINT, { port: 80 })[1]).toMatch(/^.*orders\/1: add a listener TCP:80/);
  });
  it('the provider rejects the endpoint, or nothing is left behind its balancer', () => {
    expect(closed(provided(), 'i-db', ENDPOINT)).toEqual([
      'found',
      expect.stringMatching(/reject|deregister|remove the l/),
    ]);
  });
});
