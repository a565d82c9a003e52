import { causeOf } from '../../render/diff-markdown.ts';
import { changesText, differenceLine, endsTexts, headlineOf, KIND_TITLES } from '../../render/diff-words.ts';
import { statement } from '../../render/hop-lines.ts';
import type { Labels } from '../../render/labels.ts';
import type { ChangeSection } from '../sections/change-section.ts';
import { md, mdList, mdTable } from './text.ts';

const MOST_UNMAPPED = 30;

export function changeMarkdown(change: ChangeSection, labels: Labels): string {
  const { before, after, groups, moreGroups, remedies, unmapped } = change;
  const rows = groups.map((group) => [
    KIND_TITLES[group.kind],
    endsTexts(group, labels).map(md).join('<br>'),
    md(changesText(group)),
    md(causeOf(group, labels)),
    group.pairs,
  ]);
  const undo = remedies.map(({ from, to, edits }) => {
    const texts = edits.edits.map(({ component, text }) =>
      md(statement({ component, text }, undefined, labels, labels.full)),
    );
    return `${md(labels.inText(from))} → ${md(labels.inText(to))}: ${texts.join('; ')}`;
  });
  const spare = unmapped.slice(0, MOST_UNMAPPED).map((one) => md(differenceLine(one, labels)));
  const rest = unmapped.length - spare.length;
  return [
    `**${md(headlineOf({ ...change, components: {}, diagnostics: { before: [], after: [] } }))}**\n`,
    `Before: ${md(before)}. After: ${md(after)}.\n`,
    mdTable(['Change', 'Who', 'What', 'Because of', 'Pairs'], rows),
    ...(moreGroups > 0 ? [`and ${moreGroups} more groups\n`] : []),
    ...(undo.length > 0 ? [`What would undo it, proven by making it:\n\n${mdList(undo)}`] : []),
    ...(spare.length > 0
      ? [`Differences of the input that change nothing:\n\n${mdList(spare)}${rest > 0 ? `\nand ${rest} more\n` : ''}`]
      : []),
  ].join('\n');
}
