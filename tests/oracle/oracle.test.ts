import { describe, expect, test } from 'vitest';
import { ask, egress, entries, from, fromGroup, ingress, kindsOf, PING, routes, rule, tcp } from './ask.ts';
import { ACCOUNT, allow, edit, group, host, OPEN, REGION, raw, route, table } from './build.ts';
import { f0, f1, LOCAL, withGatewayEndpoint } from './networks.ts';

describe('worked traces', () => {
  test('W1 same subnet: groups only', () => {
    expect(ask(f0(), tcp('app', 'app2', 80))).toBe('reachable');
    expect(kindsOf(f0(), tcp('app', 'app2', 80))).toEqual(['securityGroup']);
  });
  test('W2 another subnet: ACLs and routes too', () => {
    expect(ask(f0(), tcp('app', 'db', 5432))).toBe('reachable');
    expect(kindsOf(f0(), tcp('app', 'db', 5432))).toEqual(['networkAcl', 'routeTable', 'securityGroup']);
  });
  test('W3 out through a NAT gateway', () => {
    expect(ask(f0(), tcp('app', '8.8.8.8', 443))).toBe('reachable');
    expect(kindsOf(f0(), tcp('app', '8.8.8.8', 443))).toContain('natGateway');
  });
  test('W4 in from the internet', () => {
    expect(ask(f0(), tcp('8.8.8.8', '203.0.113.10', 443))).toBe('reachable');
  });
  test('W5 over a peering connection', () => {
    expect(ask(f1(), tcp('app', 'bhost', 443))).toBe('reachable');
  });
  test('W12 a gateway endpoint', () => {
    expect(ask(withGatewayEndpoint(), tcp('app', '52.218.1.1', 443))).toBe('reachable');
    expect(kindsOf(withGatewayEndpoint(), tcp('app', '52.218.1.1', 443))).toContain('gatewayEndpoint');
  });
});

