import { type ReactElement, useEffect, useState } from 'react';
import type { State } from '../state/state.ts';
import { Lines } from './Lines.tsx';
import { fit, type Ink, type Line, paint, span, wrapped } from './line.ts';

const TURN = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const TICK_MS = 120;
/** What takes less is over before it can be read. */
const SHOWN_AFTER = 2;

/** What was said last, or what is being worked at and for how long. */
export function Status({ state, ink }: { readonly state: State; readonly ink: Ink }): ReactElement {
  const [job] = state.jobs.toReversed();
  const ticks = useTicks(job?.id);
  const isShown = job !== undefined && (ticks >= SHOWN_AFTER || !state.estate);
  const { columns } = state.size;
  const lines = isShown ? [workingLine(job, state.jobs.length, ticks)] : messageLines(state);
  const rows = statusRows(state);
  const shown = Array.from({ length: rows }, (_, at) => paint(fit(lines[at] ?? [], columns), ink));
  return <Lines lines={shown} size={{ columns, rows }} />;
}

/** What was said may take a few lines; nothing takes one. */
export function statusRows(state: State): number {
  return Math.max(1, Math.min(MOST_ROWS, messageLines(state).length));
}
const MOST_ROWS = 4;

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

function messageLines({ message, size }: State): readonly Line[] {
  if (!message) return [];
  const mark = { good: '✓ ', bad: '✗ ', plain: '' }[message.tone];
  const tone = message.tone === 'plain' ? undefined : message.tone;
  return wrapped(`${mark}${message.text}`, size.columns - 2).map((text) => [span(` ${text}`, tone)]);
}
