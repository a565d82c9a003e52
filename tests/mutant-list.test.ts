import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mutants } from '../scripts/mutant-list.mjs';

test('every fault of npm run mutants still has its place in core, once', () => {
  const strays = mutants.filter(([file, from]) => {
    const source = readFileSync(new URL(`../packages/core/src/${file}`, import.meta.url), 'utf8');
    return source.split(from).length !== 2;
  });
  expect(strays).toEqual([]);
});
