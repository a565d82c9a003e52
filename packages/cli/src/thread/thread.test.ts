import { describe, expect, it } from 'vitest';
import { formatMemory, parseMemorySize } from './memory-size.ts';
import { lineOf } from './progress-line.ts';

describe('a size of memory', () => {
  it.each([
    ['900MB', 900 * 2 ** 20],
    ['2g', 2 ** 31],
    ['1.5 GiB', 1.5 * 2 ** 30],
    ['268435456', 2 ** 28],
  ])('%s', (text, bytes) => expect(parseMemorySize(text)).toBe(bytes));

  it.each(['', '3', '64MB', 'many', '-2GB', '2TB', '1e9'])('not “%s”', (text) => {
    expect(() => parseMemorySize(text)).toThrow('--max-memory');
  });

  it('is shown short', () => {
    expect([formatMemory(900 * 2 ** 20), formatMemory(1.5 * 2 ** 30)]).toEqual(['900 MB', '1.5 GB']);
  });
});

it('progress tells how much of the input was read, as far as that is known', () => {
  const of = 400 * 2 ** 20;
  expect(lineOf({ stage: 'reading', bytes: 100 * 2 ** 20 }, of)).toBe('reading: 25 % of 400 MB');
  expect(lineOf({ stage: 'reading', bytes: 500 * 2 ** 20 }, of)).toBe('reading: 500 MB');
  expect(lineOf({ stage: 'looking for the answer' }, of)).toBe('looking for the answer');
});
