import { expect, it } from 'vitest';
import { codes } from './codes.ts';
import { allCodes, inputCodes, questionCodes } from './problem-codes.ts';

it.each(Object.entries(allCodes))('%s says what it means, and what to do unless it is a note', (code, help) => {
  expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
  expect(help.meaning).toMatch(/^[A-Z].*\.$/);
  expect(help.mend !== undefined).toBe(help.kind !== 'note');
});

it('a code means one thing', () => {
  const names = [codes, questionCodes, inputCodes].flatMap((table) => Object.keys(table));
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
