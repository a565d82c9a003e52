import { readFileSync } from 'node:fs';
import { codesPage, modelledPage } from 'hopwise';
import { expect, test } from 'vitest';

test.each([
  ['docs/codes.md', codesPage],
  ['docs/modelled.md', modelledPage],
])('%s is what scripts/generate-docs.mjs writes', (file, page) => {
  expect(readFileSync(file, 'utf8')).toBe(page());
});
