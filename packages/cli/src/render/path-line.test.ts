import { expect, test } from 'vitest';
import { createPalette } from './palette.ts';
import type { CheckDocument } from './path-document.ts';
import { pathLine } from './path-line.ts';

const labels = {
  short: (id: string) => id,
  full: (id: string) => id,
  shown: (id: string) => id,
  inText: (text: string) => text,
};
const check = (effect: CheckDocument['effect'], direction?: 'ingress' | 'egress'): CheckDocument => ({
  effect,
  component: 'x',
  ...(direction ? { direction } : {}),
  evidence: [],
});
const line = (...checks: (readonly CheckDocument[])[]) =>
  pathLine(
    checks.map((of, at) => ({ component: 'abc'.charAt(at), checks: of })),
    labels,
    createPalette(false),
  );

test('an open path is joined by arrows', () => {
  expect(line([check('admits', 'egress')], [], [check('routes')])).toBe('a → b → c');
});

test('what blocks on entering stands before its hop, what blocks on leaving behind it', () => {
  expect(line([], [check('blocks', 'ingress')], [])).toBe('a ✗ b → c');
  expect(line([], [check('blocks', 'egress')], [])).toBe('a → b ✗ c');
});

test('what ends the path stands at its end, and a block outweighs a doubt', () => {
  expect(line([], [check('blocks')])).toBe('a → b ✗');
  expect(line([check('undecided')], [])).toBe('a ? b');
  expect(line([check('undecided', 'egress')], [check('blocks', 'ingress')])).toBe('a ✗ b');
});
