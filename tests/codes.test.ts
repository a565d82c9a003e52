import { readdirSync, readFileSync } from 'node:fs';
import { allCodes } from '@hopwise/core';
import { expect, test } from 'vitest';
import { hopwise } from './command-line.ts';

/** `code: 'X'`, `code: a ? 'X' : 'Y'`, and the first argument of errors and of functions that note a problem. */
const CODE = /(?:\bcode: |\b\w*[Ee]rror\(\s*|\bproblem\(\s*|\bstop\(\w+, |\brefused\(\w+, |\bdropped\(\w+, )[^\n]*/g;

const named = readdirSync('packages', { recursive: true, encoding: 'utf8' })
  .filter((file) => /^\w+\/src\/.*(?<!\.test|\.fixture)\.ts$/.test(file))
  .flatMap((file) => [...readFileSync(`packages/${file}`, 'utf8').matchAll(CODE)].map(([found]) => found))
  .flatMap((found) => [...found.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|LOOP|FAULT|AMBIGUOUS|CONFLICT)'/g)])
  .map(([, code]) => code as string);

test('every code that the program names has its help', () => {
  expect(named.length).toBeGreaterThan(50);
  expect([...new Set(named)].filter((code) => !Object.hasOwn(allCodes, code))).toEqual([]);
});

test.each(['UNKNOWN_COMPONENT', 'FIRST_PAGE_ONLY', 'NOT_ADVERTISED', 'PAYLOAD_RULE', 'ZONE_CROSSED', 'HANDSHAKE_ONLY'])(
  'hopwise explain %s tells what it means',
  async (code) => {
    const { stdout, exit } = await hopwise(['explain', code]);
    expect(exit).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${code} \\(\\w+\\)\n {2}[A-Z]`));
  },
);

test.each(['constructor', 'toString', '__proto__'])('%s is no code', async (word) => {
  expect((await hopwise(['explain', word])).exit).toBe(2);
});
