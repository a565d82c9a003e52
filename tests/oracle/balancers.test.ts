import { describe, expect, test } from 'vitest';
import { ask, entries, from, fromGroup, ingress, PING, routes, rule, tcp } from './ask.ts';
import {
  type BalancerPlan,
  balancer,
  balancerArn,
  interfaceEndpoint,
  listener,
  type TargetGroupPlan,
  targetGroup,
} from './balancer-networks.ts';
import { edit, networkInterface, type Raw, raw } from './build.ts';
import { f0, f1, LOCAL } from './networks.ts';

const zone = (letter: string) => ({ AvailabilityZoneId: `az-${letter}` });
const zones = { 'pub-a': 'a', 'priv-a': 'a', 'priv-b': 'b' };
const inZones = (network: readonly Raw[]) =>
  Object.entries(zones).reduce((all, [id, letter]) => edit(all, id, zone(letter)), network);
const PUBLIC = { subnetId: 'pub-a', ip: '10.0.0.50', publicIp: '203.0.113.50' };
const ALB = '203.0.113.50';

/** Internet to a balancer in pub-a, on 443, to `app` on 8080. */
function network(
  type: 'app' | 'net',
  group: Partial<TargetGroupPlan> = {},
  plan: Partial<BalancerPlan> = {},
  base: readonly Raw[] = f0(),
): readonly Raw[] {
  const common = { name: 'lb', type: 'instance' as const, port: 8080, vpcId: 'vpc-a', targets: [{ Id: 'i-app' }] };
  return [
    ...inZones(base),
    ...balancer({ name: 'lb', type, vpcId: 'vpc-a', nodes: [PUBLIC], groupId: 'sg-lb', ...plan }),
    listener(type, 'lb', 443, type === 'app' ? 'HTTPS' : 'TCP'),
    ...targetGroup({ ...common, protocol: type === 'app' ? 'HTTP' : 'TCP', ...group }),
  ];
}
/** The same balancer without groups. */
const bare = (group: Partial<TargetGroupPlan> = {}, plan: Partial<BalancerPlan> = {}, base = f0()) => {
  const { groupId, ...rest } = { groupId: undefined, ...plan };
  return network('net', group, { ...rest }, base)
    .filter(({ fields }) => fields.GroupId !== 'sg-lb')
    .map((one) =>
      String(one.fields.NetworkInterfaceId).startsWith('eni-lb')
        ? { ...one, fields: { ...one.fields, Groups: [] } }
        : one,
    );
};
const internet = tcp('8.8.8.8', ALB, 443);

describe('application load balancer', () => {
  test('147-149, 197 two legs', () => {
    const referring = ingress(network('app'), 'sg-app', rule('tcp', 8080, fromGroup('sg-lb')));
    expect(ask(referring, internet)).toBe('reachable');
    expect(ask(edit(referring, 'sg-lb', { IpPermissionsEgress: [] }), internet)).toBe('blocked');
    const client = ingress(network('app'), 'sg-app', rule('tcp', 8080, fromGroup('sg-web')));
    expect(ask(client, tcp('web', '10.0.0.50', 443))).toBe('blocked');
    const other = network('app', { targets: [{ Id: 'i-app', Port: 9090 }] });
    expect(ask(ingress(other, 'sg-app', rule('tcp', 9090, from('10.0.0.50/32'))), internet)).toBe('reachable');
    expect(ask(network('app'), tcp('8.8.8.8', ALB, 80))).toBe('blocked');
    expect(ask(routes(network('app'), 'rtb-pub', LOCAL), internet)).toBe('forward-only');
    expect(ask(entries(network('app'), 'acl-a'), internet)).toBe('blocked');
  });
  test('198, LB-05, LB-08 what takes a flow', () => {
    const redirect = { Type: 'redirect' };
    const others = network('app').filter(({ kind }) => kind !== 'listener');
    expect(ask([...others, listener('app', 'lb', 443, 'HTTPS', redirect)], internet)).toBe('reachable');
    expect(ask(network('app', { state: 'draining' }), internet)).toBe('blocked');
    expect(ask(network('app', { state: 'unhealthy' }), internet)).toBe('reachable');
    expect(ask(network('app', { type: 'lambda', targets: [] }), internet)).toBe('reachable');
    const halfOpen = ingress(network('app', { targets: [{ Id: 'i-app' }, { Id: 'i-app2' }] }), 'sg-app');
    expect(ask(halfOpen, internet)).toBe('reachable');
    expect(
      ask(
        network('app').filter(({ kind }) => kind !== 'targetHealth'),
        internet,
      ),
    ).toBe('unknown');
    expect(ask(edit(network('app'), balancerArn('app', 'lb'), { State: { Code: 'failed' } }), internet)).toBe(
      'blocked',
    );
  });
  test('source conditions of rules', () => {
    const rules = (...Values: string[]) =>
      raw('listenerRule', {
        RuleArn: `${balancerArn('app', 'lb').replace('loadbalancer', 'listener-rule')}/443/9`,
        Priority: '1',
        Conditions: [{ Field: 'source-ip', SourceIpConfig: { Values } }],
        Actions: [{ Type: 'fixed-response' }],
      });
    const shut = ingress(network('app'), 'sg-app');
    expect(ask(shut, internet)).toBe('blocked');
    expect(ask([...shut, rules('8.0.0.0/8')], internet)).toBe('reachable');
    expect(ask([...shut, rules('9.0.0.0/8')], internet)).toBe('blocked');
  });
});

