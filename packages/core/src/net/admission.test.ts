import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADMITS_ALL, ADMITS_NOTHING, type AdmissionId, AdmissionPool, UNDECIDED } from './admission.ts';
import { ALL, NONE } from './service-set.ts';

const pool = new AdmissionPool();
const { services } = pool;

const set = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 4 }).map((list) => services.of(...list));
const admission = fc.oneof(
  fc.tuple(set, set).map(([a, b]) => pool.pair(services.intersect(a, b), b)),
  set.map((it) => pool.exactly(it)),
  fc.constantFrom(ADMITS_NOTHING, ADMITS_ALL, UNDECIDED),
);
const operations = ['both', 'either', 'picked'] as const;
const parts = (id: AdmissionId) => [pool.must(id), pool.may(id)];

describe('admissions', () => {
  it('property: what is sure stays within what is possible', () => {
    fc.assert(
      fc.property(admission, admission, fc.constantFrom(...operations), (a, b, operation) => {
        const id = pool[operation](a, b);
        expect(services.isSubset(pool.must(id), pool.may(id))).toBe(true);
      }),
    );
  });

  it('property: both intersects, either unites, picked is sure of both and possibly either', () => {
    fc.assert(
      fc.property(admission, admission, (a, b) => {
        const [mustA, mayA, mustB, mayB] = [pool.must(a), pool.may(a), pool.must(b), pool.may(b)];
        expect(parts(pool.both(a, b))).toEqual([services.intersect(mustA, mustB), services.intersect(mayA, mayB)]);
        expect(parts(pool.either(a, b))).toEqual([services.union(mustA, mustB), services.union(mayA, mayB)]);
        expect(parts(pool.picked(a, b))).toEqual([services.intersect(mustA, mustB), services.union(mayA, mayB)]);
      }),
      { numRuns: 500 },
    );
  });

  it('property: the operations are commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(admission, admission, admission, fc.constantFrom(...operations), (a, b, c, operation) => {
        expect(pool[operation](a, b)).toBe(pool[operation](b, a));
        expect(pool[operation](a, pool[operation](b, c))).toBe(pool[operation](pool[operation](a, b), c));
        expect(pool[operation](a, a)).toBe(a);
      }),
    );
  });

  it('property: the truth stays between must and may', () => {
    // Take any filter that each admission allows for: what it lets through lies within the combined admission.
    const truth = (id: AdmissionId, taste: number) =>
      services.union(pool.must(id), services.intersect(pool.may(id), taste));
    const between = (lower: number, it: number, upper: number) =>
      services.isSubset(lower, it) && services.isSubset(it, upper);
    fc.assert(
      fc.property(admission, admission, set, set, (a, b, tasteA, tasteB) => {
        const [inA, inB] = [truth(a, tasteA), truth(b, tasteB)];
        const [both, either, picked] = [pool.both(a, b), pool.either(a, b), pool.picked(a, b)];
        expect(between(pool.must(both), services.intersect(inA, inB), pool.may(both))).toBe(true);
        expect(between(pool.must(either), services.union(inA, inB), pool.may(either))).toBe(true);
        expect(between(pool.must(picked), inA, pool.may(picked))).toBe(true);
        expect(between(pool.must(picked), inB, pool.may(picked))).toBe(true);
      }),
    );
  });

  it('equal pairs have equal ids', () => {
    const ssh = services.of([22, 23]);
    expect(pool.pair(NONE, ssh)).toBe(pool.pair(NONE, ssh));
    expect(pool.pair(ssh, ssh)).toBe(pool.exactly(ssh));
    expect(pool.pair(NONE, ssh)).not.toBe(pool.exactly(ssh));
  });

  it('the known ids mean what their names say', () => {
    expect([ADMITS_NOTHING, ADMITS_ALL, UNDECIDED].map(parts)).toEqual([
      [NONE, NONE],
      [ALL, ALL],
      [NONE, ALL],
    ]);
  });

  it('a filter that admits nothing decides even where the other is undecided', () => {
    expect(pool.both(UNDECIDED, ADMITS_NOTHING)).toBe(ADMITS_NOTHING);
    expect(pool.either(UNDECIDED, ADMITS_ALL)).toBe(ADMITS_ALL);
  });

  it('what AWS picks between all and nothing is undecided', () => {
    expect(pool.picked(ADMITS_ALL, ADMITS_NOTHING)).toBe(UNDECIDED);
  });
});
