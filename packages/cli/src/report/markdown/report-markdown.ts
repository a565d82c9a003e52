import { createLabels, type Labels } from '../../render/labels.ts';
import type { ReportDocument } from '../report-document.ts';
import { changeMarkdown } from './change.ts';
import { findingsMarkdown } from './findings.ts';
import { matrixMarkdown } from './matrix.ts';
import { resilienceMarkdown } from './resilience.ts';
import { reviewMarkdown } from './review.ts';
import { md, mdCode, mdList, mdTable } from './text.ts';

const SIGNS = { bad: '❌', warn: '⚠️', good: '✅', unsure: '❔' } as const;

/** The report for a repository: the same sections as the page, without the map and the asking. */
export function reportMarkdown(report: ReportDocument): string {
  const { change, review, exposure, egress, configuration, matrix, resilience } = report;
  const labels = createLabels(report.components, false);
  const sections: readonly (readonly [string, string] | false | undefined)[] = [
    ['Summary', summary(report)],
    change && ['Change under review', changeMarkdown(change, labels)],
    review && ['Questions and policies', reviewMarkdown(review, labels)],
    ['Segmentation', matrixMarkdown(matrix)],
    ['Exposure to the internet', findingsMarkdown(exposure, labels, 'The internet reaches nothing.')],
    ['Ways out to the internet', findingsMarkdown(egress, labels, 'Nothing reaches the internet.')],
    ['Resilience', resilienceMarkdown(resilience, labels)],
    ['Configuration', findingsMarkdown(configuration, labels, 'No check of the configuration found anything.')],
    ['Unknowns and assumptions', unknowns(report, labels)],
    ['Compliance evidence', compliance(report, labels)],
    ['How it was computed', method(report)],
  ];
  const told = sections.filter((one) => Array.isArray(one) && one[1] !== '') as readonly (readonly [string, string])[];
  return `# ${md(report.title)}\n\n${told.map(([title, text]) => `## ${title}\n\n${text.trim()}\n`).join('\n')}`;
}

function summary({ summary: lines, asOf, hopwise, input }: ReportDocument): string {
  const rows = lines.map(({ tone, subject, verdict, text }) => [SIGNS[tone], subject, `**${md(verdict)}**`, md(text)]);
  return `Hopwise ${md(hopwise)}${asOf ? `, as of ${md(asOf)}` : ''}, snapshot ${mdCode(input.sha256.slice(0, 12))}.\n\n${mdTable(['', 'What', 'How it stands', 'In short'], rows)}`;
}

function unknowns({ unknowns: told }: ReportDocument, labels: Labels): string {
  const { missing, moreMissing, problems, moreProblems, stated, assumptions } = told;
  return [
    missing.length === 0
      ? 'Every list that the input needs was read.\n'
      : mdTable(
          ['List', 'Where', 'What stays unknown', 'The call'],
          missing.map(({ title, state, account, region, without, commands }) => [
            md(`${title} (${state})`),
            md([account, region].filter(Boolean).join(' ')),
            md(without),
            mdCode(commands[0] ?? ''),
          ]),
        ),
    moreMissing > 0 ? `and ${moreMissing} more\n` : '',
    mdList(problems.map(({ severity, code, message }) => `${severity} ${mdCode(code)}: ${md(message)}`)),
    moreProblems > 0 ? `and ${moreProblems} more\n` : '',
    stated.length > 0 ? `Stated by the owner:\n\n${mdList(stated.map((one) => md(labels.inText(one))))}` : '',
    assumptions.length > 0
      ? `Assumed where AWS says nothing:\n\n${mdList(assumptions.map(({ rule, title, text }) => `${mdCode(rule)} (${md(title)}) ${md(text)}`))}`
      : '',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function compliance({ compliance: { frameworks } }: ReportDocument, labels: Labels): string {
  const tables = frameworks.map(({ name, controls }) => {
    const rows = controls.map(({ control, result, findings, checks, components }) => [
      md(control),
      result === 'none' ? 'none found' : result,
      findings,
      checks.map(mdCode).join(', '),
      md(components.map(labels.short).join(', ')),
    ]);
    return `### ${name}\n\n${mdTable(['Control', 'Result', 'Findings', 'Checks', 'Where'], rows)}`;
  });
  return `Evidence from the configuration that was read; no statement that an organisation complies.\n\n${tables.join('\n')}`;
}

function method({ input, matrix, resilience }: ReportDocument): string {
  const files = mdTable(
    ['File', 'Records'],
    input.files.map(({ file, records }) => [md(file), records]),
  );
  return `${mdList([
    `Snapshot ${mdCode(`sha256:${input.sha256}`)}, ${input.records} records, ${input.interfaces} interfaces.`,
    'Every answer is of both directions, every pair of addresses, every service; what the input does not decide is “unknown”.',
    `The matrix gathers every pair of addresses by ${md(matrix.by)}.`,
    `Resilience followed ${resilience.asked} flows that work today, took away what they pass, one thing at a time, and asked them again.`,
    ...(input.assumed.length > 0 ? [`Assumed, as asked: ${md(input.assumed.join(', '))}.`] : []),
  ])}\n${files}`;
}
