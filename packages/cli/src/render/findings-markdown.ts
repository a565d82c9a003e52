import { SEVERITIES } from '@hopwise/core';
import { escapeMarkdown } from './escape-markdown.ts';
import { escapeDeep } from './escape-text.ts';
import type { FindingsDocument } from './findings-document.ts';

const MOST_SHOWN = 100;

/** A comment for a pull request: what is wrong, worst first, then what nobody knows, folded. */
export function findingsMarkdown(untrusted: FindingsDocument): string {
  const { checks, findings, undecided, known, excepted } = escapeDeep(untrusted);
  const sign = findings.length > 0 ? '❌' : undecided.length > 0 ? '❔' : '✅';
  const head = `### ${sign} ${findings.length} violations of ${checks.length} policies; ${undecided.length} undecided`;
  const rest = `${known.length} in the baseline, ${excepted.length} excepted`;
  const worst = findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  const rows = worst
    .slice(0, MOST_SHOWN)
    .map(({ check, severity, message }) => `| ${severity} | ${escapeMarkdown(check)} | ${escapeMarkdown(message)} |`);
  const table = rows.length === 0 ? [] : ['| severity | policy | what |', '|---|---|---|', ...rows, ''];
  const more = findings.length > rows.length ? [`… and ${findings.length - rows.length} more`, ''] : [];
  const open = undecided
    .slice(0, MOST_SHOWN)
    .map(({ check, message }) => `- ${escapeMarkdown(`${check}: ${message}`)}`);
  const folded = open.length === 0 ? [] : ['<details><summary>Undecided</summary>', '', ...open, '', '</details>', ''];
  return [head, '', rest, '', ...table, ...more, ...folded].join('\n');
}
