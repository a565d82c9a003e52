import { expect, it } from 'vitest';
import { groupBy } from './group-by.ts';

it('groups stand in the order of their first item, items without a key nowhere', () => {
  const groups = groupBy(['bat', 'ant', 'bee', '', 'cow', 'ape'], (word) => word[0]);
  expect([...groups]).toEqual([
    ['b', ['bat', 'bee']],
    ['a', ['ant', 'ape']],
    ['c', ['cow']],
  ]);
});
