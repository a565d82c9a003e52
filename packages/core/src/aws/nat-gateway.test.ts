import { describe, expect, it } from 'vitest';
import { ask, networkOf, textsOf } from '../explain/ask.fixture.ts';
import { parseQuestion } from '../queries/question.ts';
import { survey } from '../queries/survey.ts';
import { base, edit, entry, permission, type Raw, raw, route, table, without } from './network.fixture.ts';

const out = (resources: readonly Raw[], to = '8.8.8.8', more: object = {}) => ask(resources, 'i-app2', to, more);

describe('a NAT gateway', () => {
  it('opens a conversation of its own', () => {
    const own = permission('tcp', 443, 443, { IpRanges: [{ CidrIp: '203.0.113.5/32' }] });
    expect(out(edit(base(), 'sg-web', { IpPermissions: [own] }), '203.0.113.10').verdict).toBe('reachable');
  });
  it.each(['pending', 'failed', 'deleting', 'deleted'])('that is %s drops packets', (State) => {
    expect(out(edit(base(), 'nat-a', { State })).codes).toContain('BAD_STATE');
  });
  it('accepts nothing that it did not ask for', () => {
    expect(ask(base(), '8.8.8.8', '203.0.113.5').codes).toContain('NAT_UNSOLICITED');
    expect(ask(base(), 'i-web', '10.0.0.5').codes).toContain('NAT_UNSOLICITED');
    expect(out(base(), '203.0.113.5').codes).toContain('NAT_UNSOLICITED');
  });
  it('nor at an address that its interface alone tells, wherever its subnet leads (NAT-06)', () => {
    const more = {
      PrivateIpAddresses: [
        { PrivateIpAddress: '10.0.0.5', Association: { PublicIp: '203.0.113.5' } },
        { PrivateIpAddress: '10.0.0.6', Association: { PublicIp: '203.0.113.6' } },
      ],
    };
    const unrouted = without(edit(base(), 'eni-nat', more), 'rtb-pub', 'rtb-main');
    expect(out(unrouted).verdict).toBe('unknown');
    expect(out(unrouted, '203.0.113.6')).toMatchObject({ verdict: 'blocked', codes: ['NAT_UNSOLICITED'] });
    const network = networkOf(unrouted);
    const question = parseQuestion(network, { from: 'i-app2', to: 'eni-nat', addresses: 'all' });
    for (const { estate } of survey(network, question).sides)
      estate.runs(() => {
        throw new Error('something gets to a NAT gateway');
      });
  });
  it('carries TCP, UDP and ICMP only', () => {
    expect(out(base(), '8.8.8.8', { protocol: 'udp', port: 53 }).verdict).toBe('reachable');
    expect(out(base(), '8.8.8.8', { protocol: 'icmp' }).verdict).toBe('reachable');
    expect(out(base(), '8.8.8.8', { protocol: 'gre' }).codes).toContain('PROTOCOL_RESTRICTION');
  });
  it('is met behind the ACL of its subnet, twice', () => {
    const only = (egress: boolean) => edit(base(), 'acl-pub', { Entries: [entry(100, egress)] });
    expect(out(only(true))).toMatchObject({
      verdict: 'blocked',
      codes: expect.arrayContaining(['SUBNET_ACL_RESTRICTION']),
    });
    expect(out(only(false)).verdict).toBe('blocked');
  });
  it('whose addresses do not work is down, without addresses it is unknown', () => {
    const addresses = (list: readonly object[]) => edit(base(), 'nat-a', { NatGatewayAddresses: list });
    expect(out(addresses([{ PrivateIp: '10.0.0.5', PublicIp: '203.0.113.5', Status: 'failed' }])).codes).toContain(
      'BAD_STATE',
    );
    expect(out(addresses([])).verdict).toBe('unknown');
  });
  it('whose record lacks its private address has that of its interface', () => {
    const bare = edit(base(), 'nat-a', { NatGatewayAddresses: [{ NetworkInterfaceId: 'eni-nat' }] });
    expect(out(bare).verdict).toBe('reachable');
    expect(out(without(bare, 'eni-nat')).verdict).toBe('unknown');
  });
  it('whose interface is not in the input is found by its own addresses', () => {
    expect(out(without(base(), 'eni-nat')).verdict).toBe('reachable');
    expect(ask(without(base(), 'eni-nat'), '8.8.8.8', '203.0.113.5').codes).toContain('NAT_UNSOLICITED');
  });
  it('that is private shows no public address', () => {
    expect(out(edit(base(), 'nat-a', { ConnectivityType: 'private' })).verdict).toBe('blocked');
  });
  it('is of the VPC of its subnet, and unknown where nothing tells its VPC', () => {
    expect(out(edit(base(), 'nat-a', { VpcId: undefined })).verdict).toBe('reachable');
    expect(out(edit(base(), 'nat-a', { VpcId: undefined, SubnetId: undefined })).verdict).toBe('unknown');
  });
  it('whose subnet the input lacks is unknown', () => {
    expect(out(without(base(), 'subnet-pub')).verdict).toBe('unknown');
  });
});

