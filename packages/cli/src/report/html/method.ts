import type { ReportDocument } from '../report-document.ts';
import { html, type Markup } from './markup.ts';
import { code, list, table } from './words.ts';

/** How it was computed, and from what. */
export function methodHtml({ input, hopwise, asOf, matrix, resilience }: ReportDocument): Markup {
  return html`${list([
    html`Hopwise ${hopwise} read the files below, offline, and asked one graph of them. The same files give the same bytes.`,
    'Every answer is of both directions: the request over routes, network ACLs, security groups and firewalls, and its reply by its own way back.',
    'Answers are of sets, not samples: every pair of addresses, every service. “Blocked” is a proof, as far as the input goes; what the input does not decide is “unknown”.',
    `The matrix asked every pair of addresses once and gathered them by ${matrix.by}.`,
    `Resilience followed one pair of each behaviour of each pair of segments (${resilience.asked}), took away everything on their ways, one at a time, compiled the network anew and asked them again.`,
    'The map is laid out when the report is made; the page asks by the same code as the command line.',
    ...(input.assumed.length > 0 ? [`Assumed, as asked: ${input.assumed.join(', ')}.`] : []),
    ...(asOf === undefined ? [] : [`Exceptions were judged by ${asOf}.`]),
  ])}
<dl class="pairs"><div><dt>Snapshot</dt><dd>${code(`sha256:${input.sha256}`)}</dd></div><div><dt>Records</dt><dd>${input.records}</dd></div><div><dt>Accounts</dt><dd>${input.accounts.join(', ')}</dd></div><div><dt>Regions</dt><dd>${input.regions.join(', ')}</dd></div></dl>
<details><summary>${input.files.length} files</summary>${table(
    'Files that were read',
    ['File', 'Records'],
    input.files.map(({ file, records }) => [file, records]),
  )}</details>
<details><summary>What was read</summary>${table(
    'Records by kind',
    ['Kind', 'Records'],
    input.counts.map(({ title, records }) => [title, records]),
  )}</details>`;
}