describe('security groups', () => {
  test('1-4 rules admit, replies are tracked', () => {
    expect(ask(ingress(f0(), 'sg-db'), tcp('app', 'db', 5432))).toBe('blocked');
    const admitted = ingress(f0(), 'sg-db', rule('tcp', 5432, from('10.0.1.77/24')));
    expect(ask(admitted, tcp('app', 'db', 5432))).toBe('reachable');
    expect(ask(admitted, tcp('app', 'db', 22, { sourcePort: 5432 }))).toBe('blocked');
    expect(ask(egress(admitted, 'sg-db'), tcp('app', 'db', 5432))).toBe('reachable');
    expect(ask(egress(f0(), 'sg-app'), tcp('app', 'db', 5432))).toBe('blocked');
  });
  test('7, 8 references go by the sender, not by its public address', () => {
    const referring = ingress(f0(), 'sg-db', rule('tcp', 5432, fromGroup('sg-app')));
    expect(ask(referring, tcp('app', 'db', 5432))).toBe('reachable');
    expect(ask(referring, tcp('web', 'db', 5432))).toBe('blocked');
    const hairpin = ingress(
      [
        ...f0(),
        group('sg-x', 'vpc-a'),
        ...host('x', 'vpc-a', 'pub-a', '10.0.0.20', { publicIp: '203.0.113.20', groups: ['sg-x'] }),
      ],
      'sg-x',
      rule('tcp', 443, fromGroup('sg-web')),
    );
    expect(ask(hairpin, tcp('web', '203.0.113.20', 443))).toBe('blocked');
    expect(ask(hairpin, tcp('web', '10.0.0.20', 443))).toBe('reachable');
  });
  test('10, 11, 12, 13 protocols, types and codes', () => {
    const any = ingress(f0(), 'sg-db', { IpProtocol: '-1', ...from('10.0.0.0/16') });
    expect(ask(any, tcp('app', 'db', 0, { protocol: 47 }))).toBe('reachable');
    const esp = ingress(f0(), 'sg-db', rule('50', 443, from('10.0.0.0/16')));
    expect(ask(esp, tcp('app', 'db', 0, { protocol: 50 }))).toBe('reachable');
    const ping = ingress(f0(), 'sg-db', { IpProtocol: 'icmp', FromPort: 8, ToPort: 0, ...from('10.0.0.0/16') });
    expect(ask(ping, tcp('app', 'db', 0, PING))).toBe('reachable');
    expect(ask(ping, tcp('app', 'db', 0, { ...PING, icmpType: 13 }))).toBe('blocked');
    const unreachable = ingress(f0(), 'sg-db', { IpProtocol: 'icmp', FromPort: 3, ToPort: 4, ...from('10.0.0.0/16') });
    expect(ask(unreachable, tcp('app', 'db', 0, { protocol: 1, icmpType: 3, icmpCode: 1 }))).toBe('blocked');
    expect(ask(unreachable, tcp('app', 'db', 0, { protocol: 1, icmpType: 3, icmpCode: 4 }))).toBe('reachable');
  });
  test('18 a prefix list without entries is unknown, unless another rule admits', () => {
    const listed = ingress(f0(), 'sg-db', rule('tcp', 5432, { PrefixListIds: [{ PrefixListId: 'pl-1' }] }));
    const entry = raw('prefixListEntries', { PrefixListId: 'pl-1', Entries: [{ Cidr: '10.0.1.0/24' }] });
    expect(ask([...listed, entry], tcp('app', 'db', 5432))).toBe('reachable');
    expect(ask(listed, tcp('app', 'db', 5432))).toBe('unknown');
    expect(ask(listed, tcp('app', 'db', 22))).toBe('blocked');
    expect(ask(entries(listed, 'acl-b'), tcp('app', 'db', 5432))).toBe('blocked');
  });
  test('19-21, 31 references over peering', () => {
    const far = { AccepterVpcInfo: { VpcId: 'vpc-b', Region: 'us-east-1' } };
    for (const [peering, verdict] of [
      [{}, 'reachable'],
      [far, 'blocked'],
      [{ Status: { Code: 'deleted' } }, 'blocked'],
    ] as const) {
      const network = ingress(f1(peering), 'sg-bhost', rule('tcp', 443, fromGroup('sg-app')));
      expect(ask(network, tcp('app', 'bhost', 443))).toBe(verdict);
      const outward = egress(f1(peering), 'sg-app', rule('tcp', 443, fromGroup('sg-bhost')));
      expect(ask(outward, tcp('app', 'bhost', 443))).toBe(verdict);
    }
    const uncollected = ingress(f1(), 'sg-bhost', rule('tcp', 443, fromGroup('sg-9', { UserId: '222222222222' })));
    expect(ask(uncollected, tcp('app', 'bhost', 443))).toBe('unknown');
    // SG-14: all groups of its account are there, and this is none of them.
    const deleted = ingress(f1(), 'sg-bhost', rule('tcp', 443, fromGroup('sg-9')));
    expect(ask(deleted, tcp('app', 'bhost', 443))).toBe('blocked');
    const stale = ingress(f1(), 'sg-bhost', rule('tcp', 443, fromGroup('sg-9', { PeeringStatus: 'deleted' })));
    expect(ask(stale, tcp('app', 'bhost', 443))).toBe('blocked');
  });
  test('28, 29, 79 services beside the interface are not filtered', () => {
    const mute = egress(f0(), 'sg-app');
    expect(ask(mute, tcp('app', '10.0.0.2', 53))).toBe('reachable');
    expect(ask(mute, tcp('app', '169.254.169.254', 80))).toBe('reachable');
    expect(ask(mute, tcp('app', '10.0.1.1', 80))).toBe('reachable');
    expect(ask(mute, tcp('app', 'db', 53))).toBe('blocked');
  });
  test('30 a group of another VPC counts through an association', () => {
    const network = edit(f1(), 'eni-bhost', { Groups: [{ GroupId: 'sg-app' }] });
    const association = (State: string) =>
      raw('securityGroupVpcAssociation', { GroupId: 'sg-app', VpcId: 'vpc-b', State });
    expect(ask([...network, association('associated')], tcp('app', 'bhost', 443))).toBe('reachable');
    expect(ask([...network, association('associating')], tcp('app', 'bhost', 443))).toBe('blocked');
    expect(ask(network, tcp('app', 'bhost', 443))).toBe('blocked');
    const coverage = [
      { account: ACCOUNT, region: REGION, kind: 'networkInterface' as const, state: 'complete' as const },
    ];
    expect(ask(network, tcp('app', 'bhost', 443), { coverage })).toBe('unknown');
  });
});

