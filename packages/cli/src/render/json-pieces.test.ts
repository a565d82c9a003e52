import { expect, test } from 'vitest';
import { safeJson } from './escape-text.ts';
import { jsonPieces } from './json-pieces.ts';

test.each([
  {},
  { text: 'a\nb\u202e', none: [], nothing: {}, left: undefined, deep: { list: [1, { a: [2] }] } },
  { list: [{ a: 'x\ny', b: [] }, 3, [], {}, ['z']], after: null },
  { many: Array.from({ length: 2500 }, (_, i) => ({ i })), end: true },
])('pieces come to what is written at once', (document) => {
  expect([...jsonPieces(document)].join('')).toBe(`${safeJson(document, 2)}\n`);
});
