import { describe, expect, test } from 'vitest';
import { ask, egress, entries, from, ingress, kindsOf, PING, routes, rule, tcp } from './ask.ts';
import { ACCOUNT, ALL, ANYWHERE, acl, allow, edit, networkInterface, type Raw, raw, table } from './build.ts';
import { f0, f1, LOCAL, withGatewayEndpoint } from './networks.ts';
import type { Packet } from './oracle.ts';

describe('internet edge', () => {
  test('81-85, 89-93, 96', () => {
    expect(ask(routes(f0(), 'rtb-priv', { ...LOCAL, '0.0.0.0/0': 'igw-a' }), tcp('app', '8.8.8.8', 443))).toBe(
      'blocked',
    );
    const elastic = {
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.10', Primary: true, Association: { PublicIp: '203.0.113.40' } }],
    };
    expect(ask(edit(f0(), 'eni-app', elastic), tcp('8.8.8.8', '203.0.113.40', 443))).toBe('forward-only');
    expect(ask(edit(f0(), 'igw-a', { Attachments: [] }), tcp('web', '8.8.8.8', 443))).toBe('blocked');
    expect(ask(f0(), tcp('web', '172.20.0.1', 443))).toBe('blocked');
    expect(ask(f0(), tcp('8.8.8.8', '203.0.113.5', 22))).toBe('blocked');
    expect(ask(f0(), tcp('app', '10.0.0.5', 22))).toBe('blocked');
    expect(ask(f0(), tcp('app', '8.8.8.8', 0, { protocol: 50 }))).toBe('blocked');
    expect(ask(f0(), tcp('app', '8.8.8.8', 0, PING))).toBe('reachable');
    expect(ask(edit(f0(), 'nat-1', { ConnectivityType: 'private' }), tcp('app', '8.8.8.8', 443))).toBe('blocked');
    expect(ask(routes(f0(), 'rtb-pub', { ...LOCAL, '0.0.0.0/0': 'nat-1' }), tcp('web', '8.8.8.8', 443))).toBe(
      'blocked',
    );
    expect(ask(edit(f0(), 'nat-1', { State: 'deleted' }), tcp('app', '8.8.8.8', 443))).toBe('blocked');
    expect(ask(edit(f0(), 'nat-1', undefined), tcp('app', '8.8.8.8', 443))).toBe('unknown');
  });
  test('94 return to sender', () => {
    const network = routes(
      routes(routes(f1(), 'rtb-priv', { ...LOCAL, '10.1.0.0/16': 'nat-1' }), 'rtb-pub', {
        ...LOCAL,
        '10.1.0.0/16': 'pcx-ab',
      }),
      'rtb-b',
      { '10.1.0.0/16': 'local' },
    );
    expect(ask(network, tcp('app', 'bhost', 443))).toBe('reachable');
    expect(ask(routes(network, 'rtb-priv', { ...LOCAL, '10.1.0.0/16': 'pcx-ab' }), tcp('app', 'bhost', 443))).toBe(
      'forward-only',
    );
  });
  test('86, 87, 231 IPv6', () => {
    const v6 = '2001:db8:a:1::10';
    const dual = edit(f0(), 'eni-app', { Ipv6Addresses: [{ Ipv6Address: v6 }] });
    const out: Packet = {
      from: { networkInterfaceId: 'eni-app', address: v6 },
      to: '2600::1',
      protocol: 6,
      port: 443,
      sourcePort: 40000,
    };
    const inbound = tcp('2600::1', v6, 443);
    const eigw = raw('egressOnlyInternetGateway', {
      EgressOnlyInternetGatewayId: 'eigw-1',
      Attachments: [{ VpcId: 'vpc-a', State: 'attached' }],
    });
    expect(ask(dual, out)).toBe('blocked');
    const open = routes(dual, 'rtb-priv', { ...LOCAL, '::/0': 'igw-a' });
    expect(ask(open, out)).toBe('reachable');
    expect(ask(open, inbound)).toBe('reachable');
    expect(ask(edit(open, 'eni-app', { DenyAllIgwTraffic: true }), inbound)).toBe('blocked');
    const oneWay = [...routes(dual, 'rtb-priv', { ...LOCAL, '::/0': 'eigw-1' }), eigw];
    expect(ask(oneWay, out)).toBe('reachable');
    expect(ask(oneWay, inbound)).toBe('forward-only');
    expect(ask(edit(oneWay, 'igw-a', undefined), inbound)).toBe('blocked');
    const nat64 = routes(dual, 'rtb-priv', { ...LOCAL, '64:ff9b::/96': 'nat-1' });
    expect(ask(nat64, { ...out, to: '64:ff9b::8.8.8.8' })).toBe('reachable');
    expect(ask(nat64, { ...out, to: '64:ff9b::8.8.8.8', protocol: 58, icmpType: 128 })).toBe('unknown');
  });
  test('238-240 hairpins', () => {
    expect(ask(f0(), tcp('web', '203.0.113.10', 443))).toBe('reachable');
    const inner = ingress(f0(), 'sg-web', rule('tcp', 443, from('10.0.0.0/16')));
    expect(ask(inner, tcp('web', '203.0.113.10', 443))).toBe('blocked');
    expect(
      ask(ingress(f0(), 'sg-web', rule('tcp', 443, from('203.0.113.5/32'))), tcp('app', '203.0.113.10', 443)),
    ).toBe('reachable');
    expect(ask(inner, tcp('app', '203.0.113.10', 443))).toBe('blocked');
  });
  test('98-101, 236 Block Public Access', () => {
    const mode = (InternetGatewayBlockMode: string) =>
      raw('vpcBlockPublicAccessOptions', { AwsAccountId: ACCOUNT, InternetGatewayBlockMode });
    const exclusion = (InternetGatewayExclusionMode: string) =>
      raw('vpcBlockPublicAccessExclusion', {
        ExclusionId: 'x',
        ResourceArn: 'arn:aws:ec2:eu-west-1:1:subnet/pub-a',
        State: 'create-complete',
        InternetGatewayExclusionMode,
      });
    const [appOut, webIn, webOut] = [
      tcp('app', '8.8.8.8', 443),
      tcp('8.8.8.8', '203.0.113.10', 443),
      tcp('web', '8.8.8.8', 443),
    ];
    const all = (...more: Raw[]) => [appOut, webIn, webOut].map((packet) => ask([...f0(), ...more], packet));
    expect(all(mode('off'))).toEqual(['reachable', 'reachable', 'reachable']);
    expect(all(mode('block-bidirectional'))).toEqual(['blocked', 'blocked', 'blocked']);
    expect(all(mode('block-ingress'), exclusion('allow-egress'))).toEqual(['reachable', 'blocked', 'blocked']);
    expect(all(mode('block-bidirectional'), exclusion('allow-egress'))).toEqual(['reachable', 'blocked', 'blocked']);
    expect(all(mode('block-bidirectional'), exclusion('allow-bidirectional'))).toEqual([
      'reachable',
      'reachable',
      'reachable',
    ]);
  });
  test('186 a regional NAT gateway has no ACL of its own', () => {
    const regional = {
      AvailabilityMode: 'regional',
      SubnetId: undefined,
      RouteTableId: 'rtb-nat',
      NatGatewayAddresses: [{ PublicIp: '203.0.113.6' }],
    };
    const network = [
      ...edit(f0(), 'nat-1', regional),
      table('rtb-nat', 'vpc-a', {}, { ...LOCAL, '0.0.0.0/0': 'igw-a' }),
    ];
    expect(ask(entries(network, 'acl-pub'), tcp('app', '8.8.8.8', 443))).toBe('reachable');
  });
});

