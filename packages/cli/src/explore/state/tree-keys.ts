import { asMove, type Key, letterOf, moved } from './key.ts';
import { pageOf } from './layout.ts';
import { ask, type Outcome, only, type State } from './state.ts';
import { filterTree, hasChildren, positionOf, reveal, selected, type TreeState, toggle } from './tree-state.ts';

/** A key while the tree has the keyboard; undefined where it means nothing there. */
export function treeKey(state: State, key: Key): Outcome | undefined {
  const { tree } = state;
  if (!tree) return undefined;
  const move = asMove(key);
  const cursor = moved(move, tree.cursor, tree.rows.length, pageOf(state, 'tree'));
  if (cursor !== undefined) return show({ ...state, tree: { ...tree, cursor } });
  if (key.name === 'escape' && tree.filter !== '') return show({ ...state, tree: filterTree(tree, '') });
  if (tree.rows.length === 0) return undefined;
  const at = selected(tree);
  const { document } = tree;
  const isOpen = tree.expanded.has(at) && hasChildren(document, at);
  if (move.name === 'right') {
    if (isOpen) return show({ ...state, tree: { ...tree, cursor: Math.min(tree.cursor + 1, tree.rows.length - 1) } });
    return only({ ...state, tree: toggle(tree, at, true) });
  }
  if (move.name === 'left') {
    if (isOpen) return only({ ...state, tree: toggle(tree, at, false) });
    const above = tree.rows.indexOf(document.parents[at] as number);
    return above < 0 ? only(state) : show({ ...state, tree: { ...tree, cursor: above } });
  }
  if (key.name === 'enter' || letterOf(key) === ' ') {
    if (document.titles[at] === '' || letterOf(key) === ' ') return only({ ...state, tree: toggle(tree, at, !isOpen) });
    return show({ ...state, focus: 'detail' });
  }
  return undefined;
}

/** A key while the filter is typed. */
export function filterKey(state: State, tree: TreeState, key: Key): Outcome {
  const typed = (filter: string) => show({ ...state, tree: filterTree(tree, filter) });
  switch (key.name) {
    case 'char':
      return typed(tree.filter + key.text);
    case 'backspace':
      return typed([...tree.filter].slice(0, -1).join(''));
    case 'clear':
      return typed('');
    case 'escape':
      return show({ ...state, tree: { ...filterTree(tree, ''), isTyping: false } });
    case 'up':
    case 'down':
    case 'pageup':
    case 'pagedown': {
      const cursor = moved(key, tree.cursor, tree.rows.length, pageOf(state, 'tree')) ?? tree.cursor;
      return show({ ...state, tree: { ...tree, cursor } });
    }
    default:
      return only({ ...state, tree: { ...tree, isTyping: false } });
  }
}

/** The details follow the selection. */
export function show(state: State): Outcome {
  const { tree, detail } = state;
  if (!tree) return only(state);
  const at = selected(tree);
  const id = tree.document.titles[at] === '' ? undefined : tree.document.ids[at];
  if (id === undefined) {
    const { id: _, document: __, job: ___, ...rest } = detail;
    return only({ ...state, detail: { ...rest, cursor: 0 } });
  }
  return id === detail.id ? only(state) : look(state, id, []);
}

/** Shows a component, whether or not it is in the tree. */
export function look(state: State, id: string, back: readonly string[], sought?: State['detail']['sought']): Outcome {
  const asked = ask(state, 'reading', { topic: 'detail', id });
  const { job, effects } = asked;
  // The last one stays until the next is there: nothing flickers.
  const { document } = state.detail;
  const detail = { id, job, cursor: 0, back, ...(document ? { document } : {}), ...(sought ? { sought } : {}) };
  return { state: { ...asked.state, detail }, effects };
}

/** Goes to a component in the tree, and shows it. */
export function goTo(state: State, id: string, sought?: State['detail']['sought']): Outcome {
  const back = state.detail.id && state.detail.id !== id ? [...state.detail.back, state.detail.id] : state.detail.back;
  const tree = state.tree && (reveal(state.tree, id) ?? state.tree);
  const isKnown = tree !== undefined && positionOf(tree.document, id) !== undefined;
  return look({ ...state, ...(isKnown ? { tree } : {}), focus: 'detail' }, id, back, sought);
}
