import { askPath } from './asking.ts';
import { asMove, type Key, moved } from './key.ts';
import { pageOf } from './layout.ts';
import { serviceIn } from './path-parts.ts';
import { openPrompt } from './prompt.ts';
import { type Outcome, only, type State, say } from './state.ts';
import { type WhatIfRow, whatIfRows, without, withSteps } from './supposing.ts';

export function whatIfKey(state: State, key: Key): Outcome | undefined {
  const { whatIf } = state;
  const rows = whatIfRows(whatIf);
  const cursor = moved(asMove(key), whatIf.cursor, rows.length, pageOf(state, 'work'));
  if (cursor !== undefined) return only({ ...state, whatIf: { ...whatIf, cursor } });
  const row = rows[whatIf.cursor];
  switch (key.name === 'char' ? key.text : key.name) {
    case 'a':
      return openPrompt(state, 'statement');
    case 'z':
      return openPrompt(state, 'zone');
    case 's':
      return whatIf.steps.length > 0 ? openPrompt(state, 'file') : only(say(state, 'There is no change to save yet.'));
    case 'x':
      return row?.kind === 'step' ? withSteps(state, without(whatIf.steps, row.at)) : only(state);
    case 'enter':
      return open(state, row);
    default:
      return undefined;
  }
}

/** What a line is about, as a path. */
function open(state: State, row: WhatIfRow | undefined): Outcome {
  if (row?.kind === 'asked') {
    const { question } = state.whatIf.asked[row.at] ?? {};
    if (!question) return only(state);
    const service = [question.protocol, question.port].filter(Boolean).join('/');
    return askPath({ ...state, tab: 'path' }, question.from, question.to, service);
  }
  const group = row?.kind === 'group' ? state.whatIf.diff?.groups[row.at] : undefined;
  if (!group) return only(state);
  const { witness, changes } = group;
  return askPath({ ...state, tab: 'path' }, witness.from, witness.to, serviceIn(changes[0]?.services ?? ''));
}
