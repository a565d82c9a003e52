import type { Unknown } from '@hopwise/core';
import type { AccessDocument, AccessFindingDocument, ScopeDocument } from './access-document.ts';
import { escapeDeep } from './escape-text.ts';
import { hopLines } from './hop-lines.ts';
import { joinSections } from './join-sections.ts';
import { createLabels } from './labels.ts';
import { createPalette } from './palette.ts';
import type { HopDocument } from './path-document.ts';
import { pathLine } from './path-line.ts';
import type { TextOptions, TextStyle } from './path-text.ts';
import { wrapText } from './wrap-text.ts';

/** Of one scope; `--detail` shows all. */
const MOST_SHOWN = 10;
/** Of one finding. */
const MOST_ENDS = 3;

/** For people: scope by scope what was asked, what was found, what is open, and what that proves. */
export function accessText(untrusted: AccessDocument, { isColoured, columns, isDetailed }: TextOptions): string {
  const document = escapeDeep(untrusted);
  const style: TextStyle = {
    labels: createLabels(document.components, isDetailed),
    palette: createPalette(isColoured),
    columns,
    isDetailed,
    focus: undefined,
    ignored: [],
  };
  const sections = [
    ...document.scopes.flatMap((scope) => scopeSections(scope, style)),
    unreadLines(document, style),
    leftLines(document, style),
  ];
  return joinSections(sections);
}

type Section = readonly string[];

function scopeSections(scope: ScopeDocument, style: TextStyle): readonly Section[] {
  const open = scope.findings.filter(({ status }) => status === 'open');
  const { palette } = style;
  return [
    headLines(scope, open.length, style),
    ...listed(open, `${scope.severity.toUpperCase()}: reachable, there and back`, palette.bad, style, scope),
    ...listed(scope.forwardOnly, 'FORWARD-ONLY: delivered, the reply does not come back', palette.strong, style, scope),
    ...listed(scope.undecided, 'UNDECIDED: the input does not tell', palette.unsure, style, scope),
    provenLines(scope, style),
  ];
}

