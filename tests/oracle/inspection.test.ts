import { describe, expect, test } from 'vitest';
import { ask, entries, from, fromGroup, ingress, PING, routes, rule, tcp } from './ask.ts';
import { balancer, listener, targetGroup } from './balancer-networks.ts';
import { edit, networkInterface, type Raw } from './build.ts';
import {
  behindFirewall,
  betweenPrivate as between,
  gatewayBalancer,
  inspectingEndpoint,
  networkFirewall,
  serviceOf,
  statefulRule,
  statelessRule,
} from './inspection-networks.ts';
import { f0, LOCAL } from './networks.ts';

const call = tcp('app', 'db', 443);

describe('Network Firewall', () => {
  test('the endpoint: ACL-26, ID-08, 161', () => {
    expect(ask(behindFirewall(), call)).toBe('reachable');
    expect(ask(behindFirewall({}, false), call)).toBe('forward-only');
    expect(ask(behindFirewall({}, false), tcp('db', 'app', 443))).toBe('forward-only');
    expect(ask(entries(behindFirewall(), 'acl-fw'), call)).toBe('blocked');
    expect(ask(ingress(behindFirewall(), 'sg-db', rule('tcp', 443, fromGroup('sg-app'))), call)).toBe('blocked');
    expect(ask(edit(behindFirewall(), 'vpce-fw', { State: 'deleting' }), call)).toBe('blocked');
    const unread = behindFirewall().filter(({ kind }) => kind !== 'firewallPolicy');
    expect(ask(unread, call)).toBe('unknown');
  });
  test('158, NFW-02, NFW-12 stateless rules', () => {
    const toDb = {
      Destinations: [{ AddressDefinition: '10.0.2.0/24' }],
      Protocols: [6],
      DestinationPorts: [{ FromPort: 443, ToPort: 443 }],
    };
    const toApp = { Destinations: [{ AddressDefinition: '10.0.1.0/24' }] };
    const stateless = (...rules: object[]) => ({ stateless: rules, statelessDefault: 'aws:drop' });
    expect(ask(behindFirewall(stateless(statelessRule(1, 'aws:pass', toDb))), call)).toBe('forward-only');
    const both = stateless(statelessRule(1, 'aws:pass', toDb), statelessRule(2, 'aws:pass', toApp));
    expect(ask(behindFirewall(both), call)).toBe('reachable');
    expect(ask(behindFirewall(both), tcp('app', 'db', 80))).toBe('blocked');
    const half = { stateless: [statelessRule(1, 'aws:pass', toDb)] };
    expect(ask(behindFirewall(half), call)).toBe('forward-only');
    const order = stateless(statelessRule(9, 'aws:drop'), statelessRule(1, 'aws:pass'));
    expect(ask(behindFirewall(order), call)).toBe('reachable');
  });
  test('159, 160, 201, 203 stateful rules', () => {
    const pass = statefulRule('PASS', 'TCP', '10.0.1.0/24', '10.0.2.0/24', '443');
    const deny = statefulRule('DROP', 'IP', 'ANY', 'ANY');
    const strict = (stateful: readonly object[], ...statefulDefault: string[]) =>
      behindFirewall({ isStrict: true, stateful, statefulDefault });
    expect(ask(strict([pass], 'aws:drop_strict'), call)).toBe('reachable');
    expect(ask(strict([pass], 'aws:drop_strict'), tcp('app', 'db', 80))).toBe('blocked');
    expect(ask(strict([], 'aws:drop_established'), tcp('app', 'db', 53, { protocol: 17 }))).toBe('blocked');
    expect(ask(strict([], 'aws:drop_established'), call)).toBe('blocked');
    expect(ask(strict([]), tcp('app', 'db', 0, PING))).toBe('reachable');
    expect(ask(strict([deny, pass]), call)).toBe('blocked');
    expect(ask(behindFirewall({ stateful: [deny, pass] }), call)).toBe('reachable');
    expect(ask(behindFirewall({ stateful: [deny] }), call)).toBe('blocked');
  });
  test('162, 202 what the payload decides', () => {
    const list = {
      RulesSourceList: { Targets: ['a.example'], TargetTypes: ['TLS_SNI'], GeneratedRulesType: 'ALLOWLIST' },
    };
    expect(ask(behindFirewall({ source: list }), call)).toBe('unknown');
    expect(ask(behindFirewall({ source: list }), tcp('app', 'db', 5432))).toBe('reachable');
    const text = (RulesString: string) =>
      behindFirewall({ isStrict: true, source: { RulesString }, statefulDefault: ['aws:drop_strict'] });
    expect(ask(text('pass tcp any any -> any any (content:"x"; sid:1;)'), call)).toBe('unknown');
    expect(ask(text('# none\npass tcp [10.0.1.0/24,!10.0.1.11] any -> $HOME_NET 400:500 (sid:1;)'), call)).toBe(
      'reachable',
    );
    expect(ask(text('pass tcp !10.0.1.10 any -> any any (sid:1;)'), call)).toBe('blocked');
  });
  test('221 the sender in the subnet of the endpoint', () => {
    const inside = routes(f0(), 'rtb-priv', { ...LOCAL, '0.0.0.0/0': 'vpce-fw' });
    const network = [
      ...inside,
      ...networkFirewall({ endpoints: { 'vpce-fw': { vpcId: 'vpc-a', subnetId: 'priv-a' } } }),
    ];
    expect(ask(network, tcp('app', '8.8.8.8', 443))).toBe('blocked');
  });
});

