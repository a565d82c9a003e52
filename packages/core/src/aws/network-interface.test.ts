import { describe, expect, it } from 'vitest';
import { ask, networkOf } from '../explain/ask.fixture.ts';
import { addressesOf, associationsOf } from './interface-addresses.ts';
import { interfaceIndex } from './interface-index.ts';
import { base, edit, networkInterface, peered, type Raw, raw, subnet, table, vpc, without } from './network.fixture.ts';
import { recordTypes } from './record-types.ts';

const to = (resources: readonly Raw[], address = '10.0.2.10') => ask(resources, 'i-app2', address);
const db = (more: object) => edit(base(), 'eni-db', more);

describe('an interface answers', () => {
  it.each<[string, string]>([
    ['its main address', '10.0.2.10'],
    ['a secondary address', '10.0.2.11'],
    ['an address of a prefix delegated to it', '10.0.2.133'],
  ])('at %s', (_, address) => {
    const more = db({
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.2.10' }, { PrivateIpAddress: '10.0.2.11' }],
      Ipv4Prefixes: [{ Ipv4Prefix: '10.0.2.128/28' }],
    });
    expect(to(more, address)).toMatchObject({ verdict: 'reachable', request: expect.stringMatching(/eni-db$/) });
  });
  it.each<[string, object, string, string]>([
    ['not while it is available only', { Status: 'available' }, 'blocked', 'BAD_STATE'],
    ['while AWS has associated it', { Status: 'associated' }, 'reachable', ''],
    [
      'not as an attachment of a transit gateway',
      { InterfaceType: 'transit_gateway' },
      'blocked',
      'NO_POSSIBLE_DESTINATION',
    ],
    ['not as a function', { InterfaceType: 'lambda' }, 'blocked', 'NO_POSSIBLE_DESTINATION'],
    [
      'not as a node of a Gateway Load Balancer',
      { InterfaceType: 'gateway_load_balancer' },
      'blocked',
      'NO_POSSIBLE_DESTINATION',
    ],
    ['as a balancer that the input lacks', { InterfaceType: 'network_load_balancer' }, 'unknown', 'NOT_COLLECTED'],
    [
      'as a balancer without groups',
      { InterfaceType: 'network_load_balancer', Groups: [] },
      'unknown',
      'NOT_COLLECTED',
    ],
    ['as what a balancer requested', { RequesterId: 'amazon-elb' }, 'unknown', 'NOT_COLLECTED'],
    ['as what is described as a balancer', { Description: 'ELB app/web/1' }, 'unknown', 'NOT_COLLECTED'],
    ['as a type that nobody knows', { InterfaceType: 'branch' }, 'reachable', ''],
    ['without a type', { InterfaceType: undefined }, 'reachable', ''],
  ])('%s: %j', (_, more, verdict, code) => {
    expect(to(db(more))).toMatchObject({ verdict, codes: code ? expect.arrayContaining([code]) : [] });
  });
  it('while its instance runs, and unknown where that is not in the input', () => {
    expect(to(edit(base(), 'i-db', { State: { Name: 'stopped' } })).codes).toContain('BAD_STATE');
    expect(to(without(base(), 'i-db'))).toMatchObject({ verdict: 'unknown', codes: ['NOT_COLLECTED'] });
  });
  it('one that nobody has is blocked where all were read, else unknown', () => {
    expect(to(base(), '10.0.2.99').verdict).toBe('blocked');
    expect(ask(base(), 'i-app2', '10.0.2.99', {}, { partial: ['networkInterface'] }).verdict).toBe('unknown');
    expect(ask(base(), 'i-app2', '10.0.1.99', {}, { absent: ['networkInterface'] }).verdict).toBe('unknown');
  });
});

describe('places that are not ready', () => {
  it.each<[string, readonly Raw[], string]>([
    ['the subnet of the receiver', without(base(), 'subnet-b'), 'NOT_COLLECTED'],
    ['its state', edit(base(), 'subnet-b', { State: 'pending' }), 'NOT_MODELLED'],
    ['the subnet of the sender', without(base(), 'subnet-a'), 'NOT_COLLECTED'],
    ['its state', edit(base(), 'subnet-a', { State: 'pending' }), 'NOT_MODELLED'],
    ['the VPC', without(base(), 'vpc-a'), 'NOT_COLLECTED'],
    ['its state', edit(base(), 'vpc-a', { State: 'pending' }), 'NOT_MODELLED'],
  ])('leave open what packets do there: %s', (_, resources, code) => {
    expect(to(resources)).toMatchObject({ verdict: 'unknown', codes: expect.arrayContaining([code]) });
  });
  it('states are compared whatever their case', () => {
    expect(to(edit(base(), 'subnet-b', { State: 'Available' })).verdict).toBe('reachable');
    expect(to(edit(base(), 'subnet-b', { State: undefined })).verdict).toBe('reachable');
  });
  it('without the VPC any private address that nobody has may be the resolver’s', () => {
    expect(to(without(base(), 'vpc-a'), '10.0.0.2').verdict).toBe('unknown');
    expect(to(without(base(), 'vpc-a'), '8.8.8.8').verdict).toBe('unknown');
  });
});

