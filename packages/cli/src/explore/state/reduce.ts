import { answered, refused } from './answers.ts';
import { detailKey } from './detail-keys.ts';
import { exposureKey } from './exposure-keys.ts';
import { HELP } from './help.ts';
import { type Key, letterOf, moved } from './key.ts';
import { layoutOf, pageOf } from './layout.ts';
import { matrixKey } from './matrix-keys.ts';
import { pathKey } from './path-keys.ts';
import { problemRows } from './problem-rows.ts';
import { openPrompt, promptKey } from './prompt.ts';
import { pickHere, promptDone } from './prompt-done.ts';
import { ask, type Event, type Focus, type Outcome, only, type State, say, TABS } from './state.ts';
import { undo } from './supposing.ts';
import { openTab } from './tabs.ts';
import { filterKey, treeKey } from './tree-keys.ts';
import { selected } from './tree-state.ts';
import { whatIfKey } from './what-if-keys.ts';

/** What follows from an event. Pure: the same state and event always give the same. */
export function reduce(state: State, event: Event): Outcome {
  switch (event.kind) {
    case 'start':
      return ask(state, 'reading the input', { topic: 'open', ...event.source });
    case 'resize':
      return only({ ...state, size: event.size });
    case 'stage':
      return only({
        ...state,
        jobs: state.jobs.map((job) => (job.id === event.job ? { ...job, stage: event.stage } : job)),
      });
    case 'dropped':
      return only(withoutJob(state, event.job));
    case 'answer':
      return answered(withoutJob(state, event.job), event.job, event.answer);
    case 'problem':
      return only(refused(withoutJob(state, event.job), event.job, event.problem));
    case 'key':
      return pressed(state, event.key);
  }
}

function withoutJob(state: State, id: number): State {
  return { ...state, jobs: state.jobs.filter((job) => job.id !== id) };
}

function pressed(state: State, key: Key): Outcome {
  if (key.name === 'interrupt') return { state, effects: [{ kind: 'quit' }] };
  const { message: _, ...silent } = state;
  if (state.help !== undefined) return only(helpKey(silent, state.help, key));
  if (state.prompt) return promptKey(silent, state.prompt, key, promptDone);
  if (state.tree?.isTyping) return filterKey(silent, state.tree, key);
  return areaKey(silent, key) ?? globalKey(silent, state, key);
}

function areaKey(state: State, key: Key): Outcome | undefined {
  if (!state.estate) return undefined;
  if (state.focus === 'tree') return treeKey(state, key);
  if (state.focus === 'detail') return detailKey(state, key);
  switch (state.tab) {
    case 'path':
      return pathKey(state, key);
    case 'exposure':
      return exposureKey(state, key);
    case 'matrix':
      return matrixKey(state, key);
    case 'what-if':
      return whatIfKey(state, key);
    case 'problems':
      return problemKey(state, key);
  }
}

function problemKey(state: State, key: Key): Outcome | undefined {
  const count = problemRows(state).length;
  const cursor = moved(key, state.problems.cursor, count, pageOf(state, 'work'));
  if (cursor === undefined && letterOf(key) !== 'j' && letterOf(key) !== 'k') return undefined;
  const by = letterOf(key) === 'j' ? 1 : -1;
  const to = cursor ?? Math.max(0, Math.min(state.problems.cursor + by, count - 1));
  return only({ ...state, problems: { cursor: to } });
}

/** Keys that mean the same everywhere. */
function globalKey(state: State, before: State, key: Key): Outcome {
  if (key.name === 'tab' || key.name === 'backtab') return only(withFocus(state, key.name === 'tab' ? 1 : -1));
  if (key.name === 'escape') return only({ ...state, focus: 'tree' });
  const letter = letterOf(key);
  const tab = TABS[Number(letter) - 1];
  if (tab) return openTab(state, tab);
  switch (letter) {
    case 'q':
      return leave(state, before);
    case '?':
      return only({ ...state, help: 0 });
    case ':':
      return openPrompt(state, 'command');
    case '/':
      return only(state.tree ? { ...state, focus: 'tree', tree: { ...state.tree, isTyping: true } } : state);
    case 'u':
      return state.estate ? undo(state) : only(state);
    case 'f':
    case 't':
      return pick(state, letter === 'f' ? 'from' : 'to');
    default:
      return only(state);
  }
}

/** What is selected becomes an end; in the work area it is searched for. */
function pick(state: State, which: 'from' | 'to'): Outcome {
  const { tree } = state;
  if (!state.estate || !tree) return only(state);
  if (state.focus === 'work') return openPrompt(state, which);
  const at = selected(tree);
  const id =
    state.focus === 'detail' ? state.detail.id : tree.document.titles[at] === '' ? undefined : tree.document.ids[at];
  return id === undefined ? only(say(state, 'Choose a resource: this is a folder.')) : pickHere(state, which, id);
}

/** Changes that are not saved are said once. */
function leave(state: State, before: State): Outcome {
  const { steps, saved } = state.whatIf;
  if (steps.length === 0 || steps === saved || before.isWarned) return { state, effects: [{ kind: 'quit' }] };
  const count = steps.length === 1 ? '1 change is' : `${steps.length} changes are`;
  return only(say({ ...state, isWarned: true }, `${count} not saved: q again leaves, :save keeps them.`));
}

function withFocus(state: State, by: 1 | -1): State {
  const order: readonly Focus[] = ['tree', 'detail', 'work'];
  const at = (order.indexOf(state.focus) + by + order.length) % order.length;
  return { ...state, focus: order[at] as Focus };
}

function helpKey({ help: _, ...state }: State, at: number, key: Key): State {
  const page = (layoutOf(state.size, 'work').work?.rows ?? 3) - 2;
  const to = moved(key, at, HELP.length, page);
  return to === undefined ? state : { ...state, help: to };
}
