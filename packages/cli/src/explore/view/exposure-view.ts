import type { Severity } from '@hopwise/core';
import type { State } from '../state/state.ts';
import { chainTextOf } from '../state/texts.ts';
import { type Line, span, type Tone, wrapped } from './line.ts';
import { textList } from './path-view.ts';
import { stepsNote } from './steps-note.ts';
import { NOTHING, type View } from './view.ts';

const SEVERITIES: Readonly<Record<Severity, { readonly word: string; readonly tone: Tone | undefined }>> = {
  critical: { word: '‼ critical', tone: 'bad' },
  high: { word: '! high', tone: 'bad' },
  medium: { word: '▪ medium', tone: 'unsure' },
  low: { word: '· low', tone: undefined },
  info: { word: '  info', tone: 'faint' },
};

export function exposureView(state: State, columns: number): View {
  const { exposure } = state;
  const { list } = exposure;
  if (!list) {
    const text =
      exposure.job === undefined ? 'r asks what the internet can reach.' : 'asking every address from everywhere …';
    return { title: 'Exposure', head: [[span(text, 'faint')]], list: NOTHING };
  }
  const group = list.groups[exposure.group];
  const note = stepsNote(state, exposure.steps);
  if (exposure.view === 'chain')
    return { title: 'Exposure: what lets the internet through', list: textList(chainTextOf(state), exposure.scroll) };
  if (exposure.view === 'ends' && group) {
    return {
      title: `Exposure: ${group.check}`,
      head: wrapped(group.message, columns).map((text) => [span(text)]),
      list: {
        count: group.ends.length,
        cursor: exposure.end,
        line: (at) => [
          span(group.ends[at]?.label ?? '', 'strong'),
          span(`  ${group.ends[at]?.component ?? ''}`, 'faint'),
        ],
      },
    };
  }
  const asked: Line = [span(`Asked of ${list.asked} ends with an address for the internet.`, 'faint'), ...note];
  const open = list.undecided.slice(0, 3).map((text): Line => [span(`? ${text}`, 'unsure')]);
  const none: readonly Line[] =
    list.groups.length === 0 ? [[span('✓ Nothing of it can be reached from the internet.', 'good')]] : [];
  return {
    title: 'Exposure, worst first',
    head: [asked, ...open, ...none],
    list: {
      count: list.groups.length,
      cursor: exposure.group,
      line: (at) => groupLine(list.groups[at]),
    },
    foot: group ? aboutGroup(group, columns) : [],
  };
}

type Group = NonNullable<State['exposure']['list']>['groups'][number];

function groupLine(group: Group | undefined): Line {
  if (!group) return [];
  const { word, tone } = SEVERITIES[group.severity];
  const ends = group.ends.length === 1 ? (group.ends[0]?.label ?? '') : `${group.ends.length} ends`;
  return [span(`${word.padEnd(10)} `, tone), span(`${ends}: `, 'strong'), span(group.message)];
}

function aboutGroup({ check, title, message, ends }: Group, columns: number): readonly Line[] {
  const names = ends.slice(0, 6).map(({ label }) => label);
  const rest = ends.length - names.length;
  return [
    [span('─'.repeat(columns), 'faint')],
    ...wrapped(`${check}: ${title}`, columns).map((text) => [span(text, 'strong')]),
    ...wrapped(message, columns).map((text) => [span(text)]),
    ...wrapped(`${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`, columns).map((text) => [
      span(text, 'faint'),
    ]),
  ];
}
