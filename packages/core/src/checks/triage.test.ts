import { expect, test } from 'vitest';
import type { Finding } from '../model/finding.ts';
import { isAnyAtLeast, triage } from './triage.ts';

const finding = (id: string, severity: Finding['severity'] = 'low'): Finding => {
  const [check = '', component = ''] = id.split(' ');
  return { id, check, component, severity, message: '', evidence: [] };
};
const all = [
  finding('open-port sg-1 a'),
  finding('open-port sg-1 b'),
  finding('open-port sg-2 a'),
  finding('unused sg-1'),
];
const base = { asOf: '2026-06-30', isElsewhere: (name: string) => /^(other|exposure)\b/.test(name) };
const given = { reason: 'r', owner: 'o' };
const ids = (findings: readonly Finding[]) => findings.map(({ id }) => id);

test('without baseline and exceptions everything is open', () => {
  expect(triage(all, base)).toMatchObject({ open: all, known: [], excepted: [], gone: [], expired: [], unused: [] });
});

test('what is in the baseline is known, what is in it and not found is gone', () => {
  const { open, known, gone } = triage(all, { ...base, baseline: new Set(['unused sg-1', 'unused sg-9', 'other x']) });
  expect(ids(known)).toEqual(['unused sg-1']);
  expect(open).toHaveLength(3);
  expect(gone).toEqual(['unused sg-9']);
});

test.each([
  [{ finding: 'open-port sg-1 a' }, ['open-port sg-1 a']],
  [{ check: 'open-port', component: 'sg-1' }, ['open-port sg-1 a', 'open-port sg-1 b']],
  [{ check: 'open-port' }, ['open-port sg-1 a', 'open-port sg-1 b', 'open-port sg-2 a']],
  [{ check: 'unused', component: 'sg-1' }, ['unused sg-1']],
])('an exception of %j is about %j', (about, expected) => {
  const { excepted, unused } = triage(all, { ...base, exceptions: [{ ...about, ...given }] });
  expect(excepted.map(({ finding: { id } }) => id)).toEqual(expected);
  expect(unused).toEqual([]);
});

test('an exception holds to the end of its last day', () => {
  const until = (expires: string) => triage(all, { ...base, exceptions: [{ check: 'unused', ...given, expires }] });
  expect(until('2026-06-30').excepted).toHaveLength(1);
  expect(until('2026-06-29')).toMatchObject({ excepted: [], expired: [{ expires: '2026-06-29' }], unused: [] });
});

test('an exception about nothing is told, unless its check did not run', () => {
  const exceptions = [
    { check: 'open-port', component: 'sg-9', ...given },
    { check: 'exposure', ...given },
  ];
  expect(triage(all, { ...base, exceptions }).unused).toEqual([exceptions[0]]);
});

test('the closest of several exceptions is the one that counts', () => {
  const exceptions = [
    { check: 'open-port', ...given, owner: 'all' },
    { finding: 'open-port sg-1 a', ...given, owner: 'one' },
  ];
  const { excepted } = triage(all, { ...base, exceptions });
  expect(excepted.map(({ exception: { owner } }) => owner)).toEqual(['one', 'all', 'all']);
});

test('as bad as, or worse', () => {
  expect(isAnyAtLeast([finding('a b', 'medium')], 'high')).toBe(false);
  expect(isAnyAtLeast([finding('a b', 'medium')], 'medium')).toBe(true);
  expect(isAnyAtLeast([finding('a b', 'critical')], 'high')).toBe(true);
  expect(isAnyAtLeast([], 'info')).toBe(false);
});
