import type { Verdict } from '@hopwise/core';
import { escapeText } from '../../render/escape-text.ts';
import type { CellDocument, MatrixDocument } from '../../render/matrix-document.ts';
import { cellOf, selectedCell } from '../state/matrix-keys.ts';
import type { MatrixState, State } from '../state/state.ts';
import { cutText, fit, type Line, type Span, span, type Tone, wrapped } from './line.ts';
import { stepsNote } from './steps-note.ts';
import { NOTHING, type View } from './view.ts';

const SIGNS: Readonly<Record<Verdict, readonly [sign: string, tone: Tone]>> = {
  reachable: ['✓', 'good'],
  unknown: ['?', 'unsure'],
  'forward-only': ['→', 'bad'],
  blocked: ['·', 'faint'],
};
const LEGEND = '✓ reachable, both ways  ? unknown  → delivered, no answer  · blocked';
const LABEL = 20;
const CELL = 4;

export function matrixView(state: State, columns: number): View {
  const { matrix } = state;
  const { document, by } = matrix;
  const title = `Matrix by ${escapeText(by)}`;
  if (!document) {
    const text = matrix.job === undefined ? 'r asks who talks to whom; b chooses by what.' : 'asking every pair …';
    return { title, head: [[span(text, 'faint')]], list: NOTHING };
  }
  if (matrix.view === 'cell') return cellView(matrix, document, columns);
  const shown = Math.max(1, Math.floor((columns - LABEL - 4) / CELL));
  const first = Math.max(0, Math.min(matrix.column - Math.floor(shown / 2), document.segments.length - shown));
  const numbers = document.segments
    .slice(first, first + shown)
    .map((_, at) => span(String(first + at + 1).padStart(CELL), first + at === matrix.column ? 'accent' : 'faint'));
  const note = stepsNote(state, matrix.steps);
  const head: Line = [...fit([span('from ↓  to →', 'faint')], LABEL + 1), ...numbers];
  return {
    title,
    head: [...(note.length > 0 ? [note] : []), head],
    list: {
      count: document.segments.length,
      cursor: matrix.row,
      marksItself: true,
      line: (at) => gridLine(document, matrix, at, first, shown),
    },
    foot: aboutCell(matrix, document, columns),
  };
}

function gridLine(
  document: MatrixDocument,
  { row, column }: MatrixState,
  at: number,
  first: number,
  shown: number,
): Line {
  const from = document.segments[at];
  if (!from) return [];
  const name = cutText(escapeText(from.name ?? from.id), LABEL - 5);
  const signs = document.segments.slice(first, first + shown).map((to, position): Span => {
    const [sign, tone] = SIGNS[cellOf(document, from.id, to.id)?.parts[0]?.verdict ?? 'blocked'];
    const isHere = at === row && first + position === column;
    return isHere ? span(`[${sign}]`.padStart(CELL), 'inverse') : span(`${sign} `.padStart(CELL), tone);
  });
  const isHere = at === row;
  const label = [
    span(isHere ? '›' : ' ', 'accent'),
    span(String(at + 1).padStart(3), 'faint'),
    span(` ${name}`, isHere ? 'strong' : undefined),
  ];
  return [...fit(label, LABEL), ...signs];
}

function aboutCell(matrix: MatrixState, document: MatrixDocument, columns: number): readonly Line[] {
  const cell = selectedCell(matrix);
  const parts = cell?.parts ?? [];
  return [
    [span('─'.repeat(columns), 'faint')],
    ...wrapped(endsOf(matrix, document), columns).map((text) => [span(text, 'strong')]),
    ...(cell ? partLines(cell, columns) : [[span('· blocked for every pair', 'faint')]]),
    ...(parts.length > 0 ? [[span('Enter shows the groups', 'accent')]] : []),
    [span(LEGEND, 'faint')],
  ];
}

function endsOf({ row, column }: MatrixState, { segments }: MatrixDocument): string {
  const [from, to] = [segments[row], segments[column]];
  const label = (one: typeof from) => escapeText(one?.name ? `${one.name} (${one.id})` : (one?.id ?? ''));
  return `${label(from)} → ${label(to)}`;
}

function partLines({ parts, pairs: all }: CellDocument, columns: number): readonly Line[] {
  return parts.flatMap(({ verdict, services, pairs }) => {
    const [sign, tone] = SIGNS[verdict];
    const share = pairs === all ? 'every pair' : `${pairs} of ${all} pairs`;
    return wrapped(`${verdict} on ${services} (${share})`, columns - 2, '  ').map((text, at) => [
      span(at === 0 ? `${sign} ` : '  ', tone),
      span(text),
    ]);
  });
}

function cellView(matrix: MatrixState, document: MatrixDocument, columns: number): View {
  const cell = selectedCell(matrix);
  const groups = cell?.groups ?? [];
  const chosen = groups[matrix.group];
  return {
    title: `Matrix: ${endsOf(matrix, document)}`,
    list: {
      count: groups.length,
      cursor: matrix.group,
      line: (at) => {
        const group = groups[at];
        if (!group) return [];
        const [sign, tone] = SIGNS[group.verdict];
        return [span(`${sign} `, tone), span(`${group.services}  `), span(`${group.pairs} pairs`, 'faint')];
      },
    },
    foot: chosen
      ? [
          [span('─'.repeat(columns), 'faint')],
          ...wrapped(`${chosen.verdict} on ${chosen.services}`, columns).map((text) => [span(text)]),
          [span(escapeText(`${chosen.witness.from} → ${chosen.witness.to}`), 'faint')],
          [span('Enter asks the path of this pair', 'accent')],
        ]
      : [],
  };
}
