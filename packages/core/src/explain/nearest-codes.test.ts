import { expect, it } from 'vitest';
import { nearestCodes } from './nearest-codes.ts';

it.each([
  ['NO_ROUTE', 'NO_ROUTE_TO_DESTINATION'],
  ['SG_RULES_MISMATCH', 'ENI_SG_RULES_MISMATCH'],
  ['ASYMETRIC_ROUTE', 'ASYMMETRIC_ROUTE'],
  ['LOOOP', 'LOOP'],
])('%s is most like %s', (text, code) => {
  const found = nearestCodes(text);
  expect(found[0]).toBe(code);
  expect(found).toHaveLength(3);
});

it('of codes that are equally unlike, those first in the alphabet are named', () => {
  expect(nearestCodes('')).toEqual([...nearestCodes('')].sort());
});
