import type { Verdict } from '@hopwise/core';
import { escapeDeep, escapeText } from '../../render/escape-text.ts';
import { hopLines } from '../../render/hop-lines.ts';
import { createLabels, type Labels } from '../../render/labels.ts';
import { createPalette } from '../../render/palette.ts';
import type { HopDocument, PartDocument, PathDocument } from '../../render/path-document.ts';
import { hopsOf, selectedHop, shownPart } from '../state/path-parts.ts';
import type { PathState, State } from '../state/state.ts';
import { fixTextOf, pathTextOf } from '../state/texts.ts';
import { fit, folded, type Line, type Span, span, spansOf, type Tone, wrapped } from './line.ts';
import { rulesView } from './rules-view.ts';
import { type List, NOTHING, type View } from './view.ts';

export function pathView(state: State, columns: number): View {
  const { path } = state;
  const title = 'Path';
  const head = headLines(path, columns);
  if (path.problem) return { title, head: [...head, ...problemLines(path.problem, columns)], list: NOTHING };
  if (!path.answer) return { title, head: [...head, ...invitation(path)], list: NOTHING };
  if (path.view === 'text') return { title: 'Path, in full', list: textList(pathTextOf(state), path.scroll) };
  if (path.view === 'fix') return fixView(state, head);
  const { labels } = shownWords(path.answer.document);
  if (path.view === 'rules') return rulesView(path, head, labels, columns);
  return {
    title,
    head: [...head, ...columnHeads(path, columns)],
    list: hopList(path, labels, columns),
    foot: aboutHop(path, labels, columns),
  };
}

export function textList(lines: readonly Line[], cursor: number): List {
  return { count: lines.length, cursor, isText: true, line: (at) => lines[at] ?? [] };
}

const words = new WeakMap<PathDocument, { readonly labels: Labels }>();

/** Names are escaped once for each answer. */
function shownWords(document: PathDocument): { readonly labels: Labels } {
  let known = words.get(document);
  if (!known) {
    known = { labels: createLabels(escapeDeep(document.components), false) };
    words.set(document, known);
  }
  return known;
}

const VERDICTS: Readonly<Record<Verdict, { readonly mark: string; readonly tone: Tone }>> = {
  reachable: { mark: '✓', tone: 'good' },
  unknown: { mark: '?', tone: 'unsure' },
  'forward-only': { mark: '⇥', tone: 'bad' },
  blocked: { mark: '✗', tone: 'bad' },
};

export function verdictSpans(verdict: Verdict, text: string = verdict.toUpperCase()): readonly Span[] {
  const { mark, tone } = VERDICTS[verdict];
  return [span(`${mark} ${text}`, tone)];
}

function headLines({ from, to, service, answer, part }: PathState, columns: number): readonly Line[] {
  const field = (key: string, name: string, value: string | undefined): Span[] => [
    span(`${name} `, 'faint'),
    value ? span(value, 'strong') : span(`(${key} picks)`, 'faint'),
  ];
  const ends: Line = [
    ...field('f', 'from', from?.label),
    span('  '),
    ...field('t', 'to', to?.label),
    span('  '),
    ...field('p', 'port', service || 'all'),
  ];
  const one = answer?.document.parts[part];
  if (!answer || !one) return [ends, []];
  const count = answer.document.parts.length;
  const which = count > 1 ? `  part ${part + 1} of ${count}: [ ] turn` : '';
  const said = answer.before?.map((was) => `${was.verdict} on ${was.services}`).join('; ');
  const pairs = `${ended(one.said.from)} → ${ended(one.said.to)}`;
  return [
    ends,
    [...verdictSpans(one.verdict), span(` on ${one.services}`, 'strong'), span(which, 'faint')],
    ...(count > 1 ? [[span(`  ${pairs}`, 'faint')]] : []),
    ...(said
      ? wrapped(`with what is supposed; as it was read: ${said}`, columns).map((text) => [span(text, 'unsure')])
      : []),
  ];
}

function ended(ends: readonly string[]): string {
  return ends.length > 2 ? `${ends.slice(0, 2).join(', ')} and ${ends.length - 2} more` : ends.join(', ');
}