describe('a sender', () => {
  it('with its check off may use any address', () => {
    expect(ask(base(), 'eni-app2/10.0.1.99', '10.0.2.10').codes).toContain('ENI_ADDRESS_RESTRICTION');
    const free = edit(base(), 'eni-app2', { SourceDestCheck: false });
    expect(ask(free, 'eni-app2/10.0.1.99', '10.0.2.10').codes).not.toContain('ENI_ADDRESS_RESTRICTION');
  });
  it('is meant by rules that name its groups only where it sends from its own address', () => {
    const named = edit(base(), 'sg-db', {
      IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-app2' }] }],
    });
    const free = edit(named, 'eni-app2', { SourceDestCheck: false });
    expect(ask(free, 'eni-app2', '10.0.2.10').verdict).toBe('reachable');
    expect(ask(free, 'eni-app2/10.0.1.99', '10.0.2.10').verdict).toBe('blocked');
  });
  it('talks to interfaces of its own host unfiltered, in whatever subnet', () => {
    const second = networkInterface('eni-second', 'subnet-b', '10.0.2.50', {
      groups: ['sg-db'],
      more: { Attachment: { InstanceId: 'i-app2' } },
    });
    expect(to([...edit(base(), 'sg-db', { IpPermissions: [] }), second], '10.0.2.50').codes).toEqual(['HOST_LOCAL']);
    const elsewhere = edit([...peered(), second], 'eni-second', {
      VpcId: 'vpc-b',
      SubnetId: 'subnet-c',
      PrivateIpAddress: '10.1.1.50',
      PrivateIpAddresses: [{ PrivateIpAddress: '10.1.1.50' }],
    });
    expect(to(elsewhere, '10.1.1.50').codes).toEqual(['HOST_LOCAL']);
  });
});

describe('the index of interfaces', () => {
  const labelOf = (network: ReturnType<typeof networkOf>, bits: string) => network.labels[4].labelOf(bits);

  it('keeps VPCs with the same range apart', () => {
    const twice = networkOf([
      ...base(),
      vpc('vpc-b', '10.0.0.0/16'),
      subnet('subnet-c', 'vpc-b', '10.0.1.0/24'),
      table('rtb-b', 'vpc-b', ['main'], {}),
      networkInterface('eni-twin', 'subnet-c', '10.0.1.11', { more: { VpcId: 'vpc-b' } }),
    ]);
    const index = interfaceIndex(twice);
    const holders = index.holdersOf(4, labelOf(twice, '\u0a00\u010b'));
    expect(holders.map(({ at, vpcId }) => [at, vpcId])).toEqual([
      ['eni-app2', 'vpc-a'],
      ['eni-twin', 'vpc-b'],
    ]);
  });
  it('knows public addresses, and the private ones they stand for', () => {
    const network = networkOf(base());
    const index = interfaceIndex(network);
    const [outside, inside] = [labelOf(network, '\ucb00\u710a'), labelOf(network, '\u0a00\u000a')];
    expect(index.publicAddresses.get(outside)).toMatchObject({ holder: { at: 'eni-web' }, inside });
    expect(index.outward.get('vpc-a')?.get(inside)).toBe(outside);
  });
  it('a VPC follows from the subnet where the interface does not say it; without either it is nowhere', () => {
    const holder = (more: object) => interfaceIndex(networkOf(db(more))).holderOf('eni-db')?.vpcId;
    expect(holder({ VpcId: undefined })).toBe('vpc-a');
    expect(holder({ VpcId: undefined, SubnetId: undefined })).toBeUndefined();
  });
  it('an unknown VPC holds nobody', () => {
    const network = networkOf(base());
    const map = interfaceIndex(network).map('vpc-x', 4);
    expect(new Set(map.values)).toEqual(new Set([0]));
  });
});

describe('the addresses of a record', () => {
  const read = (fields: object) => {
    const record = recordTypes.networkInterface.record.read(fields, () => undefined);
    if (!record) throw new Error('no record');
    return record;
  };
  it('are its own and what is delegated to it, each once', () => {
    const record = read({
      PrivateIpAddress: '10.0.0.1',
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.1' }, { PrivateIpAddress: '10.0.0.2' }, {}],
      Ipv6Addresses: [{ Ipv6Address: '2001:db8::1' }],
      Ipv4Prefixes: [{ Ipv4Prefix: '10.0.0.16/28' }],
      Ipv6Prefixes: [{ Ipv6Prefix: '2001:db8:1::/80' }],
    });
    expect(addressesOf(record)).toEqual(['10.0.0.1', '10.0.0.2', '2001:db8::1', '10.0.0.16/28', '2001:db8:1::/80']);
  });
  it('have public ones listed with them, or else beside them', () => {
    const Association = { PublicIp: '203.0.113.1' };
    const listed = {
      PrivateIpAddress: '10.0.0.1',
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.2', Association }],
    };
    expect(associationsOf(read(listed))).toEqual([{ inside: '10.0.0.2', outside: '203.0.113.1' }]);
    expect(associationsOf(read({ PrivateIpAddress: '10.0.0.1', Association }))).toEqual([
      { inside: '10.0.0.1', outside: '203.0.113.1' },
    ]);
    expect(associationsOf(read({ Association }))).toEqual([]);
  });
});

it('records that name nobody do not stand in the way of others', () => {
  const odd = [
    raw('networkInterface', { PrivateIpAddress: '10.0.2.10' }),
    raw('networkInterface', { NetworkInterfaceId: 'eni-odd', VpcId: 'vpc-a', PrivateIpAddress: 'x' }),
  ];
  expect(to([...peered(), ...odd]).verdict).toBe('reachable');
});
