import { describe, expect, it } from 'vitest';
import {
  acl,
  base,
  edit,
  host,
  peered,
  type Raw,
  raw,
  route,
  subnet,
  table,
  vpc,
  without,
} from '../aws/network.fixture.ts';
import { type AskOptions, ask } from '../explain/ask.fixture.ts';
import { ALL } from '../net/service-set.ts';
import { cheapestCandidate } from './candidate.ts';
import { evaluate } from './evaluate.ts';
import { hop, place, stop, toy } from './toy.fixture.ts';

/** The way that is proposed, request and reply. */
function proposed(resources: readonly Raw[], from: string, to: string, options: AskOptions = {}) {
  const { candidate } = ask(resources, from, to, {}, options).part;
  const ids = (way: typeof candidate extends undefined ? never : NonNullable<typeof candidate>['request']) =>
    way.map(({ component }) => component).join(' ');
  return candidate && [ids(candidate.request), ids(candidate.reply)];
}

const only = (destination: string) => ({ Routes: [route(destination, 'local')] });
const THERE = 'eni-app subnet-a pcx-ab vpc-b subnet-c eni-far';
const BACK = 'eni-far subnet-c pcx-ab vpc-a subnet-a eni-app';
const secondPeering = (more: object = {}) =>
  raw('vpcPeeringConnection', {
    VpcPeeringConnectionId: 'pcx-aa',
    Status: { Code: 'active' },
    RequesterVpcInfo: { VpcId: 'vpc-a' },
    AccepterVpcInfo: { VpcId: 'vpc-b' },
    ...more,
  });

describe('a candidate is proposed', () => {
  it('where the request lacks a route', () => {
    expect(proposed(edit(peered(), 'rtb-priv', only('10.0.0.0/16')), 'i-app', 'i-far')).toEqual([THERE, BACK]);
  });
  it('where the reply lacks a route', () => {
    expect(proposed(edit(peered(), 'rtb-b', only('10.1.0.0/16')), 'i-app', 'i-far')).toEqual([THERE, BACK]);
  });
  it('where both lack one', () => {
    const neither = edit(edit(peered(), 'rtb-b', only('10.1.0.0/16')), 'rtb-priv', only('10.0.0.0/16'));
    expect(proposed(neither, 'i-app', 'i-far')).toEqual([THERE, BACK]);
  });
  it('where the chosen route is a blackhole', () => {
    const dead = [route('10.0.0.0/16', 'local'), route('10.1.0.0/16', 'pcx-gone', { State: 'blackhole' })];
    expect(proposed(edit(peered(), 'rtb-priv', { Routes: dead }), 'i-app', 'i-far')).toEqual([THERE, BACK]);
  });
  it('to a client on the internet', () => {
    const [there, back] = proposed(edit(base(), 'rtb-pub', only('10.0.0.0/16')), '8.8.8.8', 'i-web') ?? [];
    expect([there, back]).toEqual(['internet igw-a vpc-a subnet-pub eni-web', 'eni-web subnet-pub igw-a internet']);
  });
  it('to a host on the internet', () => {
    expect(proposed(base(), 'i-app', '2001:4860::1')?.[0]).toBe('eni-app subnet-a igw-a internet');
  });
  it('to the public address of another host, by the way outside', () => {
    const closed = edit(base(), 'rtb-priv', only('10.0.0.0/16'));
    expect(proposed(closed, 'i-app', '203.0.113.10')?.[0]).toMatch(/ internet igw-a vpc-a subnet-pub eni-web$/);
  });
  it('for what a NAT gateway sends on', () => {
    const [there] = proposed(edit(base(), 'rtb-pub', only('10.0.0.0/16')), 'i-app', '8.8.8.8') ?? [];
    expect(there).toBe('eni-app subnet-a nat-a subnet-pub igw-a internet');
  });
  it('for what an appliance passes on', () => {
    const toWeb = { Routes: [route('10.0.0.0/16', 'local'), route('0.0.0.0/0', 'eni-web')] };
    const open = edit(edit(base(), 'eni-web', { SourceDestCheck: false }), 'rtb-priv', toWeb);
    const stuck = edit(open, 'rtb-pub', only('10.0.0.0/16'));
    expect(proposed(stuck, 'i-app', '8.8.8.8', { assume: { appliances: 'forward' } })).toBeDefined();
  });
});