function invitation({ from, to, job }: PathState): readonly Line[] {
  if (job !== undefined) return [[span('asking …', 'faint')]];
  if (from && to) return [];
  return [
    [span('Who sends, and who is dialled? ')],
    [],
    [
      span('f'),
      span(' searches the sender, '),
      span('t'),
      span(' who is dialled; in the tree they take the selected one.'),
    ],
    [span(':path app-a db-a tcp/5432', 'strong'), span(' asks at once.')],
  ];
}

function problemLines({ message, hint }: NonNullable<PathState['problem']>, columns: number): readonly Line[] {
  return [
    ...wrapped(message, columns).map((text) => [span(text, 'bad')]),
    ...wrapped(hint, columns).map((text) => [span(text)]),
  ];
}

function columnHeads({ way }: PathState, columns: number): readonly Line[] {
  const half = halfOf(columns);
  const head = (name: 'request' | 'reply', text: string) => span(text, way === name ? 'accent' : 'faint');
  return [[...fit([head('request', '  Request there')], half), span('│ ', 'faint'), head('reply', 'Reply back')]];
}

/** Two columns, with the line between them. */
function halfOf(columns: number): number {
  return Math.floor((columns - 2) / 2);
}

function hopList(path: PathState, labels: Labels, columns: number): List {
  const [request, reply] = [hopsOf(path, 'request'), hopsOf(path, 'reply')];
  const half = halfOf(columns);
  const cell = (hops: readonly HopDocument[], way: PathState['way'], at: number): Line => {
    const hop = hops[at];
    if (!hop) return [];
    const isHere = way === path.way && at === path.hop;
    const spans = hopSpans(hop, labels);
    return isHere ? [span('▸', 'accent'), ...spans.map(({ text }) => span(text, 'inverse'))] : [span(' '), ...spans];
  };
  return {
    count: Math.max(request.length, reply.length),
    cursor: path.hop,
    marksItself: true,
    line: (at) => [
      ...fit(cell(request, 'request', at), half),
      span('│', 'faint'),
      ...fit(cell(reply, 'reply', at), half),
    ],
  };
}

function hopSpans({ component, checks }: HopDocument, labels: Labels): readonly Span[] {
  const effects = new Set(checks.map(({ effect }) => effect));
  const [mark, tone]: readonly [string, Tone | undefined] = effects.has('blocks')
    ? ['✗', 'bad']
    : effects.has('undecided')
      ? ['?', 'unsure']
      : effects.has('translates')
        ? ['⇄', undefined]
        : effects.has('admits') || effects.has('tracked')
          ? ['✓', 'good']
          : effects.has('routes')
            ? ['→', undefined]
            : ['·', undefined];
  return [span(`${mark} `, tone), span(labels.short(component))];
}

/** What decided at the selected hop, as the command tells it. */
function aboutHop(path: PathState, labels: Labels, columns: number): readonly Line[] {
  const hop = selectedHop(path);
  const part = shownPart(path);
  const rule = [span('─'.repeat(columns), 'faint')];
  if (!hop || !part) return [];
  const style = {
    labels,
    palette: createPalette(true),
    columns,
    isDetailed: true,
    focus: undefined,
    ignored: path.answer?.document.ignored ?? [],
  };
  const blockers = part.blockers.length > 1 ? blockerLines(part.blockers, labels) : [];
  const said = hopLines(escapeDeep(hop), style).flatMap((text) => folded(spansOf(text), columns));
  const decided = said.length > 1 ? said : [...said, [span('    nothing is asked here', 'faint')]];
  return [rule, ...decided, ...blockers];
}

/** Blockers behind the first are found on no packet's way: they are told by themselves. */
function blockerLines(blockers: PartDocument['blockers'], labels: Labels): readonly Line[] {
  return [
    [span(`${blockers.length} things stop it:`, 'bad')],
    ...blockers.map(({ code, at, way }) => [span(`  ✗ ${code} at ${labels.short(escapeText(at))}, on the ${way}`)]),
  ];
}

function fixView(state: State, head: readonly Line[]): View {
  const { fix, scroll } = state.path;
  const lines = fixTextOf(state);
  const waiting: readonly Line[] = fix ? [] : [[span('looking for the fewest changes …', 'faint')]];
  const hint: readonly Line[] = fix?.step
    ? [[span('Enter supposes these changes: the what-if area shows what they do', 'accent')]]
    : [];
  return { title: 'What would mend it', head: [...head, [], ...waiting], list: textList(lines, scroll), foot: hint };
}
