import { describe, expect, it } from 'vitest';
import { ALL, NONE, ServicePool } from '../net/service-set.ts';
import { formatServices } from './format-services.ts';
import { icmpServices, portServices, protocolName, protocolNumber, wholeProtocol } from './services.ts';

const pool = new ServicePool();

describe('protocols', () => {
  it.each([
    ['tcp', 6],
    ['TCP', 6],
    ['6', 6],
    ['icmpv6', 58],
    ['-1', -1],
    ['all', -1],
    ['255', 255],
    ['256', undefined],
    ['tpc', undefined],
    [undefined, undefined],
  ])('%s is number %s', (text, number) => {
    expect(protocolNumber(text)).toBe(number);
  });
  it('have the names people use, or their number', () => {
    expect([protocolName(132), protocolName(200)]).toEqual(['sctp', 'protocol 200']);
  });
  it('−1 is all of them', () => {
    expect(wholeProtocol(pool, -1)).toBe(ALL);
    expect(formatServices(pool, wholeProtocol(pool, 17))).toBe('udp');
  });
});

it.each([
  [undefined, undefined, 'tcp'],
  [-1, -1, 'tcp'],
  [22, undefined, 'tcp/22-65535'],
  [undefined, 22, 'tcp/0-22'],
  [80, 70_000, 'tcp/80-65535'],
  [443, 443, 'tcp/443'],
])('ports from %s to %s are %s', (from, to, text) => {
  expect(formatServices(pool, portServices(pool, 6, from, to))).toBe(text);
});

it.each([
  [undefined, undefined, 'icmp'],
  [-1, 3, 'icmp'],
  [8, undefined, 'icmp/8'],
  [8, -1, 'icmp/8'],
  [3, 4, 'icmp/3/4'],
])('ICMP type %s, code %s is %s', (type, code, text) => {
  expect(formatServices(pool, icmpServices(pool, 1, type, code))).toBe(text);
});

it('no ICMP message has a type or code that does not fit a byte', () => {
  for (const [type, code] of [
    [256, undefined],
    [256, 0],
    [8, 256],
  ] as const)
    expect(icmpServices(pool, 1, type, code)).toBe(NONE);
});
