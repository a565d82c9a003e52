import fc from 'fast-check';
import { expect, test } from 'vitest';
import { INTERNET } from '../model/route.ts';
import type { Sender } from './positions.ts';
import { RangesPool } from './ranges.ts';
import { SendersByLabel } from './senders-by-label.ts';

function sender(family: 4 | 6, source: number): Sender {
  const address = { family, bits: '', length: 0 };
  return { host: INTERNET, end: INTERNET, from: { at: INTERNET, family }, family, source, address };
}

const senders = fc.array(
  fc.tuple(fc.constantFrom<4 | 6>(4, 6), fc.nat(12)).map(([family, source]) => sender(family, source)),
  { maxLength: 15 },
);

test('senders of a stretch of labels are those that have one of them, in whatever order they come', () => {
  const bound = fc.oneof(fc.nat(14), fc.constant(Number.POSITIVE_INFINITY));
  fc.assert(
    fc.property(senders, fc.constantFrom<4 | 6>(4, 6), fc.nat(14), bound, (all, family, from, to) => {
      const found = new SendersByLabel(all, family).within(from, to);
      const positions = found.flatMap((one) => Array.from({ length: one.to - one.from }, (_, i) => one.from + i));
      const wanted = all.flatMap((one, at) =>
        one.family === family && one.source >= from && one.source < to ? at : [],
      );
      expect(positions.sort((a, b) => a - b)).toEqual(wanted);
    }),
  );
});

test('equal ranges are one object, and so are those that come of joining the same', () => {
  const pool = new RangesPool();
  const [a, b] = [pool.of([{ from: 0, to: 2 }]), pool.of([{ from: 2, to: 5 }])];
  expect(
    pool.of([
      { from: 1, to: 2 },
      { from: 0, to: 1 },
    ]),
  ).toBe(a);
  expect(pool.join([a, b])).toEqual([0, 5]);
  expect(pool.join([a, b])).toBe(pool.join([a, b, a]));
  expect(pool.numberOf(pool.join([a, a]))).toBe(pool.numberOf(a));
});
