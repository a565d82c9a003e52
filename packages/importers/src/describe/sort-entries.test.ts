import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from './assembly.ts';
import { sortEntries } from './sort-entries.ts';

const characters = fc.constantFrom(
  ...['a', 'f', 'g', '0', '9', ':', 'Z', '-', '\u0000', '\u007f', 'é', '\ud83d', '\uffff'],
);
const keys = fc.array(
  fc
    .tuple(fc.constantFrom('', 'eni-', 'eni'), fc.string({ unit: characters, maxLength: 8 }))
    .map((parts) => parts.join('')),
  { maxLength: 40 },
);

function byKey(one: Entry, other: Entry): number {
  return one.key < other.key ? -1 : one.key > other.key ? 1 : 0;
}

test('entries are sorted as texts are, and equal ones stay in their order', () => {
  fc.assert(
    fc.property(keys, (list) => {
      // Which is which is told by the object alone.
      const entries = list.map((key) => ({ key }) as Entry);
      const sorted = sortEntries(entries, byKey);
      expect(sorted.map(({ key }) => key)).toEqual([...list].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
      expect(sorted.map((entry) => entries.indexOf(entry))).toEqual(
        [...entries].sort(byKey).map((entry) => entries.indexOf(entry)),
      );
    }),
    { numRuns: 500, seed: 1 },
  );
});
