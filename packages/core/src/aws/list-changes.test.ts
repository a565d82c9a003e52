import { expect, it } from 'vitest';
import { changedPositions, noteChanges } from './list-changes.ts';

const [a, b, c, d] = [{ a: 1 }, { b: 1 }, { c: 1 }, { d: 1 }];

it('two lists are compared object by object, whichever is the earlier one', () => {
  const [olds, news] = [
    [a, b, c],
    [a, d, c],
  ];
  expect(changedPositions(olds, news)).toEqual([1]);
  expect(changedPositions(news, olds)).toEqual([1]);
  expect(changedPositions(olds, olds)).toEqual([]);
});

it('lists of other lengths have no places in common', () => {
  expect(changedPositions([a, b], [a])).toBeUndefined();
});

it('who makes a list of another says where they differ, and that holds for these two alone', () => {
  const olds = [a, b, c];
  const news = [a, b, d];
  noteChanges(olds, news, [0, 2]);
  expect(changedPositions(olds, news)).toEqual([0, 2]);
  expect(changedPositions([a, b, c], news)).toEqual([2]);
});
