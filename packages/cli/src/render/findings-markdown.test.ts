import type { Finding } from '@hopwise/core';
import { expect, test } from 'vitest';
import type { FindingsDocument } from './findings-document.ts';
import { findingsJunit } from './findings-junit.ts';
import { findingsMarkdown } from './findings-markdown.ts';

function documentOf(findings: readonly Partial<Finding>[], command = 'check'): FindingsDocument {
  const full = {
    id: 'one a > b',
    check: 'one',
    severity: 'high',
    component: 'eni-1',
    message: 'a can reach b',
  } as const;
  return {
    command,
    checks: [{ id: 'one', title: 'a → b is blocked', severity: 'high' }],
    asOf: '2026-11-22',
    counts: { critical: 0, high: findings.length, medium: 0, low: 0, info: 0 },
    findings: findings.map((finding) => ({ evidence: [], ...full, ...finding })),
    known: [],
    excepted: [],
    gone: [],
    exceptions: { expired: [], unused: [] },
    undecided: [],
    components: { 'eni-1': { kind: 'networkInterface', name: '`x` | <img src=x> @everyone' } },
    diagnostics: [],
  };
}

test('names and reasons are shown as they are, in a row each', () => {
  const message = 'eni-1 can reach b (https://evil.test [x](y) | <script>\u001b[31m\n# no heading)';
  const text = findingsMarkdown(documentOf([{ message, way: ['eni-1', 'b'] }]));
  expect(text).not.toMatch(/<script|<img|@everyone|https:\/\/|\]\(/);
  expect(text).not.toContain('\u001b');
  expect(text.match(/^\|/gm)).toHaveLength(3);
  expect(text.match(/^#/gm)).toHaveLength(1);
});

test('a comment fits where comments go, whatever owners write and however much there is', () => {
  const evidence = [{ component: 'eni-1', effect: 'admits', text: '|'.repeat(5_000) }] as const;
  const many = Array.from({ length: 500 }, () => ({ message: '<'.repeat(50_000), evidence, way: ['eni-1'] }));
  const text = findingsMarkdown(documentOf(many));
  expect(text.length).toBeLessThan(26_000);
  expect(text).toContain('500 violations of 1 policy;');
  expect(text).toMatch(/… and \d+ more/);
  expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
});

test('of JUnit only what fails the run is a failure', () => {
  const findings = [{ severity: 'low', message: 'small' }, { message: 'grave' }] as const;
  const junit = (failOn: 'high' | 'critical' | 'low') =>
    findingsJunit(documentOf(findings, 'lint'), { failOn, isUndecidedAllowed: false });
  expect(junit('critical')).toContain('failures="0"');
  expect(junit('critical')).toMatch(/<system-out>eni-1: small&#10;eni-1: grave</);
  expect(junit('high')).toMatch(/<failure type="finding" message="eni-1: grave">eni-1: grave</);
  expect(junit('high')).toContain('<system-out>eni-1: small<');
  expect(junit('low')).not.toContain('system-out');
});
