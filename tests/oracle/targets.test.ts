import { describe, expect, test } from 'vitest';
import { ask, entries, from, ingress, routes, rule, tcp } from './ask.ts';
import { balancer, balancerArn, listener, type TargetGroupPlan, targetGroup } from './balancer-networks.ts';
import { edit, type Raw } from './build.ts';
import { f0, f1, LOCAL } from './networks.ts';

const NODE = { subnetId: 'pub-a', ip: '10.0.0.50', publicIp: '203.0.113.50' };
const ZONE = { AvailabilityZoneId: 'az-a' };
const KEEPS = { 'preserve_client_ip.enabled': 'true' };
const tables = { ...LOCAL, '0.0.0.0/0': 'igw-a', '10.1.0.0/16': 'pcx-ab' };
const internet = tcp('8.8.8.8', NODE.publicIp, 443);

/** A network balancer without groups, to two addresses that see the node. */
function network(group: Partial<TargetGroupPlan> = {}, base: readonly Raw[] = f0()): readonly Raw[] {
  const targets = [{ Id: '10.0.1.10' }, { Id: '10.0.2.10' }];
  const common = { name: 'lb', type: 'ip' as const, protocol: 'TCP', port: 8080, vpcId: 'vpc-a', targets };
  const attributes = { 'load_balancing.cross_zone.enabled': 'true' };
  const zoned = ['pub-a', 'priv-a', 'priv-b'].reduce((all, id) => edit(all, id, ZONE), base);
  return [
    ...zoned,
    ...balancer({ name: 'lb', type: 'net', vpcId: 'vpc-a', nodes: [NODE], attributes }),
    listener('net', 'lb', 443, 'TCP'),
    ...targetGroup({ ...common, ...group }),
  ];
}

/** The first target is delivered to, and its reply does not get out of its subnet. */
function forwardOnly(resources: readonly Raw[]): readonly Raw[] {
  const all = { RuleNumber: 100, RuleAction: 'allow', Protocol: '-1', CidrBlock: '0.0.0.0/0' };
  return entries(resources, 'acl-a', { ...all, Egress: false });
}

const without = (resources: readonly Raw[], id: string) =>
  resources.filter(({ fields }) => fields.GroupId !== id && fields.NatGatewayId !== id);

describe('of two targets, one delivered to in vain', () => {
  test('another that may answer leaves it open', () => {
    expect(ask(ingress(forwardOnly(network()), 'sg-db'), internet)).toBe('forward-only');
    expect(ask(forwardOnly(network()), internet)).toBe('reachable');
    expect(ask(without(forwardOnly(network()), 'sg-db'), internet)).toBe('unknown');
  });
  test('another that surely gets no answer home does not', () => {
    const shut = entries(forwardOnly(without(network(), 'sg-db')), 'acl-b', {
      RuleNumber: 100,
      Egress: false,
      RuleAction: 'allow',
      Protocol: '-1',
      CidrBlock: '0.0.0.0/0',
    });
    expect(ask(shut, internet)).toBe('forward-only');
  });
  test('nor one that nobody knows, where the node cannot answer its client', () => {
    const listed = { type: 'instance' as const, targets: [{ Id: 'i-app' }, { Id: 'i-9' }] };
    expect(ask(forwardOnly(network(listed)), internet)).toBe('unknown');
    expect(ask(routes(network(listed), 'rtb-pub', LOCAL), internet)).toBe('forward-only');
  });
  test('delivered to none for sure it is unknown, though no answer can come', () => {
    const only = { targets: [{ Id: '10.0.1.10' }] };
    expect(ask(forwardOnly(without(network(only), 'sg-app')), internet)).toBe('unknown');
  });
});

describe('NLB-03 a target that sees the client', () => {
  const far = { targets: [{ Id: '10.1.1.10' }], attributes: KEEPS };
  const peered = routes(network(far, f1()), 'rtb-pub', tables);
  test('may be in a peered VPC, wherever the client is', () => {
    expect(ask(peered, internet)).toBe('reachable');
    const narrow = (cidr: string) => ingress(peered, 'sg-bhost', rule('tcp', 8080, from(cidr)));
    expect([ask(narrow('8.8.8.8/32'), internet), ask(narrow('10.0.0.0/16'), internet)]).toEqual([
      'reachable',
      'blocked',
    ]);
  });
  test('cannot call itself, even there', () => {
    expect(ask(peered, tcp('bhost', NODE.ip, 443))).toBe('blocked');
  });
  test('is no endpoint and no other balancer', () => {
    const near = network({ targets: [{ Id: '10.0.1.10' }], attributes: KEEPS });
    expect(ask(near, internet)).toBe('reachable');
    expect(ask(edit(near, 'eni-app', { InterfaceType: 'network_load_balancer' }), internet)).toBe('blocked');
    expect(ask(edit(near, 'eni-app', { InterfaceType: 'vpc_endpoint' }), internet)).toBe('blocked');
  });
});

describe('NLB-02, LB-06 attributes that were not read', () => {
  const bare = (group: Partial<TargetGroupPlan> = {}) =>
    network({ targets: [{ Id: '10.0.1.10' }], ...group }).filter(({ kind }) => kind !== 'targetGroupAttributes');
  const admits = (resources: readonly Raw[], cidr: string) =>
    ingress(resources, 'sg-app', rule('tcp', 8080, from(cidr)));
  test('leave open what targets see', () => {
    expect(ask(bare(), internet)).toBe('reachable');
    expect([ask(admits(bare(), '8.8.8.8/32'), internet), ask(admits(bare(), '10.0.0.0/24'), internet)]).toEqual([
      'unknown',
      'unknown',
    ]);
    expect(ask(admits(bare(), '9.9.9.9/32'), internet)).toBe('blocked');
  });
  test('but of all targets the same', () => {
    const ports = bare({ targets: [{ Id: '10.0.1.10' }, { Id: '10.0.1.10', Port: 9090 }] });
    const rules = [rule('tcp', 8080, from('8.8.8.8/32')), rule('tcp', 9090, from('10.0.0.0/24'))];
    expect(ask(ingress(ports, 'sg-app', ...rules), internet)).toBe('reachable');
  });
  test('leave open who gets what comes to another zone', () => {
    const elsewhere = edit(bare(), 'priv-a', { AvailabilityZoneId: 'az-b' });
    const zones = [{ SubnetId: 'pub-a' }, { SubnetId: 'priv-a' }];
    expect(ask(edit(elsewhere, balancerArn('net', 'lb'), { AvailabilityZones: zones }), internet)).toBe('unknown');
  });
});

describe('ENI-04 what is a node', () => {
  test('not an interface of another type, nor an instance’s', () => {
    expect(ask(edit(network(), 'eni-lb0', { InterfaceType: 'vpc_endpoint' }), internet)).toBe('unknown');
    expect(ask(edit(network(), 'eni-lb0', { Attachment: { InstanceId: 'i-9' } }), internet)).toBe('unknown');
  });
});
