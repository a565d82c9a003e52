import type { DiffDocument } from '../../render/diff-document.ts';
import { diffText } from '../../render/diff-text.ts';
import { counted, endsTexts, KIND_TITLES } from '../../render/diff-words.ts';
import { escapeText } from '../../render/escape-text.ts';
import { createLabels, type Labels } from '../../render/labels.ts';
import type { State } from '../state/state.ts';
import { type WhatIfRow, whatIfRows } from '../state/supposing.ts';
import { type Line, span, spansOf, wrapped } from './line.ts';
import { NOTHING, type View } from './view.ts';

type WhatIf = State['whatIf'];

export function whatIfView({ whatIf }: State, columns: number): View {
  const title = 'What if';
  if (whatIf.steps.length === 0) return { title, head: invitation(whatIf, columns), list: NOTHING };
  const rows = whatIfRows(whatIf);
  const row = rows[whatIf.cursor];
  return {
    title,
    head: summary(whatIf, columns),
    list: { count: rows.length, cursor: whatIf.cursor, line: (at) => rowLine(whatIf, rows[at]) },
    foot: row ? aboutRow(whatIf, row, columns) : [],
  };
}

function invitation({ asked }: WhatIf, columns: number): readonly Line[] {
  const count = asked.length === 1 ? '1 question was' : `${asked.length} questions were`;
  const text = [
    'Nothing is supposed yet. In the details, x switches a rule, a route or a tunnel off; in the rules of a hop too.',
    'Here a takes a change in words (sg-1 ingress +tcp/443 from 10.0.0.0/8), z a zone that is gone.',
    `${count} asked so far: each is asked again with every change, and what else differs is looked for.`,
  ];
  return text.flatMap((one) => [...wrapped(one, columns).map((line) => [span(line)]), []]);
}

function summary({ diff, diffJob, supposed, asked, job }: WhatIf, columns: number): readonly Line[] {
  const changed = supposed?.filter(({ before, after }) => before !== after).length;
  const questions =
    asked.length === 0
      ? 'no question was asked yet'
      : changed === undefined
        ? job === undefined
          ? ''
          : 'asking again …'
        : `${changed} of ${asked.length} asked ${asked.length === 1 ? 'question' : 'questions'} changed`;
  const counts = diff?.counts.map(
    ({ kind, pairs }) => `${KIND_TITLES[kind].replace(/:.*/, '').toLowerCase()} ${pairs}`,
  );
  const rest = diff
    ? diff.result === 'equivalent'
      ? '✓ nothing else differs, for any pair'
      : `${diff.result === 'different' ? '≠' : '?'} pairs: ${counts?.join(', ')}`
    : diffJob === undefined
      ? ''
      : 'looking for what else differs …';
  return [
    ...wrapped([questions, rest].filter(Boolean).join('; '), columns).map((text): Line => [span(text, 'strong')]),
  ];
}

function rowLine(whatIf: WhatIf, row: WhatIfRow | undefined): Line {
  if (row?.kind === 'step') return [span('change  ', 'unsure'), span(escapeText(whatIf.steps[row.at]?.said ?? ''))];
  if (row?.kind === 'asked') {
    const { before, after } = whatIf.supposed?.[row.at] ?? {};
    const label = escapeText(whatIf.asked[row.at]?.label ?? '');
    if (before === undefined) return [span('asked   ', 'faint'), span(label), span('  …', 'faint')];
    const isSame = before === after;
    return [
      span(isSame ? 'asked = ' : 'asked ≠ ', isSame ? 'faint' : 'bad'),
      span(label, isSame ? undefined : 'strong'),
      span(isSame ? `  still ${after}` : `  ${before} ⇒ ${after}`, isSame ? 'faint' : undefined),
    ];
  }
  const group = row && whatIf.diff?.groups[row.at];
  if (!group) return [];
  const { pairs, kind } = group;
  return [
    span('differs ', 'accent'),
    span(`${KIND_TITLES[kind].replace(/:.*/, '').toLowerCase()}: `, 'strong'),
    span(escapeText(endsTexts(group, labelsOf(whatIf.diff)).join('; '))),
    span(` (${counted(pairs, 'pair')})`, 'faint'),
  ];
}

const words = new WeakMap<DiffDocument, Labels>();

function labelsOf(diff: DiffDocument | undefined): Labels {
  if (!diff) return createLabels({}, false);
  const labels = words.get(diff) ?? createLabels(diff.components, false);
  words.set(diff, labels);
  return labels;
}

function aboutRow(whatIf: WhatIf, row: WhatIfRow, columns: number): readonly Line[] {
  const rule: Line = [span('─'.repeat(columns), 'faint')];
  if (row.kind === 'step') {
    const { said = '', changes = [] } = whatIf.steps[row.at] ?? {};
    const first = changes.slice(0, 2).map(({ op, component, at }) => `${op} ${component}${at}`);
    const more = changes.length > 2 ? [`and ${changes.length - 2} more changes`] : [];
    return [
      rule,
      ...wrapped(escapeText(said), columns).map((text) => [span(text)]),
      ...[...first, ...more].map((text) => [span(escapeText(text), 'faint')]),
      [span('x takes it back, s saves all of them', 'accent')],
    ];
  }
  if (row.kind === 'asked') {
    const { before = '…', after = '…' } = whatIf.supposed?.[row.at] ?? {};
    const lines = [
      ...wrapped(`before  ${before}`, columns, '        '),
      ...wrapped(`after   ${after}`, columns, '        '),
    ];
    return [rule, ...lines.map((text) => [span(text)]), [span('Enter shows the path', 'accent')]];
  }
  const { diff } = whatIf;
  const group = diff?.groups[row.at];
  if (!diff || !group) return [];
  // One group, as the command tells it, without the headline.
  const text = diffText({ ...diff, groups: [group], unmapped: [] }, { isColoured: true, columns });
  const lines = text.trimEnd().split('\n\n').slice(1).join('\n').split('\n');
  return [rule, ...lines.map((line) => spansOf(line)), [span('Enter asks the path of one pair', 'accent')]];
}
