import { type ProblemRow, problemRows } from '../state/problem-rows.ts';
import type { State } from '../state/state.ts';
import { span, type Tone, wrapped } from './line.ts';
import type { View } from './view.ts';

const SEVERITIES: Readonly<Record<ProblemRow['severity'], readonly [word: string, tone: Tone | undefined]>> = {
  error: ['✗ error  ', 'bad'],
  unknown: ['? unknown', 'unsure'],
  warning: ['! warning', 'unsure'],
  note: ['· note   ', 'faint'],
};

export function problemsView(state: State, columns: number): View {
  const rows = problemRows(state);
  const { cursor } = state.problems;
  const chosen = rows[cursor];
  return {
    title: 'Problems of the input, worst first',
    head:
      state.estate && rows.length === 0 ? [[span('✓ The input is whole, and nothing about it is odd.', 'good')]] : [],
    list: {
      count: rows.length,
      cursor,
      line: (at) => {
        const { severity = 'note', text = '' } = rows[at] ?? {};
        const [word, tone] = SEVERITIES[severity];
        return [span(`${word} `, tone), span(text)];
      },
    },
    foot: chosen
      ? [
          [span('─'.repeat(columns), 'faint')],
          ...wrapped(chosen.text, columns).map((text) => [span(text)]),
          ...chosen.more.flatMap((text) => wrapped(text, columns, '  ').map((line) => [span(line, 'accent')])),
        ]
      : [],
  };
}