describe('network load balancer', () => {
  const admits = (network: readonly Raw[], cidr: string) => ingress(network, 'sg-app', rule('tcp', 8080, from(cidr)));
  const toIp = { type: 'ip' as const, targets: [{ Id: '10.0.1.10' }] };
  test('150-153, 196, 199, 200 what the target sees', () => {
    expect(ask(admits(bare(), '10.0.0.0/24'), internet)).toBe('blocked');
    expect(ask(admits(bare(), '8.8.8.8/32'), internet)).toBe('reachable');
    expect(ask(admits(bare(toIp), '10.0.0.0/24'), internet)).toBe('reachable');
    expect(ask(admits(bare(toIp), '8.8.8.8/32'), internet)).toBe('blocked');
    const kept = bare({ ...toIp, attributes: { 'preserve_client_ip.enabled': 'true' } });
    expect(ask(admits(kept, '8.8.8.8/32'), internet)).toBe('reachable');
    const referring = ingress(network('net'), 'sg-app', rule('tcp', 8080, fromGroup('sg-lb')));
    expect(ask(referring, internet)).toBe('reachable');
    expect(ask(routes(bare(), 'rtb-priv', LOCAL), internet)).toBe('reachable');
    expect(ask(bare(), tcp('8.8.8.8', ALB, 443, { protocol: 17 }))).toBe('blocked');
    expect(ask(bare(), tcp('8.8.8.8', ALB, 0, PING))).toBe('blocked');
    expect(ask(edit(network('net'), 'sg-lb', { IpPermissionsEgress: [] }), internet)).toBe('blocked');
  });
  test('243, ACL-23 the ACLs see the client', () => {
    const shut = (egress: boolean) => ({
      RuleNumber: 50,
      Egress: egress,
      RuleAction: 'deny',
      Protocol: '-1',
      CidrBlock: '8.8.8.8/32',
    });
    const open = [false, true].map((Egress) => ({
      RuleNumber: 100,
      Egress,
      RuleAction: 'allow',
      Protocol: '-1',
      CidrBlock: '0.0.0.0/0',
    }));
    expect(ask(entries(bare(), 'acl-a', ...open, shut(true)), internet)).toBe('forward-only');
    expect(ask(entries(bare(), 'acl-a', ...open, shut(false)), internet)).toBe('blocked');
    expect(ask(entries(bare(toIp), 'acl-a', ...open, shut(true)), internet)).toBe('reachable');
  });
  test('154, 245 zones', () => {
    const far = { targets: [{ Id: 'i-db' }] };
    expect(ask(bare(far), internet)).toBe('blocked');
    const both = { nodes: [PUBLIC, { subnetId: 'priv-b', ip: '10.0.2.50' }] };
    expect(ask(bare(far, both), internet)).toBe('blocked');
    const cross = { attributes: { 'load_balancing.cross_zone.enabled': 'true' } };
    expect(ask(bare(far, { ...both, ...cross }), internet)).toBe('reachable');
    expect(ask(bare(far, cross), internet)).toBe('blocked');
  });
  test('156, 241 a target that calls itself', () => {
    expect(ask(bare(), tcp('app', '10.0.0.50', 443))).toBe('blocked');
    expect(ask(bare({ targets: [{ Id: 'i-app' }, { Id: 'i-app2' }] }), tcp('app', '10.0.0.50', 443))).toBe('unknown');
    expect(ask(bare(), tcp('app', ALB, 443))).toBe('reachable');
    expect(ask(bare(toIp), tcp('app', '10.0.0.50', 443))).toBe('reachable');
  });
  test('242, 246 the node answers by its own table', () => {
    const peered = routes(f1(), 'rtb-priv', { ...LOCAL, '10.1.0.0/16': 'pcx-ab' });
    const inner = { nodes: [{ subnetId: 'pub-a', ip: '10.0.0.50' }] };
    expect(ask(bare({}, inner, peered), tcp('bhost', '10.0.0.50', 443))).toBe('forward-only');
    const led = routes(bare({}, inner, peered), 'rtb-pub', { ...LOCAL, '10.1.0.0/16': 'pcx-ab' });
    expect(ask(led, tcp('bhost', '10.0.0.50', 443))).toBe('reachable');
    const placed = { nodes: [{ ...PUBLIC, subnetId: 'priv-a', ip: '10.0.1.50' }] };
    expect(ask(bare({}, placed), internet)).toBe('forward-only');
  });
  test('155 a target behind a transit gateway', () => {
    const away = bare({
      ...toIp,
      targets: [{ Id: '10.1.1.10' }],
      attributes: { 'preserve_client_ip.enabled': 'true' },
    });
    expect(ask(routes(away, 'rtb-pub', { ...LOCAL, '0.0.0.0/0': 'igw-a', '10.1.0.0/16': 'tgw-1' }), internet)).toBe(
      'blocked',
    );
  });
});

