import { describe, expect, test } from 'vitest';
import { agreed } from './agreed.ts';
import { PING, tcp } from './ask.ts';
import { balancer, balancerArn, interfaceEndpoint, listener, type NodePlan, targetGroup } from './balancer-networks.ts';
import { edit, group, networkInterface, raw } from './build.ts';
import { f0 } from './networks.ts';
import { inspected } from './transit-networks.ts';

const zone = (letter: string) => ({ AvailabilityZone: `eu-west-1${letter}`, AvailabilityZoneId: `euw1-az-${letter}` });

describe('a classic balancer of which a subnet was not read', () => {
  const name = { LoadBalancerName: 'clb' };
  const clb = [
    ...edit(edit(edit(f0(), 'pub-a', zone('c')), 'priv-a', zone('a')), 'priv-b', zone('b')),
    networkInterface('eni-clb', 'vpc-a', 'priv-a', '10.0.1.60', {
      groups: ['sg-web'],
      more: { RequesterId: 'amazon-elb', Description: 'ELB clb' },
    }),
    raw('classicLoadBalancer', {
      ...name,
      VPCId: 'vpc-a',
      Subnets: ['priv-a', 'priv-far'],
      Instances: [{ InstanceId: 'i-app2' }],
      ListenerDescriptions: [
        { Listener: { Protocol: 'TCP', LoadBalancerPort: 80, InstanceProtocol: 'TCP', InstancePort: 80 } },
      ],
    }),
    raw('classicLoadBalancerAttributes', {
      ...name,
      LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled: true } },
    }),
  ];
  const call = tcp('app', '10.0.1.60', 80);
  const to = (instance: string) => edit(clb, 'clb', { Instances: [{ InstanceId: instance }] });

  test('sends to targets in the zone of its node (LB-05)', () => {
    expect(agreed(clb, call)).toBe('reachable');
  });

  test('may be enabled in the zone of any other (LB-05)', () => {
    expect(agreed(to('i-db'), call)).toBe('unknown');
    expect(agreed(edit(to('i-db'), 'clb', { Subnets: ['priv-a'] }), call)).toBe('blocked');
    expect(agreed(edit(to('i-db'), 'clb', { Subnets: ['priv-a', 'priv-b'] }), call)).toBe('reachable');
  });

  test('crosses zones as its attributes say, and where they do not nobody knows (LB-06)', () => {
    const placed = edit(to('i-db'), 'clb', { Subnets: ['priv-a', 'priv-b'] });
    const saying = (LoadBalancerAttributes: object) => [
      ...placed.filter(({ kind }) => kind !== 'classicLoadBalancerAttributes'),
      raw('classicLoadBalancerAttributes', { ...name, LoadBalancerAttributes }),
    ];
    expect(agreed(saying({ CrossZoneLoadBalancing: { Enabled: false } }), call)).toBe('blocked');
    expect(agreed(saying({}), call)).toBe('unknown');
  });
});

test('a node that keeps to its zone sends to no other, enabled or not (LB-06, NLB-03)', () => {
  const network = [
    ...edit(edit(f0(), 'priv-a', zone('a')), 'priv-b', zone('b')),
    ...balancer({
      ...{ name: 'lb', type: 'net', vpcId: 'vpc-a' },
      nodes: [
        { subnetId: 'priv-far', ip: '10.0.7.70' },
        { subnetId: 'priv-b', ip: '10.0.2.70' },
      ],
    }),
    listener('net', 'lb', 443, 'TCP'),
    ...targetGroup({
      ...{ name: 'lb', type: 'instance', protocol: 'TCP', port: 8080, vpcId: 'vpc-a' },
      targets: [{ Id: 'i-app' }, { Id: 'i-db' }],
    }),
  ];
  expect(agreed(network, tcp('app', '10.0.2.70', 443))).toBe('reachable');
  expect(agreed(network, tcp('db', '10.0.2.70', 443))).toBe('blocked');
});

