import { expect, test } from 'vitest';
import { escapeDeep, escapeText, safeJson } from './escape-text.ts';

test.each([
  ['\u001b[31mred', '\\u001b[31mred'],
  ['bell\u0007', 'bell\\u0007'],
  ['two\nlines\r', 'two\\u000alines\\u000d'],
  ['\u009b31m', '\\u009b31m'],
  ['\u202egnp.exe', '\\u202egnp.exe'],
  ['zero\u200bwidth\ufeff', 'zero\\u200bwidth\\ufeff'],
  ['half \ud83d', 'half \\ud83d'],
  ['plain – ünïcödé 🙂 日本', 'plain – ünïcödé 🙂 日本'],
])('%j is printed as %s', (text, printed) => {
  expect(escapeText(text)).toBe(printed);
});

test('a value is escaped through and through, and keeps its shape', () => {
  expect(escapeDeep({ 'a\u0007': ['\u001b', { b: 1, c: null }] })).toEqual({
    'a\\u0007': ['\\u001b', { b: 1, c: null }],
  });
});

test('JSON reads back as it was', () => {
  const value = { name: '\u009b\u202e\u001b\u2028"\\', more: ['\n', 1] };
  for (const indent of [undefined, 2]) {
    const text = safeJson(value, indent);
    expect(JSON.parse(text)).toEqual(value);
    expect(text).not.toMatch(/[\u007f-\u009f\u2028\u202e]/);
  }
});