describe('classic load balancer', () => {
  test('ACL-22 the rules on the way out are asked inside the subnet too', () => {
    const classic = [
      ...inZones(f0()),
      networkInterface('eni-clb', 'vpc-a', 'priv-a', '10.0.1.60', {
        groups: ['sg-app2'],
        more: { RequesterId: 'amazon-elb', Description: 'ELB clb' },
      }),
      raw('classicLoadBalancer', {
        LoadBalancerName: 'clb',
        VPCId: 'vpc-a',
        Subnets: ['priv-a'],
        Instances: [{ InstanceId: 'i-app' }],
        ListenerDescriptions: [
          { Listener: { Protocol: 'TCP', LoadBalancerPort: 80, InstanceProtocol: 'TCP', InstancePort: 8080 } },
        ],
      }),
      raw('classicLoadBalancerAttributes', { LoadBalancerName: 'clb', LoadBalancerAttributes: {} }),
    ];
    expect(ask(classic, tcp('db', '10.0.1.60', 80))).toBe('reachable');
    expect(ask(classic, tcp('db', '10.0.1.60', 81))).toBe('blocked');
    expect(ask(entries(classic, 'acl-a'), tcp('app2', '10.0.1.60', 80))).toBe('blocked');
  });
});

describe('PrivateLink', () => {
  const provided = (endpoint: object = {}, plan: Partial<BalancerPlan> = {}) => [
    ...network(
      'net',
      { attributes: {} },
      {
        nodes: [{ subnetId: 'priv-b', ip: '10.0.2.70' }],
        ...plan,
        attributes: { 'load_balancing.cross_zone.enabled': 'true' },
      },
    ).filter(({ kind }) => kind !== 'targetHealth'),
    raw('targetHealth', {
      TargetGroupArn: `arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/lb/1`,
      TargetHealthDescriptions: [{ Target: { Id: 'i-db' }, TargetHealth: { State: 'healthy' } }],
    }),
    ...interfaceEndpoint('com.amazonaws.vpce.eu-west-1.vpce-svc-1', 'sg-app2', endpoint),
    raw('vpcEndpointService', {
      ServiceId: 'vpce-svc-1',
      ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
      NetworkLoadBalancerArns: [balancerArn('net', 'lb')],
    }),
  ];
  const call = tcp('app', '10.0.2.50', 443);
  test('207, 247, PL-02 to PL-04', () => {
    expect(ask(provided(), call)).toBe('reachable');
    expect(ask(provided(), tcp('app', '10.0.2.50', 80))).toBe('blocked');
    expect(ask(ingress(provided(), 'sg-db', rule('tcp', 8080, from('10.0.1.10/32'))), call)).toBe('blocked');
    expect(ask(ingress(provided(), 'sg-db', rule('tcp', 8080, from('10.0.2.70/32'))), call)).toBe('reachable');
    const referring = (enforced: string) =>
      ingress(
        provided({}, { more: { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforced } }),
        'sg-db',
        rule('tcp', 8080, fromGroup('sg-lb')),
      );
    expect(ask(referring('on'), call)).toBe('reachable');
    expect(ask(referring('off'), call)).toBe('blocked');
    const strict = ingress(provided(), 'sg-lb', rule('tcp', 443, from('10.0.1.10/32')));
    expect(ask(strict, call)).toBe('reachable');
    expect(ask(strict, tcp('db', '10.0.2.50', 443))).toBe('blocked');
    expect(ask(provided({}, { nodes: [{ subnetId: 'priv-a', ip: '10.0.1.70' }] }), call)).toBe('blocked');
    const unread = provided().filter(({ fields }) => fields.NetworkInterfaceId !== 'eni-lb0');
    expect(ask(unread, call)).toBe('unknown');
    expect(ask(unread, tcp('app', '10.0.2.50', 80))).toBe('blocked');
    expect(ask(edit(provided(), 'eni-lb0', { Status: 'available' }), call)).toBe('blocked');
    // A node is left in a zone that the balancer is not enabled in any more.
    const elsewhere = { AvailabilityZones: [{ SubnetId: 'priv-a' }] };
    expect(ask(provided({}, { more: elsewhere }), call)).toBe('blocked');
    expect(ask(provided({ State: 'pendingAcceptance' }), call)).toBe('blocked');
    expect(
      ask(
        provided().filter(({ kind }) => kind !== 'vpcEndpointService'),
        call,
      ),
    ).toBe('unknown');
    // W13: the endpoint answers by the table of its own subnet.
    expect(ask(routes(provided(), 'rtb-priv', { '10.0.2.0/24': 'local' }), call)).toBe('forward-only');
  });
});