describe('network ACLs', () => {
  test('33-36 order, the final deny, and no state', () => {
    const deny = {
      RuleNumber: 100,
      Egress: false,
      RuleAction: 'deny',
      Protocol: '6',
      CidrBlock: '10.0.1.0/24',
      PortRange: { From: 5432, To: 5432 },
    };
    expect(ask(entries(f0(), 'acl-b', deny, allow(110, false), allow(100, true)), tcp('app', 'db', 5432))).toBe(
      'blocked',
    );
    expect(ask(entries(f0(), 'acl-b', { ...deny, RuleNumber: 110 }, ...OPEN), tcp('app', 'db', 5432))).toBe(
      'reachable',
    );
    expect(ask(entries(f0(), 'acl-b'), tcp('app', 'db', 5432))).toBe('blocked');
    const narrow = allow(100, true, { Protocol: '6', PortRange: { From: 5432, To: 5432 } });
    expect(ask(entries(f0(), 'acl-b', allow(100, false), narrow), tcp('app', 'db', 5432))).toBe('forward-only');
    expect(ask(entries(f0(), 'acl-a'), tcp('app', 'app2', 80))).toBe('reachable');
  });
  test('48-50 around a NAT gateway', () => {
    const tcpIn = (cidr: string, From: number, To: number, RuleNumber = 100) =>
      allow(RuleNumber, false, { Protocol: '6', CidrBlock: cidr, PortRange: { From, To } });
    const out = allow(100, true);
    const ask443 = (id: string, ...list: object[]) => ask(entries(f0(), id, ...list), tcp('app', '8.8.8.8', 443));
    expect(ask443('acl-pub', tcpIn('0.0.0.0/0', 1024, 65535), out)).toBe('blocked');
    expect(ask443('acl-pub', tcpIn('10.0.0.0/16', 0, 65535), tcpIn('0.0.0.0/0', 443, 443, 110), out)).toBe(
      'forward-only',
    );
    expect(ask443('acl-pub', tcpIn('10.0.0.0/16', 0, 65535), tcpIn('0.0.0.0/0', 5000, 5000, 110), out)).toBe(
      'reachable',
    );
    expect(ask443('acl-a', tcpIn('10.0.0.0/16', 0, 65535), out)).toBe('forward-only');
  });
  test('ACL-01 a subnet of no association is undecided, but a group still refuses', () => {
    const network = edit(f0(), 'acl-b', { Associations: [], IsDefault: true });
    expect(ask(network, tcp('app', 'db', 5432))).toBe('unknown');
    expect(ask(ingress(network, 'sg-db'), tcp('app', 'db', 5432))).toBe('blocked');
  });
});

