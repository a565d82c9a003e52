import { describe, expect, it } from 'vitest';
import { ask, textsOf } from '../explain/ask.fixture.ts';
import { base, edit, entry, without } from './network.fixture.ts';

/** `i-app2` asks `i-db`, whose subnet has these entries besides the open ones out. */
const into = (...entries: readonly object[]) =>
  ask(edit(base(), 'acl-b', { Entries: [entry(100, true), ...entries] }), 'i-app2', 'i-db', { port: '443' });
const tcp = (from: number, to: number) => ({ Protocol: '6', PortRange: { From: from, To: to } });
const deny = { RuleAction: 'deny' };
const UNREAD = { CidrBlock: 'known after apply' };

describe('the lowest number that matches decides', () => {
  it.each<[string, readonly object[], string]>([
    ['an allow before a deny', [entry(90, false), entry(100, false, deny)], 'reachable'],
    ['a deny before an allow', [entry(100, false, deny), entry(110, false)], 'blocked'],
    ['whatever the order of the list', [entry(110, false, deny), entry(100, false)], 'reachable'],
    ['a deny of other ports', [entry(90, false, { ...deny, ...tcp(22, 22) }), entry(100, false)], 'reachable'],
    [
      'a deny of a smaller range',
      [entry(90, false, { ...deny, CidrBlock: '10.0.1.11/32' }), entry(100, false)],
      'blocked',
    ],
    [
      'a deny of another range',
      [entry(90, false, { ...deny, CidrBlock: '10.0.9.0/24' }), entry(100, false)],
      'reachable',
    ],
    ['nothing at all', [], 'blocked'],
    ['an allow of IPv6 only', [entry(100, false, { CidrBlock: undefined, Ipv6CidrBlock: '::/0' })], 'blocked'],
    ['an entry whose protocol cannot be read', [entry(100, false, { Protocol: 'tpc' })], 'unknown'],
    ['an entry without a protocol', [entry(100, false, { Protocol: undefined })], 'unknown'],
    [
      'one before an entry that cannot be read',
      [entry(90, false, deny), entry(100, false, { Protocol: 'tpc' })],
      'blocked',
    ],
    [
      'an entry that cannot be read and is of other addresses',
      [entry(90, false, { Protocol: 'tpc', CidrBlock: '10.9.0.0/16' }), entry(100, false)],
      'reachable',
    ],
    ['a deny of a range that cannot be read', [entry(90, false, { ...deny, ...UNREAD }), entry(100, false)], 'unknown'],
    ['an allow of a range that cannot be read', [entry(90, false, UNREAD)], 'unknown'],
    ['an allow of it before another allow', [entry(90, false, UNREAD), entry(100, false)], 'reachable'],
    [
      'a deny of it before another deny',
      [entry(90, false, { ...deny, ...UNREAD }), entry(100, false, deny)],
      'blocked',
    ],
    [
      'a deny of it on other ports',
      [entry(90, false, { ...deny, ...UNREAD, ...tcp(22, 22) }), entry(100, false)],
      'reachable',
    ],
    [
      'a deny of it in IPv6',
      [entry(90, false, { ...deny, CidrBlock: undefined, Ipv6CidrBlock: 'known after apply' }), entry(100, false)],
      'reachable',
    ],
    [
      'an entry that cannot be read before one that can',
      [entry(90, false, { Protocol: 'tpc' }), entry(100, false)],
      'unknown',
    ],
    [
      'an entry without a number is the first',
      [entry(1, false, deny), entry(0, false, { RuleNumber: undefined })],
      'reachable',
    ],
    ['an entry without a range matches nothing', [entry(100, false, { CidrBlock: undefined })], 'blocked'],
  ])('%s', (_, entries, verdict) => {
    expect(into(...entries).verdict).toBe(verdict);
  });
});

describe('evidence', () => {
  it('are the rules that match, to the last', () => {
    const answer = into(entry(90, false, { ...deny, ...tcp(80, 80) }), entry(100, false, tcp(443, 443)));
    expect(textsOf(answer)).toContain('ingress rule 100 allows tcp/443 from 0.0.0.0/0');
    expect(textsOf(answer).join()).not.toContain('rule 90');
  });
  it('the final deny need not be listed', () => {
    const unlisted = into();
    const listed = into(entry(32_767, false, deny));
    expect(textsOf(unlisted)).toContain('no ingress rule allows tcp/443 from 10.0.1.11');
    expect(textsOf(listed)).toContain('ingress rule * denies tcp/443 from 0.0.0.0/0');
    for (const { part } of [unlisted, listed]) expect(part.blockers[0]?.evidence[0]?.rule).toBe('*');
  });
  it('points to the entry in the input', () => {
    const { part } = into(entry(100, false, deny));
    expect(part.blockers[0]?.evidence[0]).toMatchObject({
      component: 'acl-b',
      rule: '100',
      source: { file: 'test', pointer: '/networkAcl/2/Entries/1' },
    });
  });
});

describe('ICMP', () => {
  const ping = (to: string, ...entries: readonly object[]) =>
    ask(edit(base(), 'acl-b', { Entries: [entry(100, true), entry(101, true, v6), ...entries] }), 'i-app', to, {
      protocol: to.includes(':') ? 'icmpv6' : 'icmp',
    }).verdict;
  const v6 = { CidrBlock: undefined, Ipv6CidrBlock: '::/0' };
  it.each<[string, string, object, string]>([
    ['type and code', '10.0.2.10', { Protocol: '1', IcmpTypeCode: { Type: 8, Code: -1 } }, 'reachable'],
    ['another type', '10.0.2.10', { Protocol: '1', IcmpTypeCode: { Type: 3, Code: -1 } }, 'blocked'],
    ['protocol 58 on an IPv4 range is not ICMP', '10.0.2.10', { Protocol: '58' }, 'blocked'],
    [
      'its type over IPv6',
      '2001:db8:a:2::10',
      { ...v6, Protocol: '58', IcmpTypeCode: { Type: 128, Code: 0 } },
      'reachable',
    ],
    ['ICMP of IPv4 over IPv6', '2001:db8:a:2::10', { ...v6, Protocol: '1' }, 'blocked'],
  ])('%s', (_, to, more, verdict) => {
    expect(ping(to, entry(100, false, more))).toBe(verdict);
  });
});

it('a subnet that no ACL lists is undecided, never given the default one', () => {
  const { verdict, part } = ask(without(base(), 'acl-b'), 'i-app2', 'i-db');
  expect(verdict).toBe('unknown');
  expect(part.unknowns[0]).toMatchObject({ code: 'NOT_COLLECTED', missing: { kind: 'networkAcl' } });
});

it('neighbours in a subnet are not asked by its ACL', () => {
  expect(ask(edit(base(), 'acl-a', { Entries: [] }), 'i-app', 'i-app2').verdict).toBe('reachable');
});
