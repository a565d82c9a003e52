import { askPath } from './asking.ts';
import { asMove, type Key, letterOf, moved } from './key.ts';
import { pageOf } from './layout.ts';
import { ask, type ExposureState, type Outcome, only, type State } from './state.ts';
import { askExposure } from './tabs.ts';
import { chainTextOf } from './texts.ts';

/** A key while exposure is looked at: groups, then their ends, then what lets the internet through. */
export function exposureKey(state: State, key: Key): Outcome | undefined {
  const { exposure } = state;
  if (letterOf(key) === 'r' && exposure.job === undefined) return askExposure(state);
  const groups = exposure.list?.groups ?? [];
  const ends = groups[exposure.group]?.ends ?? [];
  const page = pageOf(state, 'work');
  const move = asMove(key);
  if (exposure.view === 'groups') {
    const group = moved(move, exposure.group, groups.length, page);
    if (group !== undefined) return only(with_(state, { group, end: 0 }));
    if (key.name !== 'enter' && move.name !== 'right') return undefined;
    if (ends.length === 0) return only(state);
    return ends.length === 1 ? askChain(state, 0) : only(with_(state, { view: 'ends', end: 0 }));
  }
  if (letterOf(key) === 'p') {
    const end = ends[exposure.end];
    return end ? askPath({ ...state, tab: 'path' }, 'internet', end.component, '') : only(state);
  }
  const isBack = key.name === 'escape' || move.name === 'left';
  if (exposure.view === 'ends') {
    const end = moved(move, exposure.end, ends.length, page);
    if (end !== undefined) return only(with_(state, { end }));
    if (isBack) return only(with_(state, { view: 'groups' }));
    return key.name === 'enter' || move.name === 'right' ? askChain(state, exposure.end) : undefined;
  }
  const scroll = moved(move, exposure.scroll, chainTextOf(state).length, page);
  if (scroll !== undefined) return only(with_(state, { scroll }));
  return isBack ? only(with_(state, { view: ends.length === 1 ? 'groups' : 'ends' })) : undefined;
}

function askChain(state: State, end: number): Outcome {
  const { exposure } = state;
  const id = exposure.list?.groups[exposure.group]?.ends[end]?.id;
  if (id === undefined) return only(state);
  const asked = ask(state, 'reading the chain', { topic: 'finding', id });
  const { finding: _, ...rest } = exposure;
  const next: ExposureState = { ...rest, view: 'chain', end, scroll: 0, findingJob: asked.job };
  return { ...asked, state: { ...asked.state, exposure: next } };
}

function with_(state: State, change: Partial<ExposureState>): State {
  return { ...state, exposure: { ...state.exposure, ...change } };
}
