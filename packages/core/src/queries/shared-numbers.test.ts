import { expect, test } from 'vitest';
import { inOrderOf, numberTogether } from './shared-numbers.ts';

const ends = (...names: readonly string[]) => names.map((name) => ({ name }));
const before = ends('a', 'b', 'b');
const after = ends('b', 'c', 'b', 'a', 'b');

test('what both have has one number; of equals the first is the first', () => {
  const shared = numberTogether([before, after], ({ name }) => name);
  expect(shared.ends.map(({ name }) => name)).toEqual(['a', 'b', 'b', 'c', 'b']);
  expect(shared.numbers.map((one) => [...one.values()])).toEqual([
    [0, 1, 2],
    [1, 3, 2, 0, 4],
  ]);
});

test('numbers follow the order of the earlier list, and then of the later one', () => {
  const shared = numberTogether([before, after], ({ name }) => name);
  const [a, b, other] = before as [{ name: string }, { name: string }, { name: string }];
  const ranked = inOrderOf(shared, [[other, a], [...after].reverse()]);
  const [olds, news] = ranked.numbers;
  expect([other, a].map((end) => olds.get(end))).toEqual([0, 1]);
  expect(after.map((end) => news.get(end))).toEqual([4, 3, 0, 1, 2]);
  expect(olds.get(b)).toBe(4);
  expect([...ranked.earlier(0, 3)]).toEqual([0, 2, 4]);
  expect(ranked.ends.map(({ name }) => name)).toEqual(['b', 'a', 'b', 'c', 'b']);
});

test('of the very same ends each has the number of its place', () => {
  const shared = numberTogether([before, before]);
  expect(before.map((end) => shared.numbers[1].get(end))).toEqual([0, 1, 2]);
});
