import { expect, it } from 'vitest';
import { leadsBack } from './leads-back.ts';

it('tells values that hold themselves from those that are there twice', () => {
  const twice = { a: [1] };
  const itself: unknown[] = [twice, twice];
  expect([undefined, null, 'x', [], {}, twice, [twice, { b: twice }], itself].map(leadsBack)).not.toContain(true);
  itself.push({ deep: { itself } });
  expect([itself, [itself], { twice, itself }].map(leadsBack)).toEqual([true, true, true]);
});
