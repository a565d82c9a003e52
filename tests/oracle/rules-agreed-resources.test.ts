import { describe, expect, test } from 'vitest';
import { agreed } from './agreed.ts';
import { ask, egress, entries, from, fromGroup, ingress, kindsOf, PING, routes, rule, tcp } from './ask.ts';
import { allow, edit, networkInterface, OPEN, type Raw, route, subnet } from './build.ts';
import { configuration, gatewayInterface, resource, shared, zone } from './resource-networks.ts';

const call = tcp('app', '10.0.2.50', 443);
const instead = (more: object) => shared(configuration('rcfg-1', more));
const at = (ipAddress: string) => ({ resourceConfigurationDefinition: { ipResource: { ipAddress } } });
const named = (domainName: string, ipAddressType = 'IPV4') =>
  instead({ resourceConfigurationDefinition: { dnsResource: { domainName, ipAddressType } } });
const only = (network: readonly Raw[], id: string, ...peers: object[]) =>
  ingress(network, id, ...peers.map((peer) => rule('tcp', 443, peer)));

describe('what an endpoint of a resource takes (RSE-01)', () => {
  test('TCP to the ports that are shared', () => {
    expect(agreed(shared(), call)).toBe('reachable');
    expect(kindsOf(shared(), call)).toContain('resourceEndpoint');
    expect(agreed(shared(), tcp('app', '10.0.2.50', 444))).toBe('blocked');
    expect(agreed(shared(), { ...call, protocol: 17 })).toBe('blocked');
    expect(agreed(shared(), { from: call.from, to: call.to, ...PING })).toBe('blocked');
  });

  test('a list of ranges, and no list at all', () => {
    const ask = (portRanges: readonly string[], port: number) =>
      agreed(instead({ portRanges }), tcp('app', '10.0.2.50', port));
    expect([79, 80, 90, 91, 443].map((port) => ask(['80-90', '443'], port))).toEqual([
      ...['blocked', 'reachable', 'reachable', 'blocked', 'reachable'],
    ]);
    expect(ask([], 443)).toBe('unknown');
    expect(agreed(egress(instead({ portRanges: [] }), 'sg-gw'), call)).toBe('blocked');
  });

  test('what its own groups admit, and its subnet', () => {
    expect(agreed(only(shared(), 'sg-ep', fromGroup('sg-app')), call)).toBe('reachable');
    expect(agreed(only(shared(), 'sg-ep', fromGroup('sg-web')), call)).toBe('blocked');
    expect(agreed(egress(shared(), 'sg-ep'), call)).toBe('reachable');
    expect(agreed(entries(shared(), 'acl-b'), call)).toBe('blocked');
    expect(agreed(entries(shared(), 'acl-b', allow(100, false)), call)).toBe('forward-only');
    expect(agreed(routes(shared(), 'rtb-priv', { '10.0.2.0/24': 'local' }), call)).toBe('forward-only');
  });

  test('interfaces of endpoints and gateways open nothing, and gateways take nothing (ENI-04, IEP-02)', () => {
    const opened = (eni: string, address: string, to: string, network = shared()) =>
      agreed(network, { ...call, from: { networkInterfaceId: eni, address }, to });
    expect(opened('eni-ep', '10.0.2.50', '10.0.1.10')).toBe('blocked');
    expect(opened('eni-gw', '10.5.1.20', '10.5.2.10')).toBe('blocked');
    expect(opened('eni-res', '10.5.2.10', '10.5.1.20')).toBe('blocked');
    const older = edit(shared(), 'eni-ep', { Description: 'VPC Endpoint Interface vpce-r' });
    expect(opened('eni-ep', '10.0.2.50', '10.0.1.10', older)).toBe('blocked');
    expect(agreed(older, call)).toBe('reachable');
    const ofService = { VpcEndpointType: 'Interface', ServiceName: 'com.amazonaws.eu-west-1.sqs' };
    const service = edit(shared(), 'vpce-r', ofService);
    expect(opened('eni-ep', '10.0.2.50', '10.0.1.10', service)).toBe('blocked');
    expect(agreed(service, call)).toBe('reachable');
    expect(agreed(service, tcp('app', '10.0.2.50', 444))).toBe('blocked');
    // RSE-03: a tunnel leads to a resource configuration too, but takes no more than its own packets.
    const tunnel = edit(shared(), 'vpce-r', { VpcEndpointType: 'Tunnel' });
    expect(ask(tunnel, call)).toBe('blocked');
    expect(ask(tunnel, { ...call, protocol: 17, port: 6081 })).toBe('reachable');
  });
});

