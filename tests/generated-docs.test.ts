import { readFileSync } from 'node:fs';
import { checksPage, codesPage, modelledPage } from 'hopwise';
import { expect, test } from 'vitest';
import { evidencePage } from '../scripts/evidence-page.mjs';

test.each([
  ['docs/codes.md', codesPage],
  ['docs/checks.md', checksPage],
  ['docs/modelled.md', modelledPage],
  ['docs/evidence.md', evidencePage],
])('%s is what scripts/generate-docs.mjs writes', (file, page) => {
  expect(readFileSync(file, 'utf8')).toBe(page());
});
