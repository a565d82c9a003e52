import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ALL,
  ICMP,
  ICMPV6,
  LINE_END,
  NONE,
  OTHER,
  protocolPart,
  ServicePool,
  type ServiceSetId,
  TCP,
  UDP,
} from './service-set.ts';

const pool = new ServicePool();
/** The naive model of a set: its numbers among the first few of the line. */
const POINTS = 24;
const points = (id: ServiceSetId): number[] => [...Array(POINTS).keys()].filter((point) => pool.has(id, point));

const intervals = fc.array(fc.tuple(fc.nat(POINTS), fc.nat(POINTS)), { maxLength: 6 });
const set = fc.oneof(
  intervals.map((list) => pool.of(...list)),
  fc.constantFrom(NONE, ALL),
);

describe('sets of services', () => {
  it('property: union, intersection and difference are those of the numbers in them', () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        const [inA, inB] = [points(a), points(b)];
        expect(points(pool.intersect(a, b))).toEqual(inA.filter((point) => inB.includes(point)));
        expect(points(pool.subtract(a, b))).toEqual(inA.filter((point) => !inB.includes(point)));
        expect(points(pool.union(a, b))).toEqual([...new Set([...inA, ...inB])].sort((x, y) => x - y));
      }),
      { numRuns: 500 },
    );
  });

  it('property: a set holds exactly what its intervals hold', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const naive = [...Array(POINTS).keys()].filter((point) =>
          list.some(([from, to]) => from <= point && point < to),
        );
        expect(points(pool.of(...list))).toEqual(naive);
      }),
    );
  });

  it('property: equal sets have equal ids', () => {
    const small = intervals.map((list) => pool.of(...list));
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(a === b).toBe(points(a).join() === points(b).join());
      }),
    );
  });

  it('property: intervals are sorted, not empty and do not touch', () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        for (const id of [pool.union(a, b), pool.intersect(a, b), pool.subtract(a, b)]) {
          const bounds = pool.intervals(id);
          expect(bounds.length % 2).toBe(0);
          for (let i = 1; i < bounds.length; i++) expect(bounds[i - 1]).toBeLessThan(bounds[i] as number);
        }
      }),
    );
  });

  it('property: union and intersection are commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(set, set, set, (a, b, c) => {
        expect(pool.union(a, b)).toBe(pool.union(b, a));
        expect(pool.intersect(a, b)).toBe(pool.intersect(b, a));
        expect(pool.union(a, pool.union(b, c))).toBe(pool.union(pool.union(a, b), c));
        expect(pool.intersect(a, pool.intersect(b, c))).toBe(pool.intersect(pool.intersect(a, b), c));
        expect([pool.union(a, a), pool.intersect(a, a), pool.subtract(a, a)]).toEqual([a, a, NONE]);
      }),
    );
  });

  it('property: intersection distributes over union and absorbs it', () => {
    fc.assert(
      fc.property(set, set, set, (a, b, c) => {
        expect(pool.intersect(a, pool.union(b, c))).toBe(pool.union(pool.intersect(a, b), pool.intersect(a, c)));
        expect(pool.union(a, pool.intersect(a, b))).toBe(a);
        expect(pool.intersect(a, pool.union(a, b))).toBe(a);
      }),
    );
  });

  it('property: what is in neither of two sets is what is left when both are taken away', () => {
    const not = (id: ServiceSetId) => pool.subtract(ALL, id);
    fc.assert(
      fc.property(set, set, (a, b) => {
        expect(not(pool.union(a, b))).toBe(pool.intersect(not(a), not(b)));
        expect(not(pool.intersect(a, b))).toBe(pool.union(not(a), not(b)));
        expect(not(not(a))).toBe(a);
      }),
    );
  });

  it('property: nothing and everything are neutral', () => {
    fc.assert(
      fc.property(set, (a) => {
        expect([pool.union(a, NONE), pool.union(NONE, a), pool.intersect(a, ALL)]).toEqual([a, a, a]);
        expect([pool.intersect(ALL, a), pool.subtract(a, NONE)]).toEqual([a, a]);
        expect([pool.union(a, ALL), pool.union(ALL, a)]).toEqual([ALL, ALL]);
        expect([pool.intersect(a, NONE), pool.intersect(NONE, a)]).toEqual([NONE, NONE]);
        expect([pool.subtract(NONE, a), pool.subtract(a, ALL)]).toEqual([NONE, NONE]);
      }),
    );
  });

  it('property: a subset adds nothing to the set it is in', () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        expect(pool.isSubset(a, b)).toBe(pool.union(a, b) === b);
        expect(pool.isSubset(pool.intersect(a, b), a)).toBe(true);
      }),
    );
  });

  it('property: the first service is the least number, and an empty set has none', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const id = pool.of(...list);
        expect(pool.first(id)).toBe(points(id)[0]);
      }),
    );
  });

  it('everything is the whole line and nothing is none of it', () => {
    expect(pool.intervals(ALL)).toEqual([0, LINE_END]);
    expect(pool.intervals(NONE)).toEqual([]);
    expect([pool.has(ALL, LINE_END - 1), pool.has(ALL, LINE_END)]).toEqual([true, false]);
  });

  it('an interval that ends where it starts, or before, is empty', () => {
    expect(pool.of([5, 5], [9, 3])).toBe(NONE);
  });

  it('neighbours join into one interval', () => {
    expect(pool.intervals(pool.of([10, 20], [0, 10], [15, 17]))).toEqual([0, 20]);
  });
});

describe('protocolPart', () => {
  it.each([
    ['tcp', 6, TCP, 65_536],
    ['udp', 17, UDP, 65_536],
    ['icmp', 1, ICMP, 65_536],
    ['icmpv6', 58, ICMPV6, 65_536],
    ['gre', 47, OTHER + 47, 1],
    ['the last protocol', 255, LINE_END - 1, 1],
  ])('%s starts at its place and is as long as its ports or types', (_name, protocol, from, length) => {
    expect(protocolPart(protocol)).toEqual({ from, to: from + length });
  });

  it('the parts of all protocols are disjoint and lie on the line', () => {
    const parts = [...Array(256).keys()].map(protocolPart).sort((a, b) => a.from - b.from);
    for (const [i, part] of parts.entries()) {
      expect(part.from).toBeGreaterThanOrEqual(parts[i - 1]?.to ?? 0);
      expect(part.to).toBeLessThanOrEqual(LINE_END);
    }
  });
});
