import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apart } from './apart.ts';

const positions = fc.uniqueArray(fc.nat(6)).map((all) => new Set(all));
const questions = fc.array(fc.record({ senders: positions, targets: positions }), { maxLength: 5 });

const pairsOf = (all: readonly { readonly senders: ReadonlySet<number>; readonly targets: ReadonlySet<number> }[]) =>
  all.flatMap(({ senders, targets }) => [...senders].flatMap((from) => [...targets].map((to) => `${from} ${to}`)));

test('questions apart from each other ask every pair that was asked, once', () => {
  fc.assert(
    fc.property(questions, (all) => {
      const told = pairsOf(apart(all));
      expect(new Set(told).size).toBe(told.length);
      expect(told.sort()).toEqual([...new Set(pairsOf(all))].sort());
    }),
  );
});
