import { expect, it } from 'vitest';
import { ALL, ICMP, ICMPV6, LINE_END, NONE, OTHER, ServicePool, TCP, UDP } from '../net/service-set.ts';
import { formatServices } from './format-services.ts';

const pool = new ServicePool();

it.each<[string, readonly (readonly [number, number])[]]>([
  ['tcp', [[TCP, UDP]]],
  ['tcp/0', [[TCP, TCP + 1]]],
  [
    'tcp/80, tcp/443-444, udp/53',
    [
      [TCP + 80, TCP + 81],
      [TCP + 443, TCP + 445],
      [UDP + 53, UDP + 54],
    ],
  ],
  ['tcp/65535, udp/0', [[UDP - 1, UDP + 1]]],
  ['icmp', [[ICMP, ICMPV6]]],
  ['icmp/8/0', [[ICMP + 8 * 256, ICMP + 8 * 256 + 1]]],
  ['icmp/3', [[ICMP + 3 * 256, ICMP + 4 * 256]]],
  ['icmp/3-5', [[ICMP + 3 * 256, ICMP + 6 * 256]]],
  ['icmp/3/1-3/4', [[ICMP + 3 * 256 + 1, ICMP + 3 * 256 + 5]]],
  ['icmpv6/128-255', [[ICMPV6 + 128 * 256, OTHER]]],
  ['other protocols', [[OTHER, LINE_END]]],
  ['gre', [[OTHER + 47, OTHER + 48]]],
  ['protocol 99', [[OTHER + 99, OTHER + 100]]],
  ['protocols 47-50', [[OTHER + 47, OTHER + 51]]],
])('%s', (text, ranges) => {
  expect(formatServices(pool, pool.of(...ranges))).toBe(text);
});

it('everything and nothing have words of their own', () => {
  expect([formatServices(pool, ALL), formatServices(pool, NONE)]).toEqual(['all traffic', 'nothing']);
});
