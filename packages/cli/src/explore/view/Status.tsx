import { type ReactElement, useEffect, useState } from 'react';
import type { State } from '../state/state.ts';
import { Bar } from './Bar.tsx';
import { type Ink, type Line, span } from './line.ts';

const TURN = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const TICK_MS = 120;
/** What takes less is over before it can be read. */
const SHOWN_AFTER = 2;

/** What was said last, or what is being worked at and for how long. */
export function Status({ state, ink }: { readonly state: State; readonly ink: Ink }): ReactElement {
  const [job] = state.jobs.toReversed();
  const ticks = useTicks(job?.id);
  const isShown = job !== undefined && (ticks >= SHOWN_AFTER || !state.estate);
  const line: Line = isShown ? workingLine(job, state.jobs.length, ticks) : messageLine(state);
  return <Bar line={line} columns={state.size.columns} ink={ink} />;
}

function useTicks(job: number | undefined): number {
  const [ticks, setTicks] = useState(0);
  useEffect(() => {
    setTicks(0);
    if (job === undefined) return undefined;
    const timer = setInterval(() => setTicks((count) => count + 1), TICK_MS);
    return () => clearInterval(timer);
  }, [job]);
  return ticks;
}

function workingLine({ title, stage }: State['jobs'][number], count: number, ticks: number): Line {
  const seconds = Math.floor((ticks * TICK_MS) / 1000);
  const more = count > 1 ? ` and ${count - 1} more` : '';
  return [
    span(` ${TURN[ticks % TURN.length]} `, 'accent'),
    span(`${stage ?? title} …${more}`),
    span(seconds > 0 ? ` ${seconds} s` : '', 'faint'),
  ];
}

function messageLine({ message }: State): Line {
  if (!message) return [];
  const mark = { good: '✓ ', bad: '✗ ', plain: '' }[message.tone];
  return [span(` ${mark}${message.text}`, message.tone === 'plain' ? undefined : message.tone)];
}