describe('the flow from the gateway to the resource (RSE-01)', () => {
  test('goes by the rules of the groups of the gateway', () => {
    expect(agreed(egress(shared(), 'sg-gw'), call)).toBe('blocked');
    expect(agreed(egress(shared(), 'sg-gw', rule('tcp', 443, from('10.5.2.0/24'))), call)).toBe('reachable');
    expect(agreed(egress(shared(), 'sg-gw', rule('tcp', 443, fromGroup('sg-res'))), call)).toBe('reachable');
    expect(agreed(egress(shared(), 'sg-gw', rule('tcp', 443, fromGroup('sg-gw'))), call)).toBe('blocked');
    expect(agreed(ingress(shared(), 'sg-gw'), call)).toBe('reachable');
  });

  test('shows the resource the gateway, and nothing of the consumer', () => {
    expect(agreed(only(shared(), 'sg-res', fromGroup('sg-gw')), call)).toBe('reachable');
    expect(agreed(only(shared(), 'sg-res', from('10.5.1.20/32')), call)).toBe('reachable');
    expect(agreed(only(shared(), 'sg-res', from('10.0.0.0/16')), call)).toBe('blocked');
    expect(agreed(only(shared(), 'sg-res', fromGroup('sg-app'), fromGroup('sg-ep')), call)).toBe('blocked');
  });

  test('comes from any of its addresses', () => {
    const two = edit(shared(), 'eni-gw', gatewayInterface('eni-gw', 'p-gw', '10.5.1.20', ['10.5.1.21']).fields);
    expect(agreed(two, call)).toBe('reachable');
    expect(agreed(only(two, 'sg-res', from('10.5.1.20/32')), call)).toBe('unknown');
    expect(agreed(only(two, 'sg-res', from('10.5.1.20/31')), call)).toBe('reachable');
    expect(agreed(only(two, 'sg-res', from('10.5.1.22/32')), call)).toBe('blocked');
  });

  test('needs an address of the family of the resource', () => {
    expect(agreed(instead(at('2001:db8:5::10')), call)).toBe('blocked');
  });

  test('meets the ACLs and tables between gateway and resource, there and back', () => {
    const replies = (From: number, To: number) =>
      allow(100, false, { Protocol: '6', CidrBlock: '10.5.2.10/32', PortRange: { From, To } });
    const egressOnly = allow(100, true);
    // From the endpoint to the gateway no ACL is asked.
    expect(agreed(entries(shared(), 'acl-gw', replies(1024, 65535), egressOnly), call)).toBe('reachable');
    expect(agreed(entries(shared(), 'acl-gw', replies(0, 1023), egressOnly), call)).toBe('forward-only');
    expect(agreed(entries(shared(), 'acl-gw', allow(100, false)), call)).toBe('blocked');
    expect(agreed(entries(shared(), 'acl-res', egressOnly), call)).toBe('blocked');
    expect(agreed(entries(shared(), 'acl-res', allow(100, false)), call)).toBe('forward-only');
    expect(agreed(entries(shared(), 'acl-res', ...OPEN), call)).toBe('reachable');
    const led = edit(instead(at('10.9.0.1')), 'rtb-p', { Routes: [route('10.5.0.0/16', 'local')] });
    expect(agreed(led, call)).toBe('blocked');
    expect(agreed(edit(shared(), 'i-res', { State: { Name: 'stopped' } }), call)).toBe('blocked');
    expect(agreed(edit(shared(), 'eni-gw', { Status: 'available' }), call)).toBe('blocked');
  });
});

describe('zones of endpoint and gateway (RSE-01)', () => {
  const inZone = (letter: string, network = shared()) => edit(network, 'p-gw', zone(letter));
  const wider = (network: readonly Raw[], ...letters: string[]) =>
    edit(
      [
        ...network,
        ...letters.map((letter, i) => subnet(`priv-${letter}`, 'vpc-a', `10.0.${i + 5}.0/24`, zone(letter))),
      ],
      'vpce-r',
      { SubnetIds: ['priv-b', ...letters.map((letter) => `priv-${letter}`)] },
    );

  test('one must be shared; where only another of them is, nothing tells', () => {
    expect(agreed(inZone('c'), call)).toBe('blocked');
    expect(agreed(wider(inZone('c'), 'd'), call)).toBe('blocked');
    expect(agreed(wider(inZone('c'), 'c'), call)).toBe('unknown');
  });

  test('what is not told of may be the same', () => {
    const untold = edit(shared(), 'p-gw', { AvailabilityZoneId: undefined });
    expect(agreed(untold, tcp('app', '10.0.2.50', 444))).toBe('blocked');
    expect(ask(untold, call)).toBe('unknown');
    expect(ask(edit(inZone('c'), 'vpce-r', { SubnetIds: ['priv-b', 'priv-unread'] }), call)).toBe('unknown');
  });

  test('of several interfaces there, any may be taken, and none of another zone', () => {
    const near = [...shared(), gatewayInterface('eni-gw2', 'p-gw', '10.5.1.30')];
    const narrow = (network: readonly Raw[]) => only(network, 'sg-res', from('10.5.1.20/32'));
    expect(agreed(near, call)).toBe('reachable');
    expect(agreed(narrow(near), call)).toBe('unknown');
    const far = [...shared(), gatewayInterface('eni-gw2', 'p-res', '10.5.2.30')];
    expect(agreed(narrow(far), call)).toBe('reachable');
  });
});

