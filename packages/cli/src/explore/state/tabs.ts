import { ask, type Outcome, only, type State, type Tab } from './state.ts';

/** Shows an area, and asks what it needs the first time that it is looked at. */
export function openTab(state: State, tab: Tab): Outcome {
  const next: State = { ...state, tab, focus: 'work' };
  if (!state.estate) return only(next);
  if (tab === 'exposure' && !state.exposure.list && state.exposure.job === undefined) return askExposure(next);
  if (tab === 'matrix' && !state.matrix.document && state.matrix.job === undefined)
    return askMatrix(next, state.matrix.by);
  return only(next);
}

export function askExposure(state: State): Outcome {
  const { steps } = state.whatIf;
  const asked = ask(state, 'asking what the internet reaches', { topic: 'exposure', steps });
  const exposure = { steps, view: 'groups' as const, group: 0, end: 0, scroll: 0, job: asked.job };
  return { ...asked, state: { ...asked.state, exposure } };
}

export function askMatrix(state: State, by: string): Outcome {
  const { steps } = state.whatIf;
  const asked = ask(state, `asking who talks to whom, by ${by}`, { topic: 'matrix', by, steps });
  const matrix = { by, steps, view: 'grid' as const, row: 0, column: 0, group: 0, job: asked.job };
  return { ...asked, state: { ...asked.state, matrix } };
}
