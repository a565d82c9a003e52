import { expect, it } from 'vitest';
import { ALL, ICMP, ICMPV6, NONE, OTHER, TCP, UDP } from '../net/service-set.ts';
import { replyLeaves } from './reply-leaves.ts';
import { toy } from './toy.fixture.ts';

const { network, asking, set } = toy(() => ({}));
const { admissions: pool } = network;
const { services } = pool;
const leaves = (...ranges: readonly (readonly [number, number])[]) =>
  replyLeaves(network, asking, pool.exactly(set(...ranges)));

it('replies through client ports leave all services of their protocol', () => {
  const left = pool.must(leaves([TCP + 1024, UDP]).services);
  expect(services.isSubset(set([TCP, UDP]), left)).toBe(true);
  expect(services.intersect(left, set([UDP, ICMP]))).toBe(NONE);
});

it('echo stands only where its reply is let through', () => {
  const echo = set([ICMP + 8 * 256, ICMP + 8 * 256 + 1]);
  expect(services.isSubset(echo, pool.must(leaves([ICMP, ICMP + 1]).services))).toBe(true);
  expect(services.isSubset(echo, pool.must(leaves([ICMP + 8 * 256, ICMP + 9 * 256]).services))).toBe(false);
});

it.each([
  ['tcp: the client’s ports', set([TCP + 443, TCP + 444]), set([TCP + 1024, UDP])],
  ['udp: the client’s ports', set([UDP + 53, UDP + 54]), set([UDP + 1024, ICMP])],
  ['echo: its reply', set([ICMP + 8 * 256, ICMP + 8 * 256 + 1]), set([ICMP, ICMP + 1])],
  [
    'echo of IPv6: its reply',
    set([ICMPV6 + 128 * 256, ICMPV6 + 129 * 256]),
    set([ICMPV6 + 129 * 256, ICMPV6 + 129 * 256 + 1]),
  ],
  ['a protocol without ports: itself', set([OTHER + 47, OTHER + 48]), set([OTHER + 47, OTHER + 48])],
  ['nothing: nothing', NONE, NONE],
])('the packets of a reply to %s', (_, asked, packets) => {
  expect(leaves([TCP, OTHER]).packets(asked)).toBe(packets);
});

it('a filter that admits everything leaves everything', () => {
  expect(pool.must(replyLeaves(network, asking, pool.exactly(ALL)).services)).toBe(ALL);
});
