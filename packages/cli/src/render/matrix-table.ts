import { escapeMarkdown } from './escape-markdown.ts';
import { escapeText } from './escape-text.ts';
import type { CellDocument, MatrixDocument } from './matrix-document.ts';

/** One line for each cell that is not blocked, by RFC 4180; what a spreadsheet would run as a formula is quoted. */
export function matrixCsv({ cells, segments }: MatrixDocument): string {
  const nameOf = (id: string) => segments.find((segment) => segment.id === id)?.name ?? '';
  const head = ['from', 'from_name', 'to', 'to_name', 'pairs', 'verdict', 'services', 'verdict_pairs'];
  const rows = cells.flatMap((cell) =>
    cell.parts.map(({ verdict, services, pairs }) => [
      ...[cell.from, nameOf(cell.from), cell.to, nameOf(cell.to)],
      ...[cell.pairs, verdict, services, pairs],
    ]),
  );
  return [head, ...rows].map((row) => `${row.map((field) => csvField(String(field))).join(',')}\r\n`).join('');
}

function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table with a row for each sender's segment and a column for each that is dialled. */
export function matrixMarkdown({ cells, segments }: MatrixDocument): string {
  const byEnds = new Map(cells.map((cell) => [`${cell.from}\n${cell.to}`, cell]));
  const label = ({ id, name }: MatrixDocument['segments'][number]) => cellOf(name ? `${name} (${id})` : id);
  const rows = segments.map((from) => [
    label(from),
    ...segments.map((to) => cellOf(inShort(byEnds.get(`${from.id}\n${to.id}`)))),
  ]);
  const head = ['from \\ to', ...segments.map(label)];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('');
}

function inShort(cell: CellDocument | undefined): string {
  return (cell?.parts ?? [])
    .map(({ verdict, services }) => (verdict === 'reachable' ? services : `${verdict}: ${services}`))
    .join('; ');
}

function cellOf(text: string): string {
  return escapeMarkdown(escapeText(text));
}
