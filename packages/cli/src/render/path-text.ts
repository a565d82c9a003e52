import { editLines } from './edit-lines.ts';
import { escapeDeep } from './escape-text.ts';
import { type Focus, focusHops } from './focus.ts';
import { joinSections } from './join-sections.ts';
import { createLabels, type Labels } from './labels.ts';
import { createPalette, type Palette } from './palette.ts';
import { partLines } from './part-lines.ts';
import type { PartDocument, PathDocument } from './path-document.ts';
import { pathLine } from './path-line.ts';
import { headLines, isByService, partSummary } from './verdict-lines.ts';
import { wrapText } from './wrap-text.ts';

export interface TextStyle {
  readonly labels: Labels;
  readonly palette: Palette;
  readonly columns: number;
  readonly isDetailed: boolean;
  readonly focus: Focus | undefined;
  /** Layers that were set aside. */
  readonly ignored: PathDocument['ignored'];
}
export interface TextOptions {
  readonly isColoured: boolean;
  readonly columns: number;
  readonly isDetailed: boolean;
  readonly focus?: Focus | undefined;
}

/** The answer for people: what was understood, the verdict, the way there, what stops it, the way back, what is open. */
export function pathText(untrusted: PathDocument, { isColoured, columns, isDetailed, focus }: TextOptions): string {
  const document = escapeDeep(untrusted);
  const style: TextStyle = {
    labels: createLabels(document.components, isDetailed),
    palette: createPalette(isColoured),
    columns,
    isDetailed,
    focus,
    ignored: document.ignored,
  };
  const [first, ...rest] = document.parts.map((part) => focusHops(part, focus, document.components));
  const inFull = isDetailed ? rest : [];
  const sections = [
    headLines(document, style),
    ...(first ? partLines(first, style) : []),
    ...inFull.flatMap((part, at) => [heading(part, at + 2, style), ...partLines(part, style)]),
    isDetailed ? [] : restLines(document, style),
    moreLines(document, style),
    apartLines(document, style),
    editLines(document, style),
  ];
  return joinSections(sections);
}

function heading(part: PartDocument, number: number, style: TextStyle): readonly string[] {
  return [style.palette.strong(`Part ${number}`), ...partSummary(part, style)];
}

function restLines({ parts, more }: PathDocument, style: TextStyle): readonly string[] {
  const rest = parts.slice(1);
  if (rest.length === 0) return [];
  const isElsewhere = parts.length === 2 && !more && isByService(parts);
  return [
    style.palette.strong('The rest'),
    ...rest.flatMap((part) => [...partSummary(part, style, isElsewhere), ...exampleLines(part, style)]),
  ];
}

/** Of several pairs that get through, how one of them does; of others the summary says what stops it. */
function exampleLines(
  { verdict, pairs, request }: PartDocument,
  { labels, palette, columns }: TextStyle,
): readonly string[] {
  if (verdict !== 'reachable' || pairs === 1 || request.length === 0) return [];
  return wrapText(`such as ${pathLine(request, labels, palette)}`, { columns, first: '    ', next: '      ' });
}

/** What was left out, so that nothing is silently. */
function moreLines({ parts, more = [] }: PathDocument, { columns }: TextStyle): readonly string[] {
  if (more.length === 0) return [];
  const told = more.map(({ verdict, parts: count, pairs }) => `${count} ${verdict} (${pairs} pairs)`);
  const all = more.reduce((sum, one) => sum + one.parts, parts.length);
  const said = `… and more groups: ${told.join(', ')}; --groups ${all} shows them.`;
  return wrapText(said, { columns, first: '', next: '  ' });
}

function apartLines({ apart }: PathDocument, style: TextStyle): readonly string[] {
  if (apart.length === 0) return [];
  return [
    style.palette.strong('Other addresses of the same hosts'),
    ...apart.flatMap((part) => partSummary(part, style)),
  ];
}
