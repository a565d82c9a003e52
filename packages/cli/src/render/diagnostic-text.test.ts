import type { Diagnostic } from '@hopwise/core';
import { expect, it } from 'vitest';
import { diagnosticText } from './diagnostic-text.ts';

const source = { file: 'dump/subnets.json', pointer: '' };
const broken = { code: 'JSON_BROKEN', severity: 'error', hint: 'Write it again.', source } as const;

it.each([
  ['is told in front', 'It is no JSON.', 'error: dump/subnets.json: It is no JSON. [JSON_BROKEN] Write it again.'],
  [
    'is not told twice',
    'A part of dump/subnets.json is no JSON.',
    'error: A part of dump/subnets.json is no JSON. [JSON_BROKEN] Write it again.',
  ],
])('the place %s', (_, message, text) => {
  const diagnostic: Diagnostic = { ...broken, message };
  expect(diagnosticText(diagnostic, 200)).toBe(text);
});