describe('endpoints, peering and interfaces', () => {
  test('56, 102, 104, 179 gateway endpoint', () => {
    const toList = { PrefixListIds: [{ PrefixListId: 'pl-s3' }] };
    expect(ask(egress(withGatewayEndpoint(), 'sg-app', rule('tcp', 443, toList)), tcp('app', '52.218.1.1', 443))).toBe(
      'reachable',
    );
    expect(
      ask(
        egress(withGatewayEndpoint(), 'sg-app', rule('tcp', 443, from('10.0.0.0/16'))),
        tcp('app', '52.218.1.1', 443),
      ),
    ).toBe('blocked');
    const local = allow(100, true, { CidrBlock: '10.0.0.0/16' });
    expect(ask(entries(withGatewayEndpoint(), 'acl-a', allow(100, false), local), tcp('app', '52.218.1.1', 443))).toBe(
      'blocked',
    );
    expect(ask(withGatewayEndpoint(), tcp('app', '52.218.1.1', 53, { protocol: 17 }))).toBe('blocked');
  });
  test('105, 106, 253 interface endpoint', () => {
    const eni = networkInterface('eni-ep', 'vpc-a', 'priv-b', '10.0.2.50', {
      groups: ['sg-db'],
      more: { InterfaceType: 'vpc_endpoint' },
    });
    const record = raw('vpcEndpoint', {
      VpcEndpointId: 'vpce-1',
      VpcEndpointType: 'Interface',
      VpcId: 'vpc-a',
      State: 'Available',
      ServiceName: 'com.amazonaws.eu-west-1.sqs',
      NetworkInterfaceIds: ['eni-ep'],
    });
    const network = [...f1(), eni, record];
    expect(ask(network, tcp('bhost', '10.0.2.50', 443))).toBe('reachable');
    expect(ask(network, tcp('app', '10.0.2.50', 22))).toBe('blocked');
    expect(ask(network, tcp('app', '10.0.2.50', 0, PING))).toBe('blocked');
    expect(ask(ingress(network, 'sg-db'), tcp('app', '10.0.2.50', 443))).toBe('blocked');
    expect(ask([...f1(), eni], tcp('app', '10.0.2.50', 443))).toBe('unknown');
  });
  test('111, 113-115 peering', () => {
    expect(ask(routes(f1(), 'rtb-b', { '10.1.0.0/16': 'local' }), tcp('app', 'bhost', 443))).toBe('forward-only');
    expect(
      ask(routes(f1(), 'rtb-b', { '10.1.0.0/16': 'local', '0.0.0.0/0': 'pcx-ab' }), tcp('bhost', '8.8.8.8', 443)),
    ).toBe('blocked');
    expect(ask(f1({ Status: { Code: 'pending-acceptance' } }), tcp('app', 'bhost', 443))).toBe('blocked');
    const uncollected = edit(f1({ AccepterVpcInfo: { VpcId: 'vpc-b', CidrBlock: '10.1.0.0/16' } }), 'vpc-b', undefined);
    expect(ask(uncollected, tcp('app', 'bhost', 443))).toBe('unknown');
    expect(ask(egress(uncollected, 'sg-app'), tcp('app', 'bhost', 443))).toBe('blocked');
  });
  test('163, 166, 167, 229 interfaces', () => {
    expect(ask(edit(f0(), 'eni-db', { InterfaceType: 'lambda' }), tcp('app', 'db', 443))).toBe('blocked');
    expect(ask(edit(f0(), 'eni-app', { InterfaceType: 'lambda' }), tcp('app', 'db', 443))).toBe('reachable');
    expect(ask(edit(f0(), 'i-db', { State: { Name: 'stopped' } }), tcp('app', 'db', 443))).toBe('blocked');
    expect(ask(edit(f0(), 'i-db', undefined), tcp('app', 'db', 443))).toBe('unknown');
    const pods = edit(f0(), 'eni-db', { Ipv4Prefixes: [{ Ipv4Prefix: '10.0.2.64/28' }] });
    expect(ask(pods, tcp('app', '10.0.2.70', 443))).toBe('reachable');
    expect(kindsOf(pods, tcp('app', '10.0.2.70', 443))).toContain('secondaryAddress');
    const mute = ingress(egress(f0(), 'sg-app'), 'sg-app');
    expect(ask(mute, tcp('app', 'app', 443))).toBe('reachable');
    expect(
      ask(
        edit(f0(), 'sg-db', { IpPermissions: ALL, IpPermissionsEgress: [{ IpProtocol: 'tcp', IpRanges: ANYWHERE }] }),
        tcp('app', 'db', 0, PING),
      ),
    ).toBe('reachable');
    expect(ask([...f0(), acl('acl-x', 'vpc-a', [])], tcp('app', 'db', 443))).toBe('reachable');
  });
});
