import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL, ICMP, NONE, TCP, UDP } from '../net/service-set.ts';
import { headline, partition, VERDICTS } from './partition.ts';
import { toy } from './toy.fixture.ts';
import type { Outcome } from './trip.ts';

const { network, asking, set } = toy(() => ({}));
const { admissions: pool } = network;
const { services } = pool;

const cut = fc.nat(20).map((n) => n * 15_000);
const someServices = fc
  .array(fc.tuple(cut, cut), { maxLength: 4 })
  .map((pairs) => set(...pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)));
const admission = fc.tuple(someServices, someServices).map(([a, b]) => pool.pair(services.intersect(a, b), b));
const outcome = fc
  .tuple(admission, admission, admission)
  .map(([delivered, answered, clientPorts]): Outcome => ({ delivered, answered, clientPorts, trips: [] }));

describe('partition', () => {
  it('property: every service asked has exactly one verdict, and no other has any', () => {
    fc.assert(
      fc.property(outcome, someServices, fc.boolean(), (one, asked, oneWay) => {
        const parts = partition(network, one, asking, asked, oneWay);
        expect(VERDICTS.map((verdict) => parts[verdict]).reduce((a, b) => services.union(a, b))).toBe(asked);
        for (const a of VERDICTS) {
          for (const b of VERDICTS) if (a !== b) expect(services.intersect(parts[a], parts[b])).toBe(NONE);
        }
      }),
    );
  });

  it('property: what is reachable is delivered for sure, what is blocked is not delivered at all', () => {
    fc.assert(
      fc.property(outcome, someServices, fc.boolean(), (one, asked, oneWay) => {
        const parts = partition(network, one, asking, asked, oneWay);
        expect(services.isSubset(parts.reachable, pool.must(one.delivered))).toBe(true);
        expect(services.isSubset(parts['forward-only'], pool.must(one.delivered))).toBe(true);
        expect(services.intersect(parts.blocked, pool.may(one.delivered))).toBe(NONE);
      }),
    );
  });

  it('property: nothing is forward-only where only delivery is asked, and no less is reachable', () => {
    fc.assert(
      fc.property(outcome, someServices, (one, asked) => {
        const [both, oneWay] = [false, true].map((way) => partition(network, one, asking, asked, way));
        expect(oneWay?.['forward-only']).toBe(NONE);
        expect(services.isSubset(both?.reachable ?? NONE, oneWay?.reachable ?? NONE)).toBe(true);
      }),
    );
  });

  it('one client port with an answer makes all services of its protocol reachable', () => {
    const port = pool.exactly(set([TCP + 5000, TCP + 5001]));
    const parts = partition(network, { delivered: 1, answered: 1, clientPorts: port, trips: [] }, asking, ALL, false);
    expect(parts.reachable).toBe(services.subtract(ALL, set([UDP, ICMP])));
    expect(parts['forward-only']).toBe(set([UDP, ICMP]));
  });
});

describe('headline', () => {
  it.each(VERDICTS.map((verdict, i) => [verdict, i] as const))('%s goes before what is worse', (verdict, i) => {
    const parts = Object.fromEntries(VERDICTS.map((one, at) => [one, at < i ? NONE : ALL]));
    expect(headline(parts as Parameters<typeof headline>[0])).toBe(verdict);
  });
  it('of nothing asked is blocked', () => {
    expect(headline({ reachable: NONE, unknown: NONE, 'forward-only': NONE, blocked: NONE })).toBe('blocked');
  });
});
