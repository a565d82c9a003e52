import {
  codes,
  type ExplainedRouteEnd,
  type ExplainedRoutePath,
  type RouteHop,
  type Verdict,
  type WholePath,
} from '@hopwise/core';
import { escapeDeep } from './escape-text.ts';
import { statement } from './hop-lines.ts';
import { joinSections } from './join-sections.ts';
import { createLabels, type Labels } from './labels.ts';
import { createPalette, type Palette } from './palette.ts';
import { pasteable } from './part-lines.ts';
import type { RoutesDocument } from './routes-document.ts';
import { expectationLine } from './verdict-lines.ts';
import { wrapText } from './wrap-text.ts';

interface Style {
  readonly labels: Labels;
  readonly palette: Palette;
  readonly columns: number;
}

const MEANINGS: Readonly<Record<Verdict, string>> = {
  reachable: 'the tables lead there',
  unknown: 'the input does not decide it',
  'forward-only': 'the tables lead there, and not back',
  blocked: 'the tables do not lead there',
};

/** The way through the tables for people, the way back, what stops it, and what becomes of the packet as a whole. */
export function routesText(
  untrusted: RoutesDocument,
  { isColoured, columns }: { readonly isColoured: boolean; readonly columns: number },
): string {
  const document = escapeDeep(untrusted);
  const style = { labels: createLabels(document.components, false), palette: createPalette(isColoured), columns };
  const { verdict, forward, return: back, whole } = document;
  const sections = [
    headLines(document, style),
    pathLines('There', forward, style),
    ...(back ? [pathLines('Back', back, style)] : []),
    ...(document.includeReturnPath && !back ? [['The way back is looked up once the way there is connected.']] : []),
    reasonLines(document, style),
    whole ? wholeLines(verdict, whole, style) : senderLines(document, style),
  ];
  return joinSections(sections);
}

function headLines(document: RoutesDocument, style: Style): readonly string[] {
  const { from, to, verdict, includeReturnPath } = document;
  const { palette } = style;
  const isBoth = includeReturnPath && verdict === 'reachable';
  return [
    ...endLines('from', from, style),
    ...endLines('to', to, style),
    '',
    palette.verdict(verdict, verdict.toUpperCase()),
    ...wrapText(`${MEANINGS[verdict]}${isBoth ? ' and back' : ''}; nothing but transit gateway tables was asked`, {
      columns: style.columns,
      first: '',
      next: '',
    }).map(palette.faint),
    ...expectationLine(document, style),
  ];
}

function endLines(word: string, end: ExplainedRouteEnd, { labels, palette, columns }: Style): readonly string[] {
  const { attachment, resource, transitGateway, address, text } = end;
  const place = resource ? ` of ${labels.full(resource)}` : '';
  const gateway = transitGateway ? ` on ${labels.full(transitGateway)}` : '';
  const said = [attachment ? `${labels.full(attachment)}${place}${gateway}` : '', address ?? '']
    .filter(Boolean)
    .join('  ');
  const lines = wrapText(said || text, { columns, first: word.padEnd(6), next: '      ' });
  return lines.map((line, at) => (at === 0 ? line.replace(word, palette.faint(word)) : line));
}

function pathLines(title: string, { hops, result, others }: ExplainedRoutePath, style: Style): readonly string[] {
  const { palette, columns } = style;
  const tone = { connected: palette.good, 'not-connected': palette.bad, unknown: palette.unsure }[result];
  const more = others.length === 1 ? '1 other way' : `${others.length} other ways`;
  const rest = `${more}: AWS picks one, or the input leaves it open; --format json has them.`;
  return [
    `${palette.strong(title)}: ${tone(result === 'not-connected' ? 'not connected' : result)}`,
    ...hops.flatMap((hop) => hopText(hop, style)),
    ...(others.length > 0 ? wrapText(rest, { columns, first: '  ', next: '  ' }) : []),
  ];
}

/** A table is followed by the attachment that it leads to: what led there stands with the attachment. */
function hopText({ component, evidence, middlebox }: RouteHop, { labels, columns }: Style): readonly string[] {
  const by = middlebox && middlebox.length > 0 ? ` by ${middlebox.map(labels.full).join(', ')}` : '';
  return [
    ...(evidence ? wrapText(`→ ${labels.inText(evidence.text)}`, { columns, first: '    ', next: '      ' }) : []),
    `  ${labels.full(component)}`,
    ...(middlebox ? wrapText(`· a middlebox: comes back${by}`, { columns, first: '    ', next: '      ' }) : []),
  ];
}

function reasonLines(
  { forward, return: back }: RoutesDocument,
  { labels, palette, columns }: Style,
): readonly string[] {
  return [forward, back].flatMap((path) => {
    if (!path?.reason) return [];
    const { code, at, evidence, missing } = path.reason;
    const isOpen = path.result === 'unknown';
    const { mend } = codes[code] as { readonly mend?: string };
    const said = evidence.flatMap((one) =>
      wrapText(statement(one, at, labels, labels.full), { columns, first: '  ', next: '    ' }),
    );
    const todo = mend && !missing ? `${isOpen ? 'To decide it' : 'To mend it'}: ${mend}` : '';
    return [
      palette.strong(isOpen ? 'What is not known' : 'What stops it'),
      ...wrapText(`${code} at ${labels.full(at)}`, { columns, first: '  ', next: '    ' }).map((line) =>
        line.replace(code, (isOpen ? palette.unsure : palette.bad)(code)),
      ),
      ...said,
      ...(todo ? wrapText(todo, { columns, first: '  ', next: '  ' }) : []),
      ...(missing ? [`  ${palette.strong('This would decide it:')}`, `    ${pasteable(missing.command)}`] : []),
    ];
  });
}

/** Our own addition: the same packet, with VPC routes, groups, ACLs and firewalls. */
function wholeLines(own: Verdict, { from, to, answer, takesSameWay }: WholePath, style: Style): readonly string[] {
  const { labels, palette, columns } = style;
  const title = palette.strong('The same packet with all that VPCs do');
  if ('error' in answer) {
    return [title, ...wrapText(`${answer.error.message}. ${answer.error.hint}`, { columns, first: '  ', next: '  ' })];
  }
  const { verdict, parts } = answer;
  const said = parts
    ? parts.map((part) => `${part.verdict} on ${part.services}`).join('; ')
    : `${verdict}${answer.codes.length > 0 ? ` (${answer.codes.join(', ')})` : ''}`;
  const way = answer.forward.map(labels.short).join(' → ');
  const apart = takesSameWay ? '' : 'It does not take the way above. ';
  const differs = own !== verdict && takesSameWay ? 'The tables are not all that decides. ' : '';
  return [
    title,
    ...wrapText(said, { columns, first: '  ', next: '    ' }),
    ...wrapText(way, { columns, first: '  ', next: '    ' }),
    ...wrapText(`${apart}${differs}${pasteable(`hopwise path ${from} ${to}`)} tells why.`, {
      columns,
      first: '  ',
      next: '  ',
    }),
  ];
}

function senderLines({ from }: RoutesDocument, { columns }: Style): readonly string[] {
  if (from.address || !from.transitGateway) return [];
  const text = `With the sender's address (--from ${from.attachment}/ADDRESS) the answer tells what VPCs do with the packet.`;
  return wrapText(text, { columns, first: '', next: '' });
}