describe('routing', () => {
  const withFirewall = (check = false) => [
    ...routes(f0(), 'rtb-priv', { ...LOCAL, '10.0.2.0/24': 'eni-fw' }),
    group('sg-fw', 'vpc-a'),
    ...host('fw', 'vpc-a', 'pub-a', '10.0.0.30', { groups: ['sg-fw'], more: { SourceDestCheck: check } }),
  ];
  const forward = { settings: { appliances: { 'i-fw': 'forward' as const } } };

  test('59, 67, 68, 70 tables and addresses', () => {
    const unlisted = edit(f0(), 'rtb-priv', { Associations: [] });
    expect(ask(unlisted, tcp('app', '8.8.8.8', 443))).toBe('blocked');
    expect(ask(edit(unlisted, 'rtb-main', undefined), tcp('app', 'db', 443))).toBe('unknown');
    const black = edit(f0(), 'rtb-priv', {
      Routes: [
        route('10.0.0.0/16', 'local'),
        route('10.9.0.0/16', 'pcx-9', { State: 'blackhole' }),
        route('0.0.0.0/0', 'nat-1'),
      ],
    });
    expect(ask(black, tcp('app', '10.9.1.1', 443))).toBe('blocked');
    expect(ask(f0(), tcp('app', '10.0.2.200', 443))).toBe('blocked');
    expect(ask(f0(), tcp('app', '10.0.2.200', 443), { coverage: [] })).toBe('unknown');
  });
  test('26, 66, 71, 171, 172 a middlebox', () => {
    expect(ask(withFirewall(), tcp('app', 'db', 443))).toBe('unknown');
    expect(ask(withFirewall(), tcp('app', 'db', 443), forward)).toBe('reachable');
    expect(ask(withFirewall(true), tcp('app', 'db', 443), forward)).toBe('blocked');
    expect(ask(egress(withFirewall(), 'sg-fw'), tcp('app', 'db', 443), forward)).toBe('blocked');
    const referring = ingress(withFirewall(), 'sg-db', rule('tcp', 443, fromGroup('sg-app')));
    expect(ask(referring, tcp('app', 'db', 443), forward)).toBe('blocked');
    expect(ask(edit(withFirewall(), 'eni-fw', { Status: 'available' }), tcp('app', 'db', 443), forward)).toBe(
      'blocked',
    );
    // SG-10: nor do egress references, although the destination carries the group.
    const outward = egress(withFirewall(), 'sg-app', rule('tcp', 443, fromGroup('sg-db')));
    expect(ask(outward, tcp('app', 'db', 443), forward)).toBe('blocked');
  });
  test('232 a NAT instance', () => {
    const network = routes(withFirewall(), 'rtb-priv', { ...LOCAL, '0.0.0.0/0': 'eni-fw' });
    const nat = { settings: { appliances: { 'eni-fw': 'nat' as const } } };
    expect(ask(network, tcp('app', '8.8.8.8', 443), nat)).toBe('blocked');
    const addresses = [{ PrivateIpAddress: '10.0.0.30', Primary: true, Association: { PublicIp: '203.0.113.30' } }];
    expect(ask(edit(network, 'eni-fw', { PrivateIpAddresses: addresses }), tcp('app', '8.8.8.8', 443), nat)).toBe(
      'reachable',
    );
  });
  test('62-65 kinds of route, RT-06 and unknown lists', () => {
    const list = raw('prefixListEntries', { PrefixListId: 'pl-1', Entries: [{ Cidr: '8.8.8.0/24' }] });
    const other = raw('prefixListEntries', { PrefixListId: 'pl-2', Entries: [{ Cidr: '8.8.8.0/24' }] });
    const base = { ...LOCAL, '0.0.0.0/0': 'nat-1' };
    const both = routes([...f0(), list, other], 'rtb-priv', { ...base, 'pl-1': 'nat-1', 'pl-2': 'pcx-9' });
    expect(ask(both, tcp('app', '8.8.8.8', 443))).toBe('unknown');
    expect(
      ask(routes(both, 'rtb-priv', { ...base, 'pl-1': 'nat-1', '8.8.8.0/24': 'nat-1' }), tcp('app', '8.8.8.8', 443)),
    ).toBe('reachable');
    expect(ask(routes(f0(), 'rtb-priv', { ...base, 'pl-7': 'igw-a' }), tcp('app', '8.8.8.8', 443))).toBe('unknown');
    const propagated = edit(f0(), 'rtb-priv', {
      Routes: [route('10.0.0.0/16', 'local'), route('10.0.2.0/25', 'vgw-1', { Origin: 'EnableVgwRoutePropagation' })],
    });
    expect(ask(propagated, tcp('app', 'db', 443))).toBe('reachable');
    expect(ask(routes(f0(), 'rtb-priv', { ...LOCAL, '0.0.0.0/0': 'tgw-1' }), tcp('app', '8.8.8.8', 443))).toBe(
      'unknown',
    );
  });
  test('edge route table through a forwarder, 77 without a public address, GRT-05 on the way out', () => {
    const edge = table('rtb-edge', 'vpc-a', { gateway: 'igw-a' }, { '10.0.0.0/16': 'local', '10.0.1.0/24': 'eni-fw' });
    const publicApp = edit(
      [...routes(withFirewall(), 'rtb-priv', { ...LOCAL, '0.0.0.0/0': 'eni-fw' }), edge],
      'eni-app',
      {
        PrivateIpAddresses: [
          { PrivateIpAddress: '10.0.1.10', Primary: true, Association: { PublicIp: '203.0.113.40' } },
        ],
      },
    );
    const packet = tcp('8.8.8.8', '203.0.113.40', 443);
    expect(ask(publicApp, packet, forward)).toBe('blocked');
    const shown = edit(publicApp, 'eni-fw', {
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.30', Primary: true, Association: { PublicIp: '203.0.113.30' } }],
    });
    expect(ask(shown, packet, forward)).toBe('reachable');
    expect(ask(routes(shown, 'rtb-priv', { ...LOCAL, '0.0.0.0/0': 'igw-a' }), packet, forward)).toBe('forward-only');
  });
});
