import { asMove, type Key, letterOf, moved } from './key.ts';
import { pageOf } from './layout.ts';
import { type Outcome, only, type State, say } from './state.ts';
import { toggleStep } from './supposing.ts';
import { goTo } from './tree-keys.ts';

/** A key while the details have the keyboard. */
export function detailKey(state: State, key: Key): Outcome | undefined {
  const { detail } = state;
  const rows = detail.document?.rows ?? [];
  const cursor = moved(asMove(key), detail.cursor, rows.length, pageOf(state, 'detail'));
  if (cursor !== undefined) return only({ ...state, detail: { ...detail, cursor } });
  const row = rows[detail.cursor];
  if (key.name === 'enter') return row?.leads ? goTo(state, row.leads) : only(state);
  if (letterOf(key) === 'x') {
    if (row?.off && row.off.length > 0) return toggleStep(state, { said: row.said ?? row.text, changes: row.off });
    return only(say(state, 'This cannot be switched off: choose a rule, a route or a tunnel.'));
  }
  if (key.name === 'escape') {
    const last = detail.back.at(-1);
    if (last === undefined) return only({ ...state, focus: 'tree' });
    const gone = goTo(state, last);
    return { ...gone, state: { ...gone.state, detail: { ...gone.state.detail, back: detail.back.slice(0, -1) } } };
  }
  return undefined;
}
