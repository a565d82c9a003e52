import { describe, expect, it } from 'vitest';
import { ask } from '../explain/ask.fixture.ts';
import { asked, balanced, type Fields, type Setup } from '../explain/balancer.fixture.ts';
import { edit, entry, LOCAL, peered, permission, table } from './network.fixture.ts';

/** Who a group admits decides what a target sees. */
function seenBy(peers: Fields, setup: Setup = {}, from = 'i-web') {
  const rules = { IpPermissions: [permission('tcp', 8443, 8443, peers)] };
  return ask(edit(balanced(setup), 'sg-app', rules), from, '10.0.0.20').verdict;
}
const only = (CidrIp: string) => ({ IpRanges: [{ CidrIp }] });
const WEB = only('10.0.0.10/32');
const NODE = only('10.0.0.20/32');

describe('a target sees', () => {
  it.each([
    ['the client, behind an instance', {}, WEB, NODE],
    ['the node, where that is turned off', { attributes: { 'preserve_client_ip.enabled': 'false' } }, NODE, WEB],
    [
      'the node, behind an address over TCP',
      { group: { TargetType: 'ip' }, targets: [{ Id: '10.0.1.10' }] },
      NODE,
      WEB,
    ],
    [
      'the client, behind an address where that is turned on',
      {
        group: { TargetType: 'ip' },
        targets: [{ Id: '10.0.1.10' }],
        attributes: { 'preserve_client_ip.enabled': 'true' },
      },
      WEB,
      NODE,
    ],
    [
      'the client, over TCP_UDP whatever is set',
      { group: { Protocol: 'TCP_UDP' }, attributes: { 'preserve_client_ip.enabled': 'false' } },
      WEB,
      NODE,
    ],
  ] as const)('%s', (_, setup, seen, other) => {
    expect([seenBy(seen, setup), seenBy(other, setup)]).toEqual(['reachable', 'blocked']);
  });

  it('the client by default where no attributes were read, which is said', () => {
    const bare = balanced().filter(({ kind }) => kind !== 'targetGroupAttributes');
    const { verdict, codes } = ask(bare, 'i-web', '10.0.0.20', {}, { absent: ['targetGroupAttributes'] });
    expect([verdict, codes]).toEqual(['reachable', ['ASSUMED_TARGET_GROUP_DEFAULTS']]);
    expect(asked({}).codes).toEqual([]);
  });

  it('one of the two where only its own attributes are missing', () => {
    const bare = balanced().filter(({ kind }) => kind !== 'targetGroupAttributes');
    const narrow = edit(bare, 'sg-app', { IpPermissions: [permission('tcp', 8443, 8443, WEB)] });
    expect(ask(bare, 'i-web', '10.0.0.20').verdict).toBe('reachable');
    expect(ask(narrow, 'i-web', '10.0.0.20')).toMatchObject({
      verdict: 'unknown',
      codes: expect.arrayContaining(['NOT_COLLECTED']),
    });
  });

  it('the same as the other targets of its group, whichever that is', () => {
    const bare = (...targets: readonly Fields[]) =>
      balanced({ targets }).filter(({ kind }) => kind !== 'targetGroupAttributes');
    const ports = bare({ Id: 'i-app', Port: 8443 }, { Id: 'i-app', Port: 9443 });
    const rules = [permission('tcp', 8443, 8443, WEB), permission('tcp', 9443, 9443, NODE)];
    expect(ask(edit(ports, 'sg-app', { IpPermissions: rules }), 'i-web', '10.0.0.20').verdict).toBe('reachable');
    // A target that sees itself is called in vain, so of two that see the client nothing is sure (NLB-03).
    const own = bare({ Id: 'i-app', Port: 8443 }, { Id: 'i-web', Port: 8443 });
    expect(ask(own, 'i-app', '10.0.0.20').verdict).toBe('unknown');
    const far = edit(own, 'subnet-a', { AvailabilityZoneId: 'euw1-az2' });
    expect(ask(far, 'i-app', '10.0.0.20').verdict).toBe('unknown');
  });
});

