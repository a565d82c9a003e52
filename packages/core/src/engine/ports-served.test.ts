import { expect, it } from 'vitest';
import { ICMP, LINE_END, NONE, TCP, UDP } from '../net/service-set.ts';
import { portsServed } from './ports-served.ts';
import { toy } from './toy.fixture.ts';

const { network, set } = toy(() => ({}));
const { admissions: pool } = network;
const portless = [ICMP, LINE_END] as const;
const asked = set([TCP + 1024, TCP + 2048], [UDP + 1024, UDP + 2048]);

it.each([
  ['no port of the asked ones serves only what has no ports', NONE, set(portless)],
  ['a tcp port serves tcp', set([TCP + 1030, TCP + 1031]), set([TCP, UDP], portless)],
  ['a udp port serves udp', set([UDP + 1030, UDP + 1031]), set([UDP, ICMP], portless)],
  ['one of each serves all', set([TCP + 2047, UDP + 1025]), set([TCP, LINE_END])],
  ['a port outside the asked ones serves nothing', set([TCP + 2048, TCP + 4000]), set(portless)],
])('%s', (_, ports, served) => {
  expect(pool.must(portsServed(network, pool.exactly(ports), asked))).toBe(served);
});

it('a port that perhaps gets an answer perhaps serves', () => {
  const served = portsServed(network, pool.pair(NONE, set([TCP + 1030, TCP + 1031])), asked);
  expect([pool.must(served), pool.may(served)]).toEqual([set(portless), set([TCP, UDP], portless)]);
});