describe('what is not there, or does not work (0.6, RSE-01)', () => {
  test('statuses', () => {
    const of = (status: string) => [
      agreed(instead({ status }), call),
      agreed(edit(shared(), 'rgw-1', { status }), call),
    ];
    expect(of('ACTIVE')).toEqual(['reachable', 'reachable']);
    expect(of('UPDATE_IN_PROGRESS')).toEqual(['unknown', 'unknown']);
    expect(of('UPDATE_FAILED')).toEqual(['unknown', 'unknown']);
    expect(of('CREATE_IN_PROGRESS')).toEqual(['blocked', 'blocked']);
    expect(of('DELETE_FAILED')).toEqual(['blocked', 'blocked']);
    expect(agreed(edit(shared(), 'vpce-r', { State: 'pendingAcceptance' }), call)).toBe('blocked');
    expect(agreed(edit(shared(), 'vpce-r', { State: 'partial' }), call)).toBe('unknown');
  });

  test('what was not read', () => {
    expect(agreed(edit(shared(), 'rcfg-1', undefined), call)).toBe('unknown');
    expect(agreed(edit(shared(), 'rgw-1', undefined), call)).toBe('unknown');
    expect(agreed(edit(shared(), 'rgw-1', undefined), tcp('app', '10.0.2.50', 444))).toBe('blocked');
    expect(agreed(edit(shared(), 'eni-gw', undefined), call)).toBe('unknown');
    expect(agreed(edit(shared(), 'vpce-r', undefined), call)).toBe('unknown');
    expect(ask(edit(shared(), 'rcfg-1', undefined), { ...call, protocol: 17 })).toBe('blocked');
  });
});

describe('resources that have no address of their own (RSE-01)', () => {
  test('each child of a group may be meant', () => {
    const child = (id: string, ip: string, more: object = {}) =>
      configuration(id, { type: 'CHILD', resourceConfigurationGroupId: 'rcfg-1', ...at(ip), ...more });
    const grouped = (...children: readonly Raw[]) => [
      ...shared(
        configuration('rcfg-1', { type: 'GROUP', portRanges: [], resourceConfigurationDefinition: undefined }),
        ...children,
      ),
      ...resource('res2', '10.5.2.11'),
    ];
    const two = grouped(child('rcfg-2', '10.5.2.10'), child('rcfg-3', '10.5.2.11'));
    expect(agreed(two, call)).toBe('reachable');
    expect(agreed(ingress(two, 'sg-res2'), call)).toBe('unknown');
    expect(agreed(ingress(ingress(two, 'sg-res2'), 'sg-res'), call)).toBe('blocked');
    expect(agreed(two, tcp('app', '10.0.2.50', 444))).toBe('blocked');
    const other = grouped(child('rcfg-2', '10.5.2.10'), child('rcfg-3', '10.5.2.11', { portRanges: ['444'] }));
    expect(agreed(other, call)).toBe('unknown');
    expect(agreed(grouped(child('rcfg-2', '10.5.2.10')), call)).toBe('reachable');
    expect(agreed(grouped(), call)).toBe('unknown');
    expect(agreed(grouped(child('rcfg-2', '10.5.2.10', { portRanges: [] })), call)).toBe('unknown');
    const failed = edit(two, 'rcfg-1', { status: 'CREATE_FAILED' });
    expect(agreed(failed, call)).toBe('blocked');
    // A child leaves the gateway to its group.
    expect(agreed(grouped(child('rcfg-2', '10.5.2.10', { resourceGatewayId: undefined })), call)).toBe('reachable');
  });

  test('a name leads to the instance of that name, and no other is known', () => {
    const private1 = { PrivateDnsName: 'ip-10-5-2-10.eu-west-1.compute.internal' };
    const ask = (name: string) => agreed(edit(named(name), 'i-res', private1), call);
    expect(ask('ip-10-5-2-10.eu-west-1.compute.internal')).toBe('reachable');
    expect(ask('IP-10-5-2-10.eu-west-1.compute.internal.')).toBe('reachable');
    expect(ask('db.example.com')).toBe('unknown');
    const shut = ingress(edit(named(private1.PrivateDnsName), 'i-res', private1), 'sg-res');
    expect(agreed(shut, call)).toBe('blocked');
    expect(agreed(named('db.example.com'), tcp('app', '10.0.2.50', 444))).toBe('blocked');
  });

  test('what has an ARN alone is nowhere that is known', () => {
    const arnResource = { arn: 'arn:aws:rds:eu-west-1:111111111111:db:one' };
    const network = instead({ type: 'ARN', portRanges: [], resourceConfigurationDefinition: { arnResource } });
    expect(agreed(network, call)).toBe('unknown');
  });
});

test("an interface that calls itself an endpoint's may be of one that was not read (ENI-04)", () => {
  const stray = networkInterface('eni-stray', 'vpc-a', 'priv-b', '10.0.2.51', {
    groups: ['sg-ep'],
    more: { Description: 'VPC Endpoint Interface: vpce-lost' },
  });
  expect(agreed([...shared(), stray], tcp('app', '10.0.2.51', 443))).toBe('unknown');
  expect(agreed([...shared(), stray], { from: call.from, to: '10.0.2.51', ...PING })).toBe('blocked');
});
