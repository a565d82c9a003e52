import { escapeDeep } from './escape-text.ts';
import type { CellDocument, MatrixDocument } from './matrix-document.ts';
import { createPalette, type Palette } from './palette.ts';
import { wrapText } from './wrap-text.ts';

export interface MatrixStyle {
  readonly isColoured: boolean;
  readonly columns: number;
  /** Delivery alone was asked. */
  readonly isOneWay?: boolean;
}

const SIGNS = { reachable: '✓', unknown: '?', 'forward-only': '→', blocked: '·' } as const;
const LABEL = 24;
/** Nobody finds anything in a larger one. */
const MOST_IN_TABLE = 60;

/** A table where it fits, and under it what is open from where to where. */
export function matrixText(untrusted: MatrixDocument, { isColoured, columns, isOneWay }: MatrixStyle): string {
  const document = escapeDeep(untrusted);
  const palette = createPalette(isColoured);
  const lines = [palette.strong(`Who can talk to whom, by ${document.by}`), ''];
  const table = tableLines(document, columns, palette);
  if (table.length > 0) lines.push(...table, '', palette.faint(isOneWay ? DELIVERED : LEGEND), '');
  if (document.segments.length > MOST_IN_TABLE) {
    const said = `${document.segments.length} segments are too many for a table: --from, --to or a coarser --by gives one, --format csv has all of it.`;
    lines.push(...wrapText(said, { columns, first: '', next: '' }).map(palette.faint), '');
  }
  for (const cell of document.cells) lines.push(...cellLines(cell, document, columns, palette));
  if (document.cells.length === 0) lines.push('Nobody reaches anybody: every pair that was asked is blocked.');
  return `${lines.join('\n').trimEnd()}\n`;
}

const DELIVERED = '✓ delivered   ? unknown   · blocked';
const LEGEND = '✓ reachable, both ways   ? unknown   → delivered, no answer   · blocked';

/** One cell, with groups of equal behaviour and how to see one of each. */
export function cellText(untrusted: CellDocument, all: MatrixDocument, { isColoured, columns }: MatrixStyle): string {
  const [cell, document] = [escapeDeep(untrusted), escapeDeep(all)];
  const palette = createPalette(isColoured);
  if (cell.parts.length === 0) {
    return `${headLines(cell, document, columns, palette).join('\n')}\n  ${palette.verdict('blocked', 'BLOCKED')} for every pair\n`;
  }
  const groups = cell.groups.flatMap(({ verdict, services, pairs, witness }) => [
    '',
    ...wrapText(`${palette.verdict(verdict, verdict)} on ${services}: ${countOf(pairs)}`, {
      columns,
      first: '  ',
      next: '    ',
    }),
    palette.faint(`    hopwise path ${witness.from} ${witness.to}`),
  ]);
  const more = cell.moreGroups > 0 ? ['', `  … and ${cell.moreGroups} more groups: see --groups`] : [];
  return `${[...cellLines(cell, document, columns, palette), ...groups, ...more].join('\n')}\n`;
}

/** Columns are numbered like the rows, and follow below where so many do not fit side by side. */
function tableLines({ segments, cells }: MatrixDocument, columns: number, palette: Palette): readonly string[] {
  if (segments.length < 2 || segments.length > MOST_IN_TABLE) return [];
  const width = String(segments.length).length + 2;
  const beside = Math.floor((columns - LABEL - 5) / width);
  const byEnds = new Map(cells.map((cell) => [`${cell.from}\n${cell.to}`, cell]));
  const number = (at: number) => String(at + 1).padStart(width);
  const bands = Array.from({ length: Math.ceil(segments.length / beside) }, (_, band) => band * beside);
  return bands.flatMap((first) => {
    const dialled = segments.slice(first, first + beside);
    const head = `${' '.repeat(LABEL + 5)}${dialled.map((_, at) => number(first + at)).join('')}`;
    const rows = segments.map((from, at) => {
      const label = cut(from.name ?? from.id, LABEL).padEnd(LABEL);
      const signs = dialled.map((to) => {
        const verdict = byEnds.get(`${from.id}\n${to.id}`)?.parts[0]?.verdict ?? 'blocked';
        return palette.verdict(verdict, SIGNS[verdict].padStart(width));
      });
      return `${number(at).padStart(4)} ${label}${signs.join('')}`;
    });
    return [...(first > 0 ? [''] : []), palette.faint(head), ...rows];
  });
}

function cellLines(cell: CellDocument, document: MatrixDocument, columns: number, palette: Palette): readonly string[] {
  const parts = cell.parts.flatMap(({ verdict, services, pairs }) => {
    const share = pairs === cell.pairs ? 'every pair' : `${pairs} of ${countOf(cell.pairs)}`;
    const text = `${palette.verdict(verdict, SIGNS[verdict])} ${services} (${share})`;
    return wrapText(text, { columns, first: '  ', next: '    ' });
  });
  return [...headLines(cell, document, columns, palette), ...parts];
}

function headLines({ from, to }: CellDocument, document: MatrixDocument, columns: number, palette: Palette) {
  const head = `${labelOf(document, from)} → ${labelOf(document, to)}`;
  return wrapText(head, { columns, first: '', next: '    ' }).map(palette.strong);
}

function labelOf({ segments }: MatrixDocument, id: string): string {
  const name = segments.find((segment) => segment.id === id)?.name;
  return name ? `${name} (${id})` : id;
}

function countOf(pairs: number): string {
  return pairs === 1 ? '1 pair' : `${pairs} pairs`;
}

function cut(text: string, length: number): string {
  return text.length > length - 1 ? `${text.slice(0, length - 2)}…` : text;
}