describe('of several ways', () => {
  const neither = edit(edit(peered(), 'rtb-b', only('10.1.0.0/16')), 'rtb-priv', only('10.0.0.0/16'));
  it('one of equal ones is taken', () => {
    expect(proposed([...neither, secondPeering()], 'i-app', 'i-far')?.[0]?.replace('pcx-aa', 'pcx-ab')).toBe(THERE);
  });
  it('of two hosts with the address, the one whose way comes first by its ids', () => {
    const other = { VpcId: 'vpc-c', Region: 'eu-west-1', CidrBlock: '10.1.0.0/16' };
    const twice = [
      ...neither,
      vpc('vpc-c', '10.1.0.0/16'),
      subnet('subnet-d', 'vpc-c', '10.1.1.0/24'),
      table('rtb-c', 'vpc-c', ['main'], { '10.1.0.0/16': 'local' }),
      acl('acl-d', 'vpc-c', 'subnet-d'),
      ...host('twin', 'subnet-d', '10.1.1.10', { more: { VpcId: 'vpc-c' } }),
      secondPeering({ AccepterVpcInfo: other }),
    ];
    expect(proposed(twice, 'i-app', '10.1.1.10')?.[0]).toContain('pcx-aa');
  });
  it('one that would work goes before one that does not', () => {
    const dead = secondPeering({ Status: { Code: 'failed' } });
    expect(proposed([...neither, dead], 'i-app', 'i-far')?.[0]).toBe(THERE);
  });
  it('all blockers of the chosen one are told beside the missing route', () => {
    const closed = edit(neither, 'sg-far', { IpPermissions: [] });
    expect(ask(closed, 'i-app', 'i-far').codes).toEqual(['NO_ROUTE_TO_DESTINATION', 'SG_HAS_NO_RULES']);
  });
});

describe('no candidate', () => {
  it('where the traffic is reachable, or a filter stops it', () => {
    expect(proposed(base(), 'i-app', 'i-db')).toBeUndefined();
    expect(proposed(edit(base(), 'sg-db', { IpPermissions: [] }), 'i-app', 'i-db')).toBeUndefined();
  });
  it('where no link leads there', () => {
    const island = without(edit(base(), 'rtb-pub', only('10.0.0.0/16')), 'igw-a', 'nat-a', 'rtb-priv');
    expect(proposed(island, 'i-app', '8.8.8.8')).toBeUndefined();
  });
  it('over two peering connections in a row: peering is not transitive', () => {
    const chain = [
      ...without(peered(), 'nat-a', 'igw-a', 'rtb-pub', 'rtb-priv'),
      vpc('vpc-c', '10.2.0.0/16'),
      subnet('subnet-d', 'vpc-c', '10.2.1.0/24'),
      table('rtb-c', 'vpc-c', ['main'], { '10.2.0.0/16': 'local' }),
      acl('acl-d', 'vpc-c', 'subnet-d'),
      ...host('third', 'subnet-d', '10.2.1.10', { more: { VpcId: 'vpc-c' } }),
      raw('vpcPeeringConnection', {
        VpcPeeringConnectionId: 'pcx-bc',
        Status: { Code: 'active' },
        RequesterVpcInfo: { VpcId: 'vpc-b' },
        AccepterVpcInfo: { VpcId: 'vpc-c' },
      }),
    ];
    expect(proposed(chain, 'i-app', 'i-third')).toBeUndefined();
  });
  it('to an interface whose subnet the input lacks', () => {
    const cut = without(edit(peered(), 'rtb-priv', only('10.0.0.0/16')), 'subnet-c');
    expect(proposed(cut, 'i-app', 'i-far')).toBeUndefined();
  });
  it('from a place that is no part of the graph', () => {
    const { network, leg, asking } = toy(() => ({ client: place(hop(stop('dropped', 'client'))) }));
    const [trip] = evaluate(network, leg, asking).trips;
    expect(trip && cheapestCandidate(network, trip, asking, ALL)).toBeUndefined();
  });
});
