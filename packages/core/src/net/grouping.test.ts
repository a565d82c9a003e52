import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupNumbers, inOrderOf } from './grouping.ts';

test('members stand under the number of their group, in their own order', () => {
  const { of } = groupNumbers(3, Int32Array.of(2, 0, -1, 2), Int32Array.of(10, 11, 12, 13));
  expect([0, 1, 2].map((group) => [...of(group)])).toEqual([[11], [], [10, 13]]);
});

test('positions are sorted by their numbers, equal ones by themselves', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 9 }), { minLength: 1 }), (numbers) => {
      const positions = numbers.flatMap((_, position) => (position % 3 === 0 ? [] : position)).reverse();
      const sorted = [...positions].sort((a, b) => (numbers[a] as number) - (numbers[b] as number) || a - b);
      expect([...inOrderOf(Int32Array.from(numbers), Int32Array.from(positions))]).toEqual(sorted);
    }),
  );
});
