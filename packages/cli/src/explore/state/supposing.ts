import type { Step } from '../estate/requests.ts';
import { askPath, askSupposed } from './asking.ts';
import { andThen, ask, type Outcome, only, type State, say } from './state.ts';

/** A line of the what-if area that can be stood on. */
export type WhatIfRow =
  | { readonly kind: 'step'; readonly at: number }
  | { readonly kind: 'asked'; readonly at: number }
  | { readonly kind: 'group'; readonly at: number };

export function whatIfRows({ steps, asked, diff }: State['whatIf']): readonly WhatIfRow[] {
  return [
    ...steps.map((_, at) => ({ kind: 'step' as const, at })),
    ...asked.map((_, at) => ({ kind: 'asked' as const, at })),
    ...(diff?.groups ?? []).map((_, at) => ({ kind: 'group' as const, at })),
  ];
}

export function undo(state: State): Outcome {
  const { steps } = state.whatIf;
  if (steps.length === 0) return only(say(state, 'There is nothing to undo.'));
  return withSteps(say(state, `Undone: ${steps.at(-1)?.said}`), steps.slice(0, -1));
}

/** Supposes a change; the same change a second time takes it back. */
export function toggleStep(state: State, step: Step): Outcome {
  const { steps } = state.whatIf;
  const key = JSON.stringify(step.changes);
  const known = steps.findIndex(({ changes }) => JSON.stringify(changes) === key);
  if (known >= 0) return withSteps(say(state, `On again: ${steps[known]?.said}`), without(steps, known));
  const kept = steps.filter((one) => !isOverruled(one, step));
  const gone = steps.length > kept.length ? ' (in place of what was supposed there before)' : '';
  return withSteps(say(state, `Supposed: ${step.said}${gone}`), [...kept, step]);
}

/** Of two values for one place only the later can be meant. */
function isOverruled(step: Step, by: Step): boolean {
  const placeOf = ({ op, component, at }: Step['changes'][number]) =>
    op === 'replace' ? `${component} ${at}` : undefined;
  const values = new Map(by.changes.map((change) => [placeOf(change), JSON.stringify(change.value)]));
  return step.changes.some((change) => {
    const place = placeOf(change);
    return place !== undefined && values.has(place) && values.get(place) !== JSON.stringify(change.value);
  });
}

export function without(steps: readonly Step[], at: number): readonly Step[] {
  return steps.filter((_, position) => position !== at);
}

/** What was asked is asked again at once, and so is what else differs. */
export function withSteps(state: State, steps: readonly Step[]): Outcome {
  const { supposed: _, diff: __, job: ___, diffJob: ____, ...rest } = state.whatIf;
  const next: State = { ...state, isWarned: false, whatIf: { ...rest, steps } };
  const { path } = next;
  const again = path.from && path.to ? askPath(next, path.from.text, path.to.text, path.service, true) : only(next);
  const told = andThen(again, (one) => askSupposed(one));
  const all = steps.length > 0 ? andThen(told, askDiff) : told;
  const count = whatIfRows(all.state.whatIf).length;
  const { whatIf } = all.state;
  const cursor = Math.max(0, Math.min(whatIf.cursor, count - 1));
  return { ...all, state: { ...all.state, whatIf: { ...whatIf, cursor } } };
}

function askDiff(state: State): Outcome {
  const { steps } = state.whatIf;
  const { job, state: next, effects } = ask(state, 'looking for what else differs', { topic: 'differ', steps });
  return { state: { ...next, whatIf: { ...next.whatIf, diffJob: job } }, effects };
}
