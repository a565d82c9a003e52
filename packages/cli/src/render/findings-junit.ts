import { type Finding, isAnyAtLeast, type Severity, type Undecided } from '@hopwise/core';
import { escapeText } from './escape-text.ts';
import { type FindingsDocument, saidOf } from './findings-document.ts';
import { placeOf } from './place-of.ts';

export interface JunitOptions {
  /** What is not as bad is told, and fails nothing. */
  readonly failOn: Severity;
  readonly isUndecidedAllowed: boolean;
}

/** One test a policy or check, as CI servers show them: what was found is a failure, and so is what nobody knows, unless allowed. */
export function findingsJunit(
  { command, checks, findings, undecided }: FindingsDocument,
  { failOn, isUndecidedAllowed }: JunitOptions,
): string {
  const withEnd = (one: Finding): Finding => ({ ...one, message: saidOf(command, one) });
  const cases = checks.map(({ id, title }) => {
    const own = findings.filter(({ check }) => check === id);
    const failed = own.filter((one) => isAnyAtLeast([one], failOn));
    const open = undecided.filter(({ check }) => check === id);
    const inside = [
      ...(failed.length > 0 ? [failure(command === 'check' ? 'violation' : 'finding', failed.map(withEnd))] : []),
      ...(open.length > 0 && failed.length === 0
        ? [isUndecidedAllowed ? skipped(open) : failure('undecided', open)]
        : []),
      ...(own.length > failed.length
        ? [`      <system-out>${toldText(own.filter((one) => !failed.includes(one)).map(withEnd))}</system-out>`]
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
    `  <testsuite name="hopwise ${command}" tests="${cases.length}" failures="${bad}" errors="0" skipped="${left}">`,
    ...cases.flatMap(({ head, inside }) =>
      inside.length === 0 ? [`${head}/>`] : [`${head}>`, ...inside, '    </testcase>'],
    ),
    '  </testsuite>',
    '</testsuites>\n',
  ].join('\n');
}

function failure(type: string, all: readonly (Finding | Undecided)[]): string {
  const [first] = all;
  return `      <failure type="${type}" message="${xml(first?.message ?? '')}">${toldText(all)}</failure>`;
}

function toldText(all: readonly (Finding | Undecided)[]): string {
  return xml(all.flatMap(toldLines).join('\n'));
}

/** A finding with the rules that decide, and where they are written. */
function toldLines(one: Finding | Undecided): readonly string[] {
  const evidence = 'evidence' in one ? one.evidence : [];
  return [
    one.message,
    ...evidence.map(({ component, text, source }) => `  ${component}: ${text}${source ? ` (${placeOf(source)})` : ''}`),
  ];
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
