import { hopsOf, labelOf, questionOf } from './path-parts.ts';
import { type Asked, andThen, ask, type End, type Outcome, only, type PathState, type State } from './state.ts';
import { positionOf } from './tree-state.ts';

/** An end by its selector; shown by the name that the tree has for it. */
export function endOf(state: State, text: string): End {
  const at = state.tree && positionOf(state.tree.document, text);
  return { text, label: (at === undefined ? undefined : state.tree?.document.labels[at]) ?? text };
}

/** `isAgain`: the same question, of a network that has changed. */
export function askPath(state: State, from: string, to: string, service: string, isAgain = false): Outcome {
  const { answer: _, problem: __, fix: ___, job: ____, ...rest } = state.path;
  const kept = isAgain && state.path.answer ? { answer: state.path.answer } : {};
  const path: PathState = { ...rest, ...kept, from: endOf(state, from), to: endOf(state, to), service, view: 'hops' };
  const question = questionOf(path);
  if (!question) return only({ ...state, path });
  const { steps } = state.whatIf;
  const { job, state: next, effects } = ask({ ...state, path }, 'asking', { topic: 'path', question, steps });
  return { state: { ...next, path: { ...path, job } }, effects };
}

/** The answer is there: it is kept among those to be asked again. */
export function pathAnswered(state: State, answer: NonNullable<PathState['answer']>): Outcome {
  const { job: _, problem: __, ...rest } = state.path;
  const fresh: PathState = { ...rest, answer, part: 0 };
  const path = { ...fresh, ...standing(fresh) };
  const question = questionOf(path);
  const { asked } = state.whatIf;
  const key = JSON.stringify(question);
  const isNew = question && !asked.some((one) => JSON.stringify(one.question) === key);
  if (!isNew) return only({ ...state, path });
  const more: Asked = { question, label: labelOf(path) };
  const next = { ...state, path, whatIf: { ...state.whatIf, asked: [...asked, more] } };
  return andThen(only(next), askSupposed);
}

export function askFix(state: State): Outcome {
  const question = questionOf(state.path);
  if (!question) return only(state);
  const { steps } = state.whatIf;
  const asked = ask(state, 'looking for what would mend it', { topic: 'fix', question, steps });
  const { fix: _, ...rest } = asked.state.path;
  return { ...asked, state: { ...asked.state, path: { ...rest, fixJob: asked.job, view: 'fix', scroll: 0 } } };
}

export function askSupposed(state: State): Outcome {
  const { steps, asked } = state.whatIf;
  if (asked.length === 0 || steps.length === 0) return only(state);
  const questions = asked.map(({ question }) => question);
  const { job, state: next, effects } = ask(state, 'asking again', { topic: 'suppose', steps, questions });
  return { state: { ...next, whatIf: { ...next.whatIf, job } }, effects };
}

/** On the hop that stops it, else the first. */
export function standing(path: PathState): Partial<PathState> {
  for (const way of ['request', 'reply'] as const) {
    const hop = hopsOf(path, way).findIndex(({ checks }) =>
      checks.some(({ effect }) => effect === 'blocks' || effect === 'undecided'),
    );
    if (hop >= 0) return { part: path.part, way, hop, rule: 0 };
  }
  return { part: path.part, way: 'request', hop: 0, rule: 0 };
}
