import { type Code, codes, type Unknown } from '@hopwise/core';
import { hopLines, statement } from './hop-lines.ts';
import { noteLines } from './note-lines.ts';
import type { HopDocument, PartDocument, WayDocument } from './path-document.ts';
import { pathLine } from './path-line.ts';
import type { TextStyle } from './path-text.ts';
import { placeOf } from './place-of.ts';
import { isInert } from './shell-text.ts';
import { wrapText } from './wrap-text.ts';

type Section = readonly string[];

/** Everything about one part of an answer, in sections. */
export function partLines(part: PartDocument, style: TextStyle): readonly Section[] {
  return [
    ...wayLines(part, style, ''),
    blockerLines(part, style),
    unknownLines(part, style),
    noteLines(part, style),
    waysLine(part),
    ...part.others.flatMap((other, at) => [...wayLines(other, style, `Way ${at + 2}: `), blockerLines(other, style)]),
  ];
}

/** The request and the reply, each as one line and then hop by hop; where routing gives up, also the way that is nearest. */
function wayLines(part: WayDocument & Partial<PartDocument>, style: TextStyle, before: string): readonly Section[] {
  return [
    directionLines(`${before}Request`, part.request, style),
    directionLines(`${before}Reply`, part.reply, style),
    ...(part.candidate ? candidateLines(part, part.candidate, style) : []),
  ];
}

/** The direction that lacks a route, as it would run with one; of its hops those that would stop it still. */
function candidateLines(part: WayDocument, candidate: WayDocument, style: TextStyle): readonly Section[] {
  const { isDetailed } = style;
  return (['request', 'reply'] as const).flatMap((way) => {
    const path = ({ [way]: hops }: WayDocument) => hops.map(({ component }) => component).join(' ');
    if (path(part) === path(candidate)) return [];
    const shown = isDetailed
      ? candidate[way]
      : candidate[way].filter(({ checks }) => checks.some(({ effect }) => effect === 'blocks'));
    return [directionLines(`With a route, the ${way} would run`, candidate[way], style, shown)];
  });
}

function directionLines(title: string, hops: readonly HopDocument[], style: TextStyle, shown = hops): Section {
  if (hops.length === 0) return [];
  const { labels, palette, columns, focus } = style;
  // A hop alone is no path.
  const line =
    typeof focus === 'object' ? [] : wrapText(pathLine(hops, labels, palette), { columns, first: '  ', next: '    ' });
  return [
    palette.strong(title),
    ...line,
    ...(line.length > 0 && shown.length > 0 ? [''] : []),
    ...shown.flatMap((hop) => hopLines(hop, style)),
  ];
}

/** Every blocker, with what to do about it; a code that comes twice is explained once. */
function blockerLines({ blockers }: Pick<PartDocument, 'blockers'>, style: TextStyle): Section {
  if (blockers.length === 0) return [];
  return [
    style.palette.strong(blockers.length === 1 ? 'What stops it' : `What stops it: ${blockers.length} things`),
    ...causeLines(blockers, style, 'To mend it'),
  ];
}

function unknownLines({ unknowns }: Pick<PartDocument, 'unknowns'>, style: TextStyle): Section {
  if (unknowns.length === 0) return [];
  const { palette } = style;
  const calls = new Map(
    unknowns.flatMap(({ missing }) => (missing ? [[`${missing.account} ${missing.command}`, missing]] : [])),
  );
  let last: string | undefined;
  const lines = [...calls.values()].flatMap(({ account, command, reason }) => {
    const place = account === last ? [] : [`    in account ${account ?? 'unknown'}:`];
    last = account;
    const denied = reason === undefined ? [] : [`      it was asked for and not answered: ${reason}`];
    return [...place, `    ${pasteable(command)}`, ...denied];
  });
  const ask = lines.length === 0 ? [] : [`  ${palette.strong('This would decide it:')}`, ...lines];
  return [palette.strong('What is not known'), ...causeLines(unknowns, style, 'To decide it'), ...ask];
}

function causeLines(causes: readonly Unknown[], style: TextStyle, todo: string): Section {
  const { palette, labels, columns, isDetailed } = style;
  const explained = new Set<string>();
  return causes.flatMap(({ code, way, at, evidence, missing }, position) => {
    const head = `${position + 1}. ${code} at ${labels.full(at)}, on the ${way}`;
    const evidences = evidence.flatMap((one) => [
      ...wrapText(statement(one, at, labels, labels.full), { columns, first: '     ', next: '       ' }),
      ...(isDetailed && one.source ? [`       ${palette.faint(placeOf(one.source))}`] : []),
    ]);
    const mend = mendOf(code, way);
    // Where a call decides, the call itself is printed below.
    const isNew = mend !== undefined && !missing && !explained.has(mend);
    if (mend !== undefined) explained.add(mend);
    const advice = isNew ? wrapText(mend, { columns, first: `     ${todo}: `, next: '     ' }) : [];
    const [first = '', ...rest] = wrapText(head, { columns, first: '  ', next: '     ' });
    return [first.replace(code, palette.bad(code)), ...rest, ...evidences, ...advice];
  });
}

export function mendOf(code: Code, way: Unknown['way']): string | undefined {
  const { mend, mendReply } = codes[code] as { readonly mend?: string; readonly mendReply?: string };
  return way === 'reply' ? (mendReply ?? mend) : mend;
}

function waysLine({ ways, others }: PartDocument): Section {
  const hidden = ways - 1 - others.length;
  if (hidden <= 0) return [];
  return [
    hidden === 1
      ? `1 other way was counted; --paths ${ways} shows it.`
      : `${hidden} other ways were counted; --paths ${ways} shows them.`,
  ];
}

/** Ids of the input stand in the call: one that a shell would read as more than a word is not offered for pasting. */
export function pasteable(command: string): string {
  return isInert(command) ? command : '(not printed: the input names an object by something that is no id)';
}
