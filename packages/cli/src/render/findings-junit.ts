import type { Finding, Undecided } from '@hopwise/core';
import { escapeText } from './escape-text.ts';
import type { FindingsDocument } from './findings-document.ts';

/** One test a policy, as CI servers show them: a violation is a failure, and so is what nobody knows, unless allowed. */
export function findingsJunit({ checks, findings, undecided }: FindingsDocument, isUndecidedAllowed: boolean): string {
  const cases = checks.map(({ id, title }) => {
    const failed = findings.filter(({ check }) => check === id);
    const open = undecided.filter(({ check }) => check === id);
    const inside = [
      ...(failed.length > 0 ? [failure('violation', failed)] : []),
      ...(open.length > 0 && failed.length === 0
        ? [isUndecidedAllowed ? skipped(open) : failure('undecided', open)]
        : []),
    ];
    const head = `    <testcase classname="hopwise" name="${xml(`${id}: ${title}`)}"`;
    return { head, inside };
  });
  const bad = cases.filter(({ inside }) => inside.some((one) => one.includes('<failure'))).length;
  const left = cases.filter(({ inside }) => inside.some((one) => one.includes('<skipped'))).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite name="hopwise check" tests="${cases.length}" failures="${bad}" errors="0" skipped="${left}">`,
    ...cases.flatMap(({ head, inside }) =>
      inside.length === 0 ? [`${head}/>`] : [`${head}>`, ...inside, '    </testcase>'],
    ),
    '  </testsuite>',
    '</testsuites>\n',
  ].join('\n');
}

function failure(type: string, all: readonly (Finding | Undecided)[]): string {
  const [first] = all;
  return `      <failure type="${type}" message="${xml(first?.message ?? '')}">${xml(all.map(({ message }) => message).join('\n'))}</failure>`;
}

function skipped(all: readonly Undecided[]): string {
  return `      <skipped message="${xml(all[0]?.message ?? '')}"/>`;
}

function xml(text: string): string {
  return text
    .split('\n')
    .map(escapeText)
    .join('&#10;')
    .replace(/&(?!#10;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
