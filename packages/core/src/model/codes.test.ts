import { expect, it } from 'vitest';
import { type CodeHelp, codes } from './codes.ts';

it.each(Object.entries<CodeHelp>(codes))('%s says what it means, and what to do unless it is a note', (code, help) => {
  expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
  expect(help.meaning).toMatch(/^[A-Z].*\.$/);
  expect(help.mend !== undefined).toBe(help.kind !== 'note');
});
