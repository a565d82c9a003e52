import { expect, test } from 'vitest';
import { wrapText } from './wrap-text.ts';

const style = { columns: 12, first: '- ', next: '  ' };

test('lines break at spaces and stay within the columns', () => {
  expect(wrapText('one two three four', style)).toEqual(['- one two', '  three four']);
});

test('a word that is too long stays whole', () => {
  expect(wrapText('a subnet-0ec76230313b5f23e b', style)).toEqual(['- a', '  subnet-0ec76230313b5f23e', '  b']);
});

test('nothing is a line of its own', () => {
  expect(wrapText('', style)).toEqual(['-']);
});