describe('Gateway Load Balancer', () => {
  const behind = [
    ...gatewayBalancer('gw', 'vpc-a', 'pub-a', '10.0.0.80'),
    inspectingEndpoint('vpce-fw', 'vpc-a', 'fw', { ServiceName: serviceOf('gw') }),
  ];
  const stated = (what: 'forward' | 'drop') => ({ settings: { appliances: { 'i-gwbox': what } } });
  test('GWE-04, GWE-05, 251', () => {
    expect(ask(between(behind), call)).toBe('unknown');
    expect(ask(between(behind), call, stated('forward'))).toBe('reachable');
    expect(ask(between(behind), call, stated('drop'))).toBe('blocked');
    expect(ask(between(behind, false), call, stated('forward'))).toBe('reachable');
    expect(ask(between(behind, false), tcp('db', 'app', 443), stated('forward'))).toBe('forward-only');
  });
  test('GWE-06 the appliance takes GENEVE from the nodes, or from anywhere in the subnets of the balancer', () => {
    const admits = (cidr: string, more: readonly Raw[] = []) =>
      ingress([...between(behind), ...more], 'sg-gwbox', rule('udp', 6081, from(cidr)));
    const node = networkInterface('eni-gwnode', 'vpc-a', 'pub-a', '10.0.0.90', {
      more: { InterfaceType: 'gateway_load_balancer', Description: 'ELB gwy/gw/1' },
    });
    const verdicts = (network: readonly Raw[]) => [ask(network, call, stated('forward')), ask(network, call)];
    expect(verdicts(admits('10.0.0.0/24'))).toEqual(['reachable', 'unknown']);
    expect(verdicts(admits('10.0.0.90/32'))).toEqual(['unknown', 'unknown']);
    expect(verdicts(admits('10.0.0.90/32', [node]))).toEqual(['reachable', 'unknown']);
    expect(verdicts(admits('10.0.0.91/32', [node]))).toEqual(['blocked', 'blocked']);
    expect(verdicts(admits('10.9.0.0/16'))).toEqual(['blocked', 'blocked']);
  });
  test('GWE-05 one leg of a conversation is no other: an endpoint behind a balancer did not see its client', () => {
    const led = routes(routes(between(behind), 'rtb-b', { ...LOCAL, '10.0.0.0/24': 'vpce-fw' }), 'rtb-fw', {
      ...LOCAL,
      '0.0.0.0/0': 'igw-a',
    });
    const nodes = [{ subnetId: 'pub-a', ip: '10.0.0.50', publicIp: '203.0.113.50' }];
    const target = { name: 'lb', type: 'ip' as const, protocol: 'TCP', port: 8080, vpcId: 'vpc-a' };
    const zoned = ['pub-a', 'priv-b'].reduce((all, id) => edit(all, id, { AvailabilityZoneId: 'az-a' }), led);
    const network = [
      ...zoned,
      ...balancer({ name: 'lb', type: 'net', vpcId: 'vpc-a', nodes }),
      listener('net', 'lb', 443, 'TCP'),
      ...targetGroup({ ...target, targets: [{ Id: '10.0.2.10' }] }),
    ];
    const out = (gateway: string) =>
      routes(network, 'rtb-pub', { ...LOCAL, '10.0.2.0/24': 'vpce-fw', '0.0.0.0/0': gateway });
    const internet = tcp('8.8.8.8', '203.0.113.50', 443);
    expect(ask(out('igw-a'), internet, stated('forward'))).toBe('reachable');
    expect(ask(out('vpce-fw'), internet, stated('forward'))).toBe('forward-only');
  });
});
