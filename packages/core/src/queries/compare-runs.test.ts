import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareRectangles, type Rectangle } from './compare-runs.ts';

const SIZE = 6;

/** A table of values as rectangles that do not overlap: each row of a column cut where the value changes. */
const tables = fc.array(fc.nat(2), { minLength: SIZE * SIZE, maxLength: SIZE * SIZE });

function rectangles(table: readonly number[], isByRow: boolean): readonly Rectangle[] {
  return table.flatMap((value, at) => {
    if (value === 0) return [];
    const [from, fromTarget] = [Math.floor(at / SIZE), at % SIZE];
    const isStart = !isByRow || fromTarget === 0 || table[at - 1] !== value;
    if (!isStart) return [];
    let length = 1;
    while (isByRow && fromTarget + length < SIZE && table[at + length] === value) length++;
    return [{ from, to: from + 1, fromTarget, toTarget: fromTarget + length, value }];
  });
}

test.each([
  [true, false],
  [false, true],
  [true, true],
])('pieces differ where values do, however they are cut', (first, second) => {
  fc.assert(
    fc.property(tables, tables, (before, after) => {
      const told = new Map<string, string>();
      for (const cell of compareRectangles(rectangles(before, first), rectangles(after, second))) {
        for (let s = cell.from; s < cell.to; s++) {
          for (let t = cell.fromTarget; t < cell.toTarget; t++) {
            expect(told.has(`${s} ${t}`)).toBe(false);
            told.set(`${s} ${t}`, `${cell.before} ${cell.after}`);
          }
        }
      }
      const expected = before.flatMap((value, at) =>
        value === after[at] ? [] : [[`${Math.floor(at / SIZE)} ${at % SIZE}`, `${value} ${after[at]}`] as const],
      );
      expect([...told].sort()).toEqual(expected.sort());
    }),
  );
});
