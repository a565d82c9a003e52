import type { DetailRow } from '../estate/detail-document.ts';
import type { Step } from '../estate/requests.ts';
import type { State } from '../state/state.ts';
import { type Line, span, wrapped } from './line.ts';
import { NOTHING, type View } from './view.ts';

export function detailView({ detail, whatIf }: State, columns: number): View {
  const { document, cursor } = detail;
  if (!detail.id) return { title: 'Details', list: NOTHING, head: [[span('Choose something in the tree.', 'faint')]] };
  if (!document) return { title: 'Details', list: NOTHING };
  const off = new Set(whatIf.steps.map(keyOf));
  const row = document.rows[cursor];
  return {
    title: `Details ${document.id}`,
    list: {
      count: document.rows.length,
      cursor,
      line: (at) => rowLine(document.rows[at] as DetailRow, off),
    },
    foot: row && (row.kind === 'rule' || row.kind === 'fact') ? aboutRow(row, columns) : [],
  };
}

const MARKS = { admits: '✓', blocks: '✗', routes: '→', translates: '⇄' } as const;
const TONES = { admits: 'good', blocks: 'bad', routes: undefined, translates: undefined } as const;

function rowLine({ kind, text, evidence, off, said = '' }: DetailRow, steps: ReadonlySet<string>): Line {
  if (kind === 'title') return [span(text, 'strong')];
  if (kind === 'note' || kind === 'record') return [span(text, 'faint')];
  if (kind === 'fact') return [span(text)];
  const isOff = off !== undefined && off.length > 0 && steps.has(keyOf({ said, changes: off }));
  if (isOff) return [span('○ off: ', 'unsure'), span(text, 'faint')];
  if (!evidence) return [span('· '), span(text)];
  return [span(`${MARKS[evidence.effect]} `, TONES[evidence.effect]), span(text)];
}

/** The selected line in full, with where it was read. */
function aboutRow({ text, place, off, leads }: DetailRow, columns: number): readonly Line[] {
  const keys = [off && off.length > 0 ? 'x switches it off' : '', leads ? `Enter goes to ${leads}` : ''].filter(
    Boolean,
  );
  return [
    [span('─'.repeat(columns), 'faint')],
    ...wrapped(text, columns)
      .slice(0, 4)
      .map((line) => [span(line)]),
    ...(place
      ? wrapped(place, columns)
          .slice(0, 2)
          .map((line) => [span(line, 'faint')])
      : []),
    ...(keys.length > 0 ? [[span(keys.join(', '), 'accent')]] : []),
  ];
}

function keyOf({ changes }: Step): string {
  return JSON.stringify(changes);
}
