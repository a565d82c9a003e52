import { CHANGE_KINDS, type Difference, type ExplainedGroup } from '@hopwise/core';
import { boundedMarkdown } from './bounded-markdown.ts';
import type { DiffDocument } from './diff-document.ts';
import {
  changesText,
  counted,
  differenceLine,
  endsTexts,
  headlineOf,
  KIND_TITLES,
  unblamedText,
} from './diff-words.ts';
import { codeSpan, escapeMarkdown } from './escape-markdown.ts';
import { escapeDeep } from './escape-text.ts';
import { createLabels, type Labels } from './labels.ts';

/** Forges take 65,536 characters in a comment, of which `hopwise check` has the rest. */
const LONGEST = 35_000;
const MOST_IN_TABLE = 12;
const MOST_UNMAPPED = 50;
const MOST_ENDS = 20;
const MOST_BLOCKS = 10;

/** A comment for a pull request: what changes first, then a table, then every group folded. */
export function diffMarkdown(untrusted: DiffDocument): string {
  const document = escapeDeep(untrusted);
  const labels = createLabels(document.components, false);
  const sign = { equivalent: '✅', different: '⚠️', undecided: '❔' }[document.result];
  const parts = [
    `### ${sign} ${escapeMarkdown(headlineOf(document))}\n`,
    `\`hopwise diff\`: ${escapeMarkdown(document.before)} → ${escapeMarkdown(document.after)}\n`,
    ...tables(document, labels),
    ...document.groups.map((group) => folded(group, labels)),
    ...unmappedPart(document.unmapped, labels),
  ];
  return boundedMarkdown(parts, LONGEST);
}

function tables({ groups }: DiffDocument, labels: Labels): readonly string[] {
  return CHANGE_KINDS.flatMap((kind) => {
    const own = groups.filter((one) => one.kind === kind);
    if (own.length === 0) return [];
    const rows = own
      .slice(0, MOST_IN_TABLE)
      .map(
        (group) =>
          `| ${escapeMarkdown(endsTexts(group, labels).join('; '))} | ${escapeMarkdown(changesText(group))} | ${escapeMarkdown(causeOf(group, labels))} |`,
      );
    const rest = own.length - rows.length;
    const head = `**${KIND_TITLES[kind]}**\n\n| who | what | because of |\n|---|---|---|`;
    return [[head, ...rows, ...(rest > 0 ? [`\n… and ${rest} more`] : [])].join('\n').concat('\n')];
  });
}

export function causeOf(group: ExplainedGroup, labels: Labels): string {
  const { blame } = group;
  return blame ? blame.map((one) => differenceLine(one, labels)).join('; ') : unblamedText(group);
}

function folded(group: ExplainedGroup, labels: Labels): string {
  const { blocks, pairs, witness } = group;
  const title = `${KIND_TITLES[group.kind]}: ${endsTexts(group, labels).join('; ')} (${counted(pairs, 'pair')})`;
  return [
    `<details><summary>${escapeMarkdown(title)}</summary>\n`,
    `- ${escapeMarkdown(changesText(group))}`,
    ...(group.blame ?? []).map((one) => {
      const { source } = one;
      const at = source?.line === undefined ? '' : `:${source.line}`;
      const place = source ? ` (${source.file}${at} ${source.pointer})` : '';
      return `- because of ${escapeMarkdown(`${differenceLine(one, labels)}${place}`)}`;
    }),
    ...blocks
      .slice(0, MOST_BLOCKS)
      .map(({ from, to }) => `- ${escapeMarkdown(`${listed(from.exact)} → ${listed(to.exact)}`)}`),
    ...(blocks.length > MOST_BLOCKS ? [`- and ${blocks.length - MOST_BLOCKS} more such`] : []),
    `- see one: ${codeSpan(`hopwise path ${witness.from} ${witness.to}`)}`,
    '\n</details>\n',
  ].join('\n');
}

function unmappedPart(unmapped: readonly Difference[], labels: Labels): readonly string[] {
  if (unmapped.length === 0) return [];
  const rest = unmapped.length - MOST_UNMAPPED;
  return [
    [
      `<details><summary>${counted(unmapped.length, 'change')} that nothing is blamed on</summary>\n`,
      ...unmapped.slice(0, MOST_UNMAPPED).map((one) => `- ${escapeMarkdown(differenceLine(one, labels))}`),
      ...(rest > 0 ? [`- … and ${rest} more`] : []),
      '\n</details>\n',
    ].join('\n'),
  ];
}

function listed(ends: readonly string[]): string {
  const rest = ends.length - MOST_ENDS;
  return rest > 0 ? `${ends.slice(0, MOST_ENDS).join(', ')} and ${rest} more` : ends.join(', ');
}
