import { type Finding, SEVERITIES, type Undecided } from '@hopwise/core';
import { boundedMarkdown, fitting } from './bounded-markdown.ts';
import { pasteableEdit } from './edit-lines.ts';
import { codeSpan, escapeMarkdown } from './escape-markdown.ts';
import { escapeDeep } from './escape-text.ts';
import { type FindingsDocument, saidOf } from './findings-document.ts';
import { createLabels, type Labels } from './labels.ts';
import { provenBy } from './mend-lines.ts';
import { placeOf } from './place-of.ts';

/** Forges take 65,536 characters in a comment, of which `hopwise diff` has the rest. */
const LONGEST = 25_000;
const LONGEST_TABLE = 10_000;
const MOST_IN_TABLE = 100;
const MOST_IN_DETAIL = 20;
const MOST_RULES = 10;
/** Messages hold what owners write; nobody reads more of one in a table. */
const LONGEST_CELL = 400;

/** A comment for a pull request: what is wrong, worst first, then one after another how that comes about, folded. */
export function findingsMarkdown(untrusted: FindingsDocument): string {
  const document = escapeDeep(untrusted);
  const { findings, undecided } = document;
  const labels = createLabels(document.components, false);
  const worst = findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  return boundedMarkdown(
    [
      headOf(document),
      ...tableOf(worst, document.command, labels),
      ...detailsOf(worst, document.command, labels),
      ...undecidedOf(undecided, labels),
    ],
    LONGEST,
  );
}

function headOf({ command, checks, findings, undecided, known, excepted }: FindingsDocument): string {
  const sign = findings.length > 0 ? '❌' : undecided.length > 0 ? '❔' : '✅';
  const [what, of] = command === 'check' ? (['violation', 'policy'] as const) : (['finding', 'check'] as const);
  const said = `${counted(findings.length, what)} of ${counted(checks.length, of)}; ${undecided.length} undecided`;
  return `### ${sign} ${said}\n\n${known.length} in the baseline, ${excepted.length} excepted\n`;
}

function tableOf(worst: readonly Finding[], command: string, labels: Labels): readonly string[] {
  if (worst.length === 0) return [];
  const all = worst.slice(0, MOST_IN_TABLE).map((one) => {
    return `| ${one.severity} | ${escapeMarkdown(one.check)} | ${cell(labels.inText(saidOf(command, one)))} |`;
  });
  const rows = fitting(all, LONGEST_TABLE);
  const rest = worst.length - rows.length;
  const head = `| severity | ${command === 'check' ? 'policy' : 'check'} | what |\n|---|---|---|`;
  return [[head, ...rows, ...(rest > 0 ? [`\n… and ${rest} more`] : [])].join('\n').concat('\n')];
}

/** Of the first, which way packets go, which rules decide, where they are written, and what would mend it. */
function detailsOf(worst: readonly Finding[], command: string, labels: Labels): readonly string[] {
  const told = worst.filter(({ evidence, way, mend }) => evidence.length > 0 || way || mend).slice(0, MOST_IN_DETAIL);
  return told.map((one) => {
    const { check, evidence, way = [], mend } = one;
    const rules = evidence.slice(0, MOST_RULES).map(({ component: at, text, source }) => {
      const place = source ? ` (${placeOf(source)})` : '';
      return `- ${cell(`${labels.full(at)}: ${labels.inText(text)}${place}`)}`;
    });
    const rest = evidence.length - rules.length;
    return [
      `<details><summary>${escapeMarkdown(`${check}: `)}${cell(labels.inText(saidOf(command, one)))}</summary>\n`,
      ...(way.length > 0 ? [`- ${escapeMarkdown(way.map(labels.short).join(' → '))}`] : []),
      ...rules,
      ...(rest > 0 ? [`- … and ${rest} more`] : []),
      ...(mend ? mendItems(mend, labels) : []),
      '\n</details>\n',
    ].join('\n');
  });
}

function mendItems({ result, edits, isFewest }: NonNullable<Finding['mend']>, labels: Labels): readonly string[] {
  if (result === 'none') return ['- no change that is known would mend it'];
  return [
    `- to mend it, ${provenBy(isFewest)}:`,
    ...edits.flatMap(({ component, text, commands }) => [
      `  - ${escapeMarkdown(`${labels.full(component)}: ${labels.inText(text)}`)}`,
      ...commands.map((command) => `    ${codeSpan(pasteableEdit(command))}`),
    ]),
  ];
}

function undecidedOf(undecided: readonly Undecided[], labels: Labels): readonly string[] {
  if (undecided.length === 0) return [];
  const all = undecided
    .slice(0, MOST_IN_TABLE)
    .map(({ check, message }) => `- ${escapeMarkdown(`${check}: `)}${cell(labels.inText(message))}`);
  const shown = fitting(all, LONGEST_TABLE);
  const rest = undecided.length - shown.length;
  return [
    [
      '<details><summary>Undecided</summary>\n',
      ...shown,
      ...(rest > 0 ? [`- … and ${rest} more`] : []),
      '\n</details>\n',
    ].join('\n'),
  ];
}

function cell(text: string): string {
  return escapeMarkdown(text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}…` : text);
}

function counted(count: number, noun: 'violation' | 'policy' | 'finding' | 'check'): string {
  const plural = noun === 'policy' ? 'policies' : `${noun}s`;
  return `${count} ${count === 1 ? noun : plural}`;
}
