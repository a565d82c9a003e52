import { CHANGE_KINDS, type ChangeKind, type ExplainedGroup } from '@hopwise/core';
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
import { escapeDeep } from './escape-text.ts';
import { joinSections } from './join-sections.ts';
import { createLabels, type Labels } from './labels.ts';
import { createPalette, type Palette } from './palette.ts';
import { placeOf } from './place-of.ts';
import { wrapText } from './wrap-text.ts';

export interface DiffStyle {
  readonly isColoured: boolean;
  readonly columns: number;
}

interface Style extends DiffStyle {
  readonly labels: Labels;
  readonly palette: Palette;
}

/** Longer lists of changes without effect are counted. */
const MOST_UNMAPPED = 20;

const TONES = {
  'newly-reachable': 'good',
  'no-longer-reachable': 'bad',
  'changed-services': 'unsure',
  'newly-one-way': 'bad',
  'no-longer-one-way': 'bad',
  'newly-unknown': 'unsure',
  'no-longer-unknown': 'unsure',
  'changed-client-ports': 'unsure',
} as const satisfies Record<ChangeKind, keyof Palette>;

/** What differs, in short; then kind by kind which pairs, why, and what to ask to see one; then changes without effect. */
export function diffText(untrusted: DiffDocument, options: DiffStyle): string {
  const document = escapeDeep(untrusted);
  const palette = createPalette(options.isColoured);
  const style: Style = { ...options, palette, labels: createLabels(document.components, false) };
  const { columns } = options;
  const head = wrapText(headlineOf(document), { columns, first: '', next: '  ' });
  const tone = { equivalent: 'good', different: 'bad', undecided: 'unsure' } as const;
  const sections = [
    head.map((line) => line.replace(/^[A-Z]+(?=:)/, (word) => palette[tone[document.result]](palette.strong(word)))),
    ...CHANGE_KINDS.flatMap((kind) => kindLines(kind, document, style)),
    unmappedLines(document, style),
  ];
  return joinSections(sections);
}

function kindLines(kind: ChangeKind, { groups }: DiffDocument, style: Style): readonly (readonly string[])[] {
  const own = groups.filter((one) => one.kind === kind);
  if (own.length === 0) return [];
  const title = style.palette[TONES[kind]](style.palette.strong(KIND_TITLES[kind]));
  return own.map((group, at) => [...(at === 0 ? [title] : []), ...groupLines(group, style)]);
}

function groupLines(group: ExplainedGroup, style: Style): readonly string[] {
  const { labels, columns, palette } = style;
  const { blame, asked, witness, pairs } = group;
  const wrap = (text: string, first: string) => wrapText(text, { columns, first, next: '      ' });
  return [
    ...endsTexts(group, labels).flatMap((ends, at, all) => {
      const count = at === all.length - 1 ? ` (${counted(pairs, 'pair')})` : '';
      return wrapText(`${ends}${count}`, { columns, first: '  ', next: '    ' });
    }),
    ...wrap(changesText(group), '    '),
    ...(blame ?? []).flatMap((one, at) => [
      ...wrap(`${at === 0 ? 'because of' : 'and of'} ${differenceLine(one, labels)}`, '    '),
      ...(one.source ? [palette.faint(`      ${placeOf(one.source)}`)] : []),
    ]),
    ...(blame && asked < pairs ? wrap(`asked of ${asked} of them`, '    ') : []),
    ...(blame ? [] : wrap(`because ${group.ends ? '' : 'of '}${unblamedText(group)}`, '    ')),
    palette.faint(`    hopwise path ${witness.from} ${witness.to}`),
  ];
}

const UNMAPPED = {
  none: 'Changes without effect',
  some: 'Changes that nothing above is blamed on',
  ends: 'Changes that nothing above is blamed on, though new ends may need them',
} as const;

function unmappedLines(
  { unmapped, result, groups }: DiffDocument,
  { labels, columns, palette }: Style,
): readonly string[] {
  if (unmapped.length === 0) return [];
  const rest = unmapped.length - MOST_UNMAPPED;
  return [
    palette.strong(UNMAPPED[result === 'equivalent' ? 'none' : groups.some(({ ends }) => ends) ? 'ends' : 'some']),
    ...unmapped
      .slice(0, MOST_UNMAPPED)
      .flatMap((one) => wrapText(differenceLine(one, labels), { columns, first: '  ', next: '    ' })),
    ...(rest > 0 ? [`  … and ${rest} more: --format json has them all`] : []),
  ];
}
