import { askFix, askPath, standing } from './asking.ts';
import { asMove, clamp, type Key, letterOf, moved } from './key.ts';
import { pageOf } from './layout.ts';
import { hopsOf, rulesOf } from './path-parts.ts';
import { openPrompt } from './prompt.ts';
import { ask, type Outcome, only, type PathState, type State, say } from './state.ts';
import { toggleStep } from './supposing.ts';
import { fixTextOf, pathTextOf } from './texts.ts';
import { goTo } from './tree-keys.ts';

/** A key while a path is looked at. */
export function pathKey(state: State, key: Key): Outcome | undefined {
  const { path } = state;
  const letter = letterOf(key);
  const picked = { p: 'service', f: 'from', t: 'to' }[letter] as 'service' | 'from' | 'to' | undefined;
  if (picked) return openPrompt(state, picked);
  if (letter === 'w') return path.from || path.to ? swap(state) : only(state);
  if (letter === 'r')
    return path.from && path.to ? askPath(state, path.from.text, path.to.text, path.service) : only(state);
  if (!path.answer) return key.name === 'enter' ? openPrompt(state, path.from ? 'to' : 'from') : undefined;
  if (letter === 'v') return only(with_(state, { view: path.view === 'text' ? 'hops' : 'text', scroll: 0 }));
  if (letter === 'F') return path.view === 'fix' ? only(with_(state, { view: 'hops' })) : askFix(state);
  if (letter === '[' || letter === ']') return only(turnPart(state, letter === ']' ? 1 : -1));
  if (path.view === 'rules') return ruleKey(state, key);
  if (path.view === 'text' || path.view === 'fix') return textKey(state, key);
  return hopKey(state, key);
}

function hopKey(state: State, key: Key): Outcome | undefined {
  const { path } = state;
  const move = asMove(key);
  const hop = moved(move, path.hop, hopsOf(path).length, pageOf(state, 'work'));
  if (hop !== undefined) return only(with_(state, { hop, rule: 0 }));
  if (move.name === 'left' || move.name === 'right') {
    const way = move.name === 'left' ? 'request' : 'reply';
    const count = hopsOf(path, way).length;
    return only(count > 0 ? with_(state, { way, hop: clamp(path.hop, count), rule: 0 }) : state);
  }
  if (key.name === 'enter') return only(rulesOf(path).length > 0 ? with_(state, { view: 'rules', rule: 0 }) : state);
  if (letterOf(key) === 'o') return goTo(state, hopsOf(path)[path.hop]?.component ?? '');
  return undefined;
}

/** The rules of one hop: opened beside the others of their object, or switched off. */
function ruleKey(state: State, key: Key): Outcome | undefined {
  const { path } = state;
  const rules = rulesOf(path);
  const rule = moved(asMove(key), path.rule, rules.length, pageOf(state, 'work'));
  if (rule !== undefined) return only(with_(state, { rule }));
  if (key.name === 'escape' || asMove(key).name === 'left') return only(with_(state, { view: 'hops' }));
  const { check, evidence } = rules[path.rule] ?? {};
  if (key.name === 'enter' || letterOf(key) === 'o') {
    const component = evidence?.component ?? check?.component;
    if (!component) return only(state);
    const sought = evidence && { component, text: evidence.text, ...(evidence.rule ? { rule: evidence.rule } : {}) };
    return goTo(state, component, sought);
  }
  if (letterOf(key) !== 'x') return undefined;
  if (!evidence) return only(say(state, 'This is no rule that could be switched off.'));
  const { component, text } = evidence;
  const asked = ask(state, 'switching off', {
    topic: 'off',
    component,
    text,
    ...(evidence.rule ? { rule: evidence.rule } : {}),
  });
  return asked;
}

function textKey(state: State, key: Key): Outcome | undefined {
  const { path } = state;
  const count = path.view === 'fix' ? fixTextOf(state).length : pathTextOf(state).length;
  const scroll = moved(asMove(key), path.scroll, count, pageOf(state, 'work') - 2);
  if (scroll !== undefined) return only(with_(state, { scroll }));
  if (key.name === 'escape') return only(with_(state, { view: 'hops' }));
  if (key.name !== 'enter' || path.view !== 'fix') return undefined;
  const step = path.fix?.step;
  if (step) return toggleStep(with_(state, { view: 'hops' }), step);
  return only(say(state, 'These changes cannot be supposed beside others: undo those first.'));
}

function turnPart(state: State, by: number): State {
  const { path } = state;
  const part = clamp(path.part + by, path.answer?.document.parts.length ?? 0);
  return with_(state, standing({ ...path, part }));
}

function with_(state: State, change: Partial<PathState>): State {
  return { ...state, path: { ...state.path, ...change } };
}

function swap(state: State): Outcome {
  const { from, to, service } = state.path;
  if (from && to) return askPath(state, to.text, from.text, service);
  const { from: _, to: __, ...rest } = state.path;
  return only({ ...state, path: { ...rest, ...(to ? { from: to } : {}), ...(from ? { to: from } : {}) } });
}
