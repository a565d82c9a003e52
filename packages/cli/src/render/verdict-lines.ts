import type { Verdict } from '@hopwise/core';
import type { PartDocument, PathDocument } from './path-document.ts';
import type { TextStyle } from './path-text.ts';
import { wrapText } from './wrap-text.ts';

/** Longer lists of ends are counted. */
const MOST_NAMED = 3;

export const MEANINGS: Readonly<Record<Verdict, string>> = {
  reachable: 'the request arrives and its reply comes back',
  unknown: 'the input does not decide it',
  'forward-only': 'the request arrives, its reply does not come back',
  blocked: 'the request does not arrive',
};

/** Ends as they were understood, and the verdict as a set of services. */
export function headLines(document: PathDocument, style: TextStyle): readonly string[] {
  const { palette, columns } = style;
  const { verdict, parts } = document;
  const [first] = parts;
  const isOneWay = first?.notes.includes('ONE_WAY') ?? false;
  const said = wrapText(verdictSentence(document), { columns, first: '', next: '  ' });
  return [
    ...endLines('from', document.from, first?.said.from ?? [], style),
    ...endLines('to', document.to, first?.said.to ?? [], style),
    ...wayLines(document, style),
    '',
    ...said.map((line, at) => (at === 0 ? line.replace(/^[A-Z-]+/, (word) => palette.verdict(verdict, word)) : line)),
    palette.faint(meaningOf(document, isOneWay)),
    ...unmetLines(document, style),
    ...expectationLine(document, style),
  ];
}

function meaningOf({ verdict, ways }: PathDocument, isOneWay: boolean): string {
  if (verdict === 'blocked' && ways) return 'no request arrives by a way that is asked for';
  return isOneWay && verdict === 'reachable' ? 'the request arrives' : MEANINGS[verdict];
}

function wayLines({ ways }: PathDocument, { palette, columns }: TextStyle): readonly string[] {
  const told = [
    ['only ways through', ways?.through],
    ['only ways not through', ways?.notThrough],
  ] as const;
  return told.flatMap(([title, words]) => {
    const lines = words ? wrapText(`${title} ${words.join(' or ')}`, { columns, first: '', next: '      ' }) : [];
    return lines.map((line) => line.replace(title, palette.faint(title)));
  });
}

function endLines(
  word: string,
  { understood, more = 0 }: PathDocument['from'],
  addresses: readonly string[],
  { labels, palette, columns }: TextStyle,
): readonly string[] {
  // One host is told by its addresses too; what was given as an address has said so.
  const isHost = understood.length === 1 && !/[/:]|^\d|^internet$/.test(understood[0] ?? '');
  const text = `${listed(understood.map(labels.full), more)}${isHost ? `  ${listed([...new Set(addresses.map(addressIn))])}` : ''}`;
  const lines = wrapText(text, { columns, first: word.padEnd(6), next: '      ' });
  return lines.map((line, at) => (at === 0 ? line.replace(word, palette.faint(word)) : line));
}

/** `REACHABLE on tcp/443; blocked elsewhere`; where it depends on the ends, for whom the headline holds. */
export function verdictSentence({ parts, more = [] }: Pick<PathDocument, 'parts' | 'more'>): string {
  const [first, ...rest] = parts;
  if (!first) return '';
  const headline = `${first.verdict.toUpperCase()} on ${first.services}${portsOf(first)}`;
  if (more.length > 0 || !isByService(parts)) {
    const told = rest.map((part) => `${part.verdict}${portsOf(part)}`);
    const verdicts = [...new Set([...told, ...more.map((one) => one.verdict)])];
    return `${headline} for ${pairsOf(first)}; the rest is ${verdicts.join(' or ')}`;
  }
  const clauses = rest.map(({ verdict, services }, at) => {
    // The last of them needs no list of services: it is everything else.
    return at === rest.length - 1 ? `${verdict} elsewhere` : `${verdict} on ${services}`;
  });
  return [headline, ...clauses].join('; ');
}

/** Said where not all client ports get their replies; which do is a note. */
function portsOf({ clientPorts }: PartDocument): string {
  return clientPorts ? ' from some client ports' : '';
}

function pairsOf({ said, more }: PartDocument): string {
  return `${listed([...new Set(said.from.map(addressIn))], more?.from)} → ${listed(said.to, more?.to)}`;
}

function unmetLines({ unmet = [] }: PathDocument, { palette, columns }: TextStyle): readonly string[] {
  return unmet.flatMap(({ code, text }) =>
    wrapText(`not as the request asks: ${code}: ${text}`, { columns, first: '', next: '  ' }).map(palette.bad),
  );
}

export function expectationLine(
  { expect, expectation }: Pick<PathDocument, 'expect' | 'expectation'>,
  { palette }: Pick<TextStyle, 'palette'>,
): readonly string[] {
  if (!expect || !expectation) return [];
  const tone = { met: palette.good, unmet: palette.bad, undecided: palette.unsure }[expectation];
  return [tone(`expected ${expect}: ${expectation}`)];
}

/** Whether parts are of the same pairs, and differ by service alone. */
export function isByService(parts: readonly PartDocument[]): boolean {
  return new Set(parts.map(({ from, to, pairs }) => `${from} ${to} ${pairs}`)).size <= 1;
}

/** A part in a line or two: for whom, on what, and what decides. */
export function partSummary(part: PartDocument, style: TextStyle, isElsewhere = false): readonly string[] {
  const { palette, labels, columns } = style;
  const codes = [...part.blockers, ...(part.verdict === 'reachable' ? [] : part.unknowns)];
  const why = [...new Set(codes.map(({ code, at, way }) => `${code} at ${labels.short(at)} (${way})`))];
  const who = `${pairsOf(part)} on ${part.services}`;
  const text = `${part.verdict}${portsOf(part)}: ${isElsewhere ? 'everything else' : who}${why.length > 0 ? `: ${why.join(', ')}` : ''}`;
  return wrapText(text, { columns, first: '  ', next: '    ' }).map((line) =>
    line.replace(
      /^ {2}(reachable|unknown|forward-only|blocked)\b/,
      (_, verdict: Verdict) => `  ${palette.verdict(verdict, verdict)}`,
    ),
  );
}

/** `uncounted`: how many there are beside those. */
function listed(items: readonly string[], uncounted = 0): string {
  const rest = items.length + uncounted - MOST_NAMED;
  return rest > 0 ? `${items.slice(0, MOST_NAMED).join(', ')} and ${rest} more` : items.join(', ');
}

/** `eni-…/10.0.0.1` without its interface. */
function addressIn(end: string): string {
  return end.slice(end.indexOf('/') + 1 || 0);
}