function headLines(scope: ScopeDocument, open: number, { palette, columns }: TextStyle): Section {
  const { name, title, findings, forwardOnly, undecided } = scope;
  const counts = [
    open === 0 ? 'no finding' : counted(open, 'finding'),
    ...[
      [findings.filter(({ status }) => status === 'known').length, 'in the baseline'],
      [findings.filter(({ status }) => status === 'excepted').length, 'excepted'],
      [forwardOnly.length, 'forward-only'],
      [undecided.length + scope.unasked.length, 'undecided'],
    ].flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`])),
  ];
  const said = wrapText(`${name}${title ? `: ${title}` : ''}`, { columns, first: '', next: '  ' });
  return [...said.map(palette.strong), counts.join(', ')];
}

function listed(
  findings: readonly AccessFindingDocument[],
  title: string,
  tone: (text: string) => string,
  style: TextStyle,
  { asked }: ScopeDocument,
): readonly Section[] {
  if (findings.length === 0) return [];
  const shown = style.isDetailed ? findings : findings.slice(0, MOST_SHOWN);
  const rest = findings.length - shown.length;
  return [
    [tone(asked.oneWay ? title.replace('reachable, there and back', 'delivered') : title)],
    ...shown.map((one, at) => findingLines(one, at + 1, style)),
    ...(rest > 0 ? [[`… and ${rest} more: --detail shows them all, --all every pair`]] : []),
  ];
}

function findingLines(finding: AccessFindingDocument, number: number, style: TextStyle): Section {
  const { from, to, by, services, clientPorts, pairs, id, witness } = finding;
  const { labels, palette, columns, isDetailed } = style;
  const way = by.length > 0 ? ` by ${by.map(labels.short).join(', ')}` : '';
  const client = clientPorts ? `, from ${clientPorts}` : '';
  const head = `${labels.short(from.place)} → ${labels.short(to.place)}${way}: ${services}${client}`;
  const wrapping = { columns, first: `${number}. `, next: '   ' };
  const line = (text: string) => wrapText(text, { columns, first: '   ', next: '     ' });
  return [
    ...wrapText(head, wrapping).map((one, at) => (at === 0 ? palette.strong(one) : one)),
    ...line(`${counted(pairs, 'pair')}: ${endsOf(from, 'sender', style)} → ${endsOf(to, 'target', style)}`),
    ...line(pathLine(witness.request, labels, palette)),
    ...decidedLines(finding, style),
    ...(isDetailed ? [...replyLines(finding, style), palette.faint(`   id: ${id}`)] : []),
  ];
}

/** In short the rules of groups and ACLs that let the example pass; in detail all that was asked. */
function decidedLines({ witness, verdict }: AccessFindingDocument, style: TextStyle): Section {
  if (style.isDetailed) return indented(witness.request, style);
  const { labels, columns } = style;
  const causes: readonly Unknown[] =
    verdict === 'unknown' ? witness.unknowns : verdict === 'forward-only' ? witness.blockers : [];
  if (causes.length > 0) {
    return causes.flatMap(({ code, at, evidence, missing }) => [
      ...wrapText(`${code} at ${labels.short(at)}: ${evidence.map(({ text }) => labels.inText(text)).join('; ')}`, {
        columns,
        first: verdict === 'unknown' ? '   ? ' : '   ✗ ',
        next: '     ',
      }),
      ...(missing ? [`     ${missing.command}`] : []),
    ]);
  }
  const admits = witness.request.flatMap(({ checks }) =>
    checks.filter(({ effect, evidence }) => effect === 'admits' && evidence.length > 0),
  );
  return admits.flatMap(({ evidence }) => {
    const [first] = evidence;
    const more = evidence.length > 1 ? `, and ${evidence.length - 1} more` : '';
    if (!first) return [];
    const text = `${labels.short(first.component)}: ${labels.inText(first.text)}${more}`;
    return wrapText(text, { columns, first: '   ✓ ', next: '     ' });
  });
}

function replyLines({ witness }: AccessFindingDocument, style: TextStyle): Section {
  if (witness.reply.length === 0) return [];
  return ['   Reply', ...indented(witness.reply, style)];
}

function indented(hops: readonly HopDocument[], style: TextStyle): Section {
  const narrower = { ...style, columns: style.columns - 1 };
  return hops.flatMap((hop) => hopLines(hop, narrower)).map((line) => ` ${line}`);
}

function endsOf({ count, some, isCut }: AccessFindingDocument['from'], noun: string, { labels }: TextStyle): string {
  const named = some.slice(0, MOST_ENDS).map((end) => {
    const [head = '', ...tail] = end.split('/');
    return tail.length > 0 && head.includes('-') ? `${labels.short(head)}/${tail.join('/')}` : labels.inText(end);
  });
  if (!isCut && some.length <= MOST_ENDS) return named.join(', ');
  return `${counted(count, noun)} (${named.join(', ')}, …)`;
}

/** What it means that nothing more was found. */
function provenLines({ asked, pairs, undecided, unasked, forwardOnly }: ScopeDocument, style: TextStyle): Section {
  const { columns, labels } = style;
  if (asked.pairs === 0) return ['Nothing was asked: the input has nobody whom the scope means.'];
  const some = `Of these, ${counted(pairs.proven, 'pair')} ${pairs.proven === 1 ? 'has' : 'have'} no way`;
  const closed = `${pairs.proven === asked.pairs ? 'None of them has a way' : some} that the scope means: that is proven.`;
  const back = asked.oneWay ? '' : ', there and back';
  const said = `Asked: ${counted(asked.pairs, 'pair')} of ${counted(asked.senders, 'sender')} and ${counted(
    asked.targets,
    'target',
  )}, ${asked.services}${back}. ${closed}`;
  const open =
    undecided.length + unasked.length === 0
      ? 'Nothing was left unknown.'
      : `Unknown: ${[
          ...(pairs.unknown > 0 ? [counted(pairs.unknown, 'pair')] : []),
          ...unasked.map((at) => `who is at ${labels.full(at)}`),
        ].join('; ')}.`;
  const apart = forwardOnly.length > 0 ? ` ${counted(pairs['forward-only'], 'pair')} get no reply.` : '';
  return wrapText(`${said}${apart} ${open}`, { columns, first: '', next: '  ' });
}

/** Who was not read was not asked. */
function unreadLines({ unread }: AccessDocument, { palette, columns }: TextStyle): Section {
  if (unread.length === 0) return [];
  const lines = unread.flatMap(({ message, missing }) => [
    ...wrapText(message, { columns, first: '  ', next: '    ' }),
    ...missing.map(({ command }) => `    ${command}`),
  ]);
  return [palette.unsure('NOT ALL WERE ASKED'), ...lines];
}

function leftLines({ gone, exceptions, asOf }: AccessDocument, { columns }: TextStyle): Section {
  const line = (text: string) => wrapText(text, { columns, first: '  ', next: '    ' });
  const section = (title: string, all: readonly string[]) => (all.length === 0 ? [] : [title, ...all.flatMap(line)]);
  const said = (all: AccessDocument['exceptions']['expired']) =>
    all.map(
      ({ finding, check, component, owner, reason }) =>
        `${finding ?? [check, component].filter(Boolean).join(' ')} (${owner}): ${reason}`,
    );
  return [
    ...section('Of the baseline, no longer found', gone),
    ...section(`Exceptions that have run out by ${asOf}`, said(exceptions.expired)),
    ...section('Exceptions about nothing that was found', said(exceptions.unused)),
  ];
}

function counted(count: number, noun: string): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ',')} ${noun}${count === 1 ? '' : 's'}`;
}
