import { expect, test } from 'vitest';
import { readPatch } from './read-patch.ts';

const change = (op: string, at: string, value?: unknown) => ({ op, component: 'i-1', at, value });
const read = (...changes: readonly object[]) => readPatch(JSON.stringify(changes));

test.each([
  ['two values of one place', [change('replace', '/State', 'a'), change('replace', '/State', 'b')]],
  ['a value of what goes', [change('remove', '/State'), change('replace', '/State', 'b')]],
])('%s contradict each other', (_, changes) => {
  expect(read(...changes)).toEqual({ problem: 'its changes 1 and 2 make different things of i-1 /State' });
});

test.each([
  ['the same twice', [change('replace', '/State', 'a'), change('replace', '/State', 'a')]],
  ['two elements that are added', [change('add', '/Groups/-', 'a'), change('add', '/Groups/-', 'b')]],
  ['two places', [change('replace', '/State', 'a'), change('replace', '/Name', 'b')]],
])('%s do not', (_, changes) => {
  expect(read(...changes)).toHaveLength(2);
});