describe('an endpoint of a private service', () => {
  const ServiceName = 'com.amazonaws.vpce.eu-west-1.vpce-svc-1';
  const provided = (...nodes: readonly NodePlan[]) => [
    ...edit(edit(f0(), 'priv-a', zone('a')), 'priv-b', zone('b')),
    ...balancer({ name: 'lb', type: 'net', vpcId: 'vpc-a', nodes }),
    listener('net', 'lb', 443, 'TCP'),
    ...targetGroup({
      ...{ name: 'lb', type: 'instance', protocol: 'TCP', port: 8080, vpcId: 'vpc-a', targets: [{ Id: 'i-db' }] },
    }),
    raw('vpcEndpointService', {
      ServiceId: 'vpce-svc-1',
      ServiceName,
      NetworkLoadBalancerArns: [balancerArn('net', 'lb')],
    }),
    ...interfaceEndpoint(ServiceName, 'sg-web'),
  ];
  const call = tcp('app', '10.0.2.50', 443);
  const near = { subnetId: 'priv-b', ip: '10.0.2.70' };
  const unread = { subnetId: 'priv-far', ip: '10.0.7.70' };

  test('takes TCP and UDP, or nothing, while it is partial (0.6, IEP-03)', () => {
    expect(agreed(provided(near), call)).toBe('reachable');
    const partial = edit(provided(near), 'vpce-1', { State: 'partial' });
    expect(agreed(partial, call)).toBe('unknown');
    expect(agreed(partial, { from: call.from, to: call.to, ...PING })).toBe('blocked');
  });

  test('hands to the node in its zone, wherever the others are (PL-02)', () => {
    expect(agreed(provided(near, unread), call)).toBe('reachable');
    expect(agreed(provided(unread), call)).toBe('unknown');
    expect(agreed(provided({ subnetId: 'priv-a', ip: '10.0.1.70' }), call)).toBe('blocked');
  });

  test('may hand to any node while nothing is told of its zone (PL-02)', () => {
    const zoneless = (...nodes: readonly NodePlan[]) => [
      ...edit(provided(...nodes), 'vpce-1', { NetworkInterfaceIds: ['eni-zoneless'] }),
      networkInterface('eni-zoneless', 'vpc-a', 'pub-a', '10.0.0.50', {
        groups: ['sg-web'],
        more: { InterfaceType: 'vpc_endpoint' },
      }),
    ];
    const toEndpoint = tcp('app', '10.0.0.50', 443);
    const far = { subnetId: 'priv-a', ip: '10.0.1.70' };
    expect(agreed(zoneless(near), toEndpoint)).toBe('reachable');
    // Without cross-zone balancing, the node in the other zone has no target.
    expect(agreed(zoneless(far), toEndpoint)).toBe('blocked');
    expect(agreed(zoneless(near, far), toEndpoint)).toBe('unknown');
  });

  test('leads to a node whose own rules name the groups of targets, seen there or not (SG-10, SG-13, SG-14, ID-12)', () => {
    const unseen = { SecurityGroups: ['sg-lb'], EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off' };
    const named = (groupId: string, UserId?: string) => [
      ...edit(edit(provided(near), 'eni-lb0', { Groups: [{ GroupId: 'sg-lb' }] }), balancerArn('net', 'lb'), unseen),
      group('sg-lb', 'vpc-a', {
        IpPermissionsEgress: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: groupId, UserId }] }],
      }),
    ];
    expect(agreed(named('sg-db'), call)).toBe('reachable');
    expect(agreed(named('sg-web'), call)).toBe('blocked');
    expect(agreed(named('sg-elsewhere', '222222222222'), call)).toBe('unknown');
    expect(agreed(named('sg-deleted'), call)).toBe('blocked');
  });

  test('is not surely one while it hangs on an instance that was not read (ENI-04)', () => {
    const odd = edit(provided(near), 'eni-ep', { Attachment: { InstanceId: 'i-elsewhere' } });
    expect(agreed(odd, tcp('app', '10.0.2.50', 444))).toBe('unknown');
  });

  test('serves what its listeners do, whatever the node hangs on (LB-03, ENI-04)', () => {
    const odd = edit(provided(near), 'eni-lb0', { Attachment: { InstanceId: 'i-elsewhere' } });
    expect(agreed(odd, call)).toBe('unknown');
    expect(agreed(odd, tcp('app', '10.0.2.50', 444))).toBe('blocked');
  });

  test('comes to no balancer that does not work, whatever nodes were read (0.6)', () => {
    const nodeless = edit(provided(near), 'eni-lb0', undefined);
    expect(agreed(nodeless, call)).toBe('unknown');
    expect(agreed(edit(nodeless, balancerArn('net', 'lb'), { State: { Code: 'provisioning' } }), call)).toBe('blocked');
  });
});