describe('a regional NAT gateway', () => {
  const addresses = [{ PublicIp: '203.0.113.60', AvailabilityZoneId: 'euw1-az1', Status: 'succeeded' }];
  const regional = (more: object = {}) => [
    ...without(base(), 'rtb-priv', 'nat-a', 'eni-nat'),
    table('rtb-priv', 'vpc-a', ['subnet-a', 'subnet-b'], { '10.0.0.0/16': 'local', '0.0.0.0/0': 'nat-r' }),
    table('rtb-nat', 'vpc-a', [], { '10.0.0.0/16': 'local', '0.0.0.0/0': 'igw-a' }),
    raw('natGateway', {
      NatGatewayId: 'nat-r',
      State: 'available',
      VpcId: 'vpc-a',
      AvailabilityMode: 'regional',
      RouteTableId: 'rtb-nat',
      NatGatewayAddresses: addresses,
      ...more,
    }),
  ];
  it('has no subnet and a table of its own', () => {
    const { verdict, codes, request } = out(regional());
    expect([verdict, request.includes('nat-r')]).toEqual(['reachable', true]);
    expect(codes).toContain('ASSUMED_REGIONAL_NAT_UNFILTERED');
  });
  it('does not get out where an appliance hands on what it sends, as the VPC has no such address (IGW-03)', () => {
    const led = [
      ...without(edit(regional(), 'eni-web', { SourceDestCheck: false }), 'rtb-nat'),
      table('rtb-nat', 'vpc-a', [], { '10.0.0.0/16': 'local', '0.0.0.0/0': 'eni-web' }),
    ];
    const { verdict, codes } = ask(led, 'i-app2', '8.8.8.8', {}, { assume: { appliances: 'forward' } });
    expect([verdict, codes]).toEqual(['blocked', expect.arrayContaining(['GATEWAY_REJECTS_SPOOFED_TRAFFIC'])]);
  });
  it('set up by hand serves the zones that it has addresses in', () => {
    const manual = regional({ AutoProvisionZones: 'disabled' });
    expect(out(manual).verdict).toBe('reachable');
    expect(ask(manual, 'i-db', '8.8.8.8').codes).toContain('REGIONAL_NGW_ROUTE_AZ_RESTRICTION');
    expect(ask(regional({ AutoProvisionZones: 'enabled' }), 'i-db', '8.8.8.8').verdict).toBe('reachable');
  });
  it('set up by hand sends from the addresses of the sender’s zone', () => {
    const addresses = [
      { PublicIp: '203.0.113.60', AvailabilityZone: 'a', Status: 'succeeded' },
      { PublicIp: '203.0.113.61', AvailabilityZone: 'b', Status: 'succeeded' },
    ];
    const named = regional({ AutoProvisionZones: 'disabled', NatGatewayAddresses: addresses });
    const zoned = edit(edit(named, 'subnet-a', { AvailabilityZone: 'a' }), 'subnet-b', { AvailabilityZone: 'b' });
    const only = (CidrIp: string) => ({ IpPermissions: [permission('tcp', 443, 443, { IpRanges: [{ CidrIp }] })] });
    const guarded = edit(zoned, 'sg-web', only('203.0.113.61/32'));
    expect(ask(guarded, 'i-db', '203.0.113.10').verdict).toBe('reachable');
    expect(ask(guarded, 'i-app2', '203.0.113.10').verdict).toBe('blocked');
  });
  it('may name interfaces that the input lacks', () => {
    const addresses = [{ NetworkInterfaceId: 'eni-9', PrivateIp: '10.0.1.99', PublicIp: '203.0.113.60' }];
    const named = regional({ NatGatewayAddresses: addresses });
    expect(out(named).verdict).toBe('reachable');
    expect(out(named, '10.0.1.99').verdict).toBe('blocked');
  });
  it('whose table the input lacks is unknown', () => {
    expect(out(without(regional(), 'rtb-nat')).verdict).toBe('unknown');
  });
  it('accepts nothing that it did not ask for', () => {
    expect(ask(regional(), '8.8.8.8', '203.0.113.60').verdict).toBe('blocked');
  });
});

describe('NAT64', () => {
  const routes = [route('10.0.0.0/16', 'local'), route('2001:db8:a::/56', 'local'), route('64:ff9b::/96', 'nat-a')];
  const six = edit(base(), 'rtb-priv', { Routes: routes });
  const call = (to: string, more: object = {}, resources: readonly Raw[] = six) => ask(resources, 'i-app', to, more);
  it('leads from IPv6 to IPv4 hosts', () => {
    expect(call('64:ff9b::808:808')).toMatchObject({ verdict: 'reachable', request: expect.stringContaining('nat-a') });
    expect(call('64:ff9b::a00:20a').verdict).toBe('reachable');
  });
  it('tells of the reply in the family of its client', () => {
    const becomes = textsOf(call('64:ff9b::808:808'), 'reply').filter((text) => text.includes('becomes'));
    expect(becomes.at(-1)).toMatch(/^destination becomes 2001:db8:a:/);
  });
  it('whether it carries ICMP AWS does not say', () => {
    const ping = call('64:ff9b::808:808', { protocol: 'icmpv6' });
    expect([ping.verdict, ping.codes[0]]).toEqual(['unknown', 'NAT64_ICMP']);
    expect(textsOf(ping)).toContain('whether it carries icmpv6/128/0 on is not known');
  });
  it('means the IPv4 host, who may be one that nobody is', () => {
    expect(call('64:ff9b::808:808').codes).not.toContain('ADDRESS_NOT_OWNED');
    expect(call('64:ff9b::a00:263').codes).toContain('ADDRESS_NOT_OWNED');
  });
  it('does not lead back into the subnet of its client', () => {
    expect(call('64:ff9b::a00:10b').codes).toContain('PROTOCOL_RESTRICTION');
  });
  it('is all of IPv6 that a NAT gateway takes', () => {
    const all = edit(base(), 'rtb-priv', { Routes: [route('::/0', 'nat-a')] });
    expect(call('2600::1', {}, all).codes).toContain('PROTOCOL_RESTRICTION');
    expect(call('64:ff9b::808:808', {}, all).verdict).toBe('reachable');
  });
});
