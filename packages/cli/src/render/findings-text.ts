import { type Finding, SEVERITIES, type Severity, type Undecided } from '@hopwise/core';
import { escapeDeep } from './escape-text.ts';
import { exceptionLines } from './exception-lines.ts';
import type { FindingsDocument } from './findings-document.ts';
import { joinSections } from './join-sections.ts';
import { createLabels, type Labels } from './labels.ts';
import { mendLines } from './mend-lines.ts';
import { createPalette, type Palette } from './palette.ts';
import { placeOf } from './place-of.ts';
import { wrapText } from './wrap-text.ts';

export interface FindingsStyle {
  readonly isColoured: boolean;
  readonly columns: number;
  readonly isDetailed: boolean;
}

export interface FindingsLayout extends FindingsStyle {
  readonly labels: Labels;
  readonly palette: Palette;
  readonly titles: ReadonlyMap<string, string>;
}

/** Of one check; `--detail` shows all. */
const MOST_SHOWN = 10;

/** For people: how many, then worst first and check by check, then what could not be decided. */
export function findingsText(untrusted: FindingsDocument, options: FindingsStyle): string {
  const document = escapeDeep(untrusted);
  const style = layoutOf(document, options);
  const sections = [
    headLines(document, style),
    ...SEVERITIES.flatMap((severity) => severityLines(document, severity, style)),
    ...endSections(document, style),
  ];
  return joinSections(sections);
}

/** What every command that finds something ends with: what could not be told, exceptions to look at, where to read on. */
export function endSections(document: FindingsDocument, layout: FindingsLayout): readonly (readonly string[])[] {
  const { findings, command } = document;
  return [
    undecidedLines(document, layout),
    exceptionLines(document, layout.columns),
    // Policies are their owner's: hopwise knows nothing more of them.
    findings.length > 0 && command !== 'check'
      ? ['hopwise explain CHECK tells why a check matters and how to mend what it finds.']
      : [],
  ];
}

export function layoutOf(document: FindingsDocument, options: FindingsStyle): FindingsLayout {
  return {
    ...options,
    labels: createLabels(document.components, options.isDetailed),
    palette: createPalette(options.isColoured),
    titles: new Map(document.checks.map(({ id, title }) => [id, title])),
  };
}

export function headLines(
  { command, counts, checks, findings, known, excepted, gone, undecided }: FindingsDocument,
  style: FindingsLayout,
) {
  const bad = SEVERITIES.flatMap((severity) => (counts[severity] > 0 ? [`${counts[severity]} ${severity}`] : []));
  const policies = (count: number) => (count === 1 ? '1 policy' : `${count} policies`);
  const ranText = (count: number) => (command === 'check' ? policies(count) : counted(count, 'check'));
  // One check may lack a list in each of many places.
  const open = new Set(undecided.map(({ check }) => check)).size;
  const rest = [
    known.length > 0 ? [`${known.length} in the baseline`] : [],
    gone.length > 0 ? [`${gone.length} of the baseline gone`] : [],
    excepted.length > 0 ? [`${excepted.length} excepted`] : [],
    open > 0 ? [`${ranText(open)} undecided`] : [],
  ].flat();
  const found = findings.length === 0 ? 'nothing found' : bad.join(', ');
  const line = `${ranText(checks.length)}: ${[found, ...rest].join('; ')}`;
  return wrapText(line, { columns: style.columns, first: '', next: '  ' }).map(style.palette.strong);
}

function severityLines(
  { findings }: FindingsDocument,
  severity: Severity,
  style: FindingsLayout,
): readonly (readonly string[])[] {
  const here = findings.filter((one) => one.severity === severity);
  if (here.length === 0) return [];
  const tone = { critical: 'bad', high: 'bad', medium: 'unsure', low: 'strong', info: 'faint' } as const;
  const checks = [...new Set(here.map(({ check }) => check))];
  const groups = checks.map((check) =>
    checkLines(
      check,
      here.filter((one) => one.check === check),
      style,
    ),
  );
  return [[style.palette[tone[severity]](severity.toUpperCase())], ...groups];
}

function checkLines(check: string, found: readonly Finding[], style: FindingsLayout): readonly string[] {
  const shown = style.isDetailed ? found : found.slice(0, MOST_SHOWN);
  const rest = found.length - shown.length;
  const head = `${check}: ${style.titles.get(check) ?? ''}${found.length > 1 ? ` (${found.length})` : ''}`;
  return [
    ...wrapText(head, { columns: style.columns, first: '', next: '  ' }).map(style.palette.strong),
    // What is said of one component after another stands under its name.
    ...shown.flatMap((one, at) => findingLines(one, shown[at - 1]?.component !== one.component, style)),
    ...(rest > 0 ? [`  … and ${rest} more: --detail shows them all`] : []),
  ];
}

function findingLines(
  { id, component, message, evidence, way, mend }: Finding,
  isNamed: boolean,
  style: FindingsLayout,
): readonly string[] {
  const { columns, labels } = style;
  const lines = [
    ...(isNamed ? wrapText(labels.full(component), { columns, first: '  ', next: '    ' }) : []),
    ...wrapText(labels.inText(message), { columns, first: '    ', next: '    ' }),
  ];
  const mending = mend ? mendLines(mend, style) : [];
  if (!style.isDetailed) return [...lines, ...mending];
  const details = evidence.flatMap(({ component: at, text, source }) => [
    ...wrapText(`${labels.full(at)}: ${labels.inText(text)}`, { columns, first: '    · ', next: '      ' }),
    ...(source ? [style.palette.faint(`      ${placeOf(source)}`)] : []),
  ]);
  const passed = way ? wrapText(way.map(labels.short).join(' → '), { columns, first: '    ', next: '      ' }) : [];
  return [...lines, ...passed, ...details, ...mending, style.palette.faint(`    id: ${id}`)];
}

/** By what is missing: many checks want the same list. */
function undecidedLines({ undecided }: FindingsDocument, style: FindingsLayout): readonly string[] {
  if (undecided.length === 0) return [];
  const groups = new Map<string, Undecided[]>();
  for (const one of undecided) {
    const key = [one.component ?? '', one.message, ...one.missing.map(({ command }) => command)].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const { columns, labels } = style;
  const lines = [...groups.values()].flatMap((same) => {
    const { component, message, missing } = same[0] as Undecided;
    const about = component ? `${labels.full(component)}: ` : '';
    const commands = [...new Set(missing.map(({ command }) => command))];
    return [
      ...wrapText(`${about}${message}`, { columns, first: '  ', next: '    ' }),
      ...wrapText(same.map(({ check }) => check).join(', '), { columns, first: '    ', next: '    ' }),
      ...commands.map((command) => `    ${command}`),
    ];
  });
  return [style.palette.unsure('UNDECIDED'), ...lines];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