test('a node of a Gateway Load Balancer takes no new flow, whatever it hangs on (ENI-05)', () => {
  const attachedTo = (InterfaceType: string) => [
    ...f0(),
    networkInterface('eni-node', 'vpc-a', 'priv-b', '10.0.2.9', {
      groups: ['sg-db'],
      more: { InterfaceType, Attachment: { InstanceId: 'i-unread', Status: 'attached' } },
    }),
  ];
  expect(agreed(attachedTo('interface'), tcp('app', '10.0.2.9', 5432))).toBe('unknown');
  expect(agreed(attachedTo('gateway_load_balancer'), tcp('app', '10.0.2.9', 5432))).toBe('blocked');
});

test('the zone of an appliance is that of a flow: what a balancer sends on by it is another one (TGW-13, LB-01)', () => {
  const network = [
    ...inspected('enable'),
    ...balancer({ name: 'lb', type: 'net', vpcId: 'vpc-b', nodes: [{ subnetId: 'b-b', ip: '10.1.2.40' }] }),
    listener('net', 'lb', 443, 'TCP'),
    ...targetGroup({
      ...{ name: 'lb', type: 'ip', protocol: 'TCP', port: 443, vpcId: 'vpc-b', targets: [{ Id: '10.0.2.10' }] },
    }),
  ];
  const forward = { appliances: { 'i-fw0': 'forward', 'i-fw1': 'forward' } } as const;
  const call = tcp('app', '10.1.2.40', 443);
  expect(agreed(network, call, forward)).toBe('reachable');
  // Client and node are in different zones, node and target in the same: whether the client is answered depends on the
  // zone of its own flow, which is that of either of them.
  const open = { Protocol: '-1', CidrBlock: '0.0.0.0/0', RuleNumber: 100, RuleAction: 'allow' };
  const shut = { ...open, CidrBlock: '10.0.1.10/32', RuleNumber: 90, RuleAction: 'deny', Egress: true };
  const both = [
    { ...open, Egress: false },
    { ...open, Egress: true },
  ];
  const without = (letter: string) => edit(network, `acl-a-tgw-${letter}`, { Entries: [shut, ...both] });
  expect(agreed(without('a'), call, forward)).toBe('unknown');
  expect(agreed(without('b'), call, forward)).toBe('unknown');
});

test('what a listener without a protocol takes, an Application Load Balancer alone tells (LB-03)', () => {
  const asked = (type: 'app' | 'net', protocol: number) => {
    const network = [
      ...edit(edit(f0(), 'priv-a', zone('a')), 'priv-b', zone('b')),
      ...balancer({
        ...{ name: 'lb', type, vpcId: 'vpc-a', groupId: 'sg-lb' },
        nodes: [{ subnetId: 'priv-b', ip: '10.0.2.70' }],
      }),
      ...[listener(type, 'lb', 443, 'TCP')].map((one) => ({ ...one, fields: { ...one.fields, Protocol: undefined } })),
      ...targetGroup({
        ...{ name: 'lb', type: 'instance', protocol: 'TCP', port: 8080, vpcId: 'vpc-a', targets: [{ Id: 'i-db' }] },
      }),
    ];
    return agreed(network, { ...tcp('app', '10.0.2.70', 443), protocol });
  };
  expect([asked('net', 6), asked('net', 17)]).toEqual(['unknown', 'unknown']);
  expect([asked('app', 6), asked('app', 17)]).toEqual(['reachable', 'blocked']);
});
