import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMinimal, minimise } from './minimise.ts';

const all = Array.from({ length: 12 }, (_, i) => i);
const sets = fc.array(fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });

test('of what holds a part holds of which nothing can be left out', () => {
  fc.assert(
    fc.property(sets, (enough) => {
      const holds = (part: readonly number[]) => enough.some((set) => set.every((one) => part.includes(one)));
      const found = minimise(all, holds);
      expect([holds(found), isMinimal(found, holds)]).toEqual([true, true]);
    }),
  );
});

test('so it is where more of it does not hold', () => {
  const holds = (part: readonly number[]) => part.includes(3) && (part.length === 12 || part.length % 2 === 1);
  const found = minimise(all, holds);
  expect([holds(found), isMinimal(found, holds)]).toEqual([true, true]);
});

test('nothing is enough where it holds by itself', () => {
  expect(minimise(all, () => true)).toEqual([]);
});