describe('the client’s address', () => {
  /** A target in the peered VPC, to which the table of the node leads. */
  function towardsPeer(node: Fields = {}) {
    const setup = {
      group: { TargetType: 'ip', Protocol: 'TCP_UDP' },
      targets: [{ Id: '10.1.1.10', AvailabilityZone: 'all' }],
      node,
    };
    const route = { DestinationCidrBlock: '10.1.0.0/16', VpcPeeringConnectionId: 'pcx-ab', State: 'active' };
    return balanced(setup, [...peered()]).map((one) =>
      one.fields.RouteTableId === 'rtb-pub'
        ? { ...one, fields: { ...one.fields, Routes: [...(one.fields.Routes as object[]), route] } }
        : one,
    );
  }

  it('is kept towards a peered VPC, whose answer comes back to the node', () => {
    const { verdict, reply } = ask(towardsPeer(), 'i-db', '10.0.0.20');
    expect(verdict).toBe('reachable');
    expect(reply).toContain('pcx-ab vpc-a subnet-pub eni-front');
  });

  it('crosses a peering connection wherever the client is (NLB-03)', () => {
    const Association = { PublicIp: '203.0.113.20' };
    const shown = { PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.20', Primary: true, Association }] };
    expect(ask(towardsPeer(shown), 'internet/8.8.8.8', '203.0.113.20').verdict).toBe('reachable');
  });

  it('is kept towards a neighbour of the node, and no ACL is asked between them', () => {
    const records = balanced({ targets: [{ Id: 'i-web', Port: 8443 }] });
    const entries = [
      entry(100, true),
      entry(90, false, { RuleAction: 'deny', CidrBlock: '10.0.0.0/24' }),
      entry(100, false),
    ];
    const guarded = edit(records, 'acl-pub', { Entries: entries });
    const { verdict, reply } = ask(guarded, 'i-app', '10.0.0.20');
    expect([verdict, reply]).toEqual(['reachable', expect.stringMatching(/^eni-web subnet-pub eni-front /)]);
  });

  it('is kept towards an interface that routes lead to', () => {
    const records = [...balanced(), table('rtb-via', 'vpc-a', ['subnet-b'], { ...LOCAL, '0.0.0.0/0': 'eni-app' })];
    const open = edit(records, 'eni-app', { SourceDestCheck: false });
    expect(ask(open, 'i-web', '10.0.0.20')).toMatchObject({
      verdict: 'reachable',
      request: expect.stringContaining('eni-front'),
    });
  });

  it('is not carried over to another family', () => {
    const setup = { group: { IpAddressType: 'ipv6' }, node: { Ipv6Addresses: [{ Ipv6Address: '2001:db8:a::20' }] } };
    const { verdict, request } = asked(setup);
    expect([verdict, request]).toEqual(['reachable', expect.stringMatching(/eni-front .*eni-app$/)]);
    expect(asked({ ...setup, node: {} }).codes).toEqual(['NO_POSSIBLE_DESTINATION']);
  });

  it('belongs to no group behind a balancer without groups, not even to one that was not read (ID-11)', () => {
    const naming = (id: string) => ({
      IpPermissions: [permission('tcp', 8443, 8443, { UserIdGroupPairs: [{ GroupId: id }] })],
    });
    expect(ask(edit(balanced(), 'sg-app', naming('sg-web')), 'i-web', '10.0.0.20').verdict).toBe('blocked');
    expect(ask(edit(balanced(), 'sg-app', naming('sg-9')), 'i-web', '10.0.0.20').verdict).toBe('blocked');
  });

  it('cannot be kept where a route leads elsewhere', () => {
    const setup = {
      group: { TargetType: 'ip', Protocol: 'TCP_UDP' },
      targets: [{ Id: '10.9.0.1', AvailabilityZone: 'all' }],
    };
    expect(asked(setup).codes).toContain('ELBV2_SOURCE_ADDRESS_PRESERVATION');
  });

  it('is not that of a target that calls itself', () => {
    expect(ask(balanced(), 'i-app', '10.0.0.20').codes).toEqual(['ELBV2_SOURCE_ADDRESS_PRESERVATION']);
  });
});
