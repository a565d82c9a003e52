import { QuestionError } from '@hopwise/core/question-error';
import { deferred } from './deferred.ts';
import type { Source, Topic } from './estate/requests.ts';
import type { Listener, Service } from './estate/service.ts';
import { reduce } from './state/reduce.ts';
import { type Effect, type Event, firstState, type Size, type State } from './state/state.ts';

/** The state of the explorer, and whoever changes it: keys and answers come in, questions go out. */
export interface Session {
  state(): State;
  dispatch(event: Event): void;
  subscribe(listener: () => void): () => void;
  /** Resolves when somebody leaves; rejects for what cannot go on: no input, or a fault of ours. */
  readonly ended: Promise<void>;
}

/** Of these only the newest question matters: while one is answered, the next one waits, and a later one takes its place. */
const NEWEST: ReadonlySet<Topic> = new Set<Topic>(['detail', 'path', 'suppose', 'differ']);

export function createSession(service: Service, size: Size, source: Source): Session {
  let state = firstState(size);
  const listeners = new Set<() => void>();
  const [busy, waiting] = [new Set<Topic>(), new Map<Topic, Extract<Effect, { kind: 'ask' }>>()];
  const end = deferred<void>();

  const dispatch = (event: Event): void => {
    const { state: next, effects } = reduce(state, event);
    const isChanged = next !== state;
    state = next;
    for (const effect of effects) {
      if (effect.kind === 'quit') end.resolve();
      else perform(effect);
    }
    if (isChanged) for (const listener of listeners) listener();
  };

  const perform = (effect: Extract<Effect, { kind: 'ask' }>): void => {
    const { topic } = effect.request;
    if (!NEWEST.has(topic) || !busy.has(topic)) {
      busy.add(topic);
      service.ask(effect.request, listenerOf(effect));
      return;
    }
    const before = waiting.get(topic);
    waiting.set(topic, effect);
    if (before) dispatch({ kind: 'dropped', job: before.job });
  };

  const listenerOf = ({ job, request }: Extract<Effect, { kind: 'ask' }>): Listener => ({
    stage: (stage) => dispatch({ kind: 'stage', job, stage }),
    answer(answer) {
      settled(request.topic);
      dispatch({ kind: 'answer', job, answer });
    },
    problem(problem) {
      settled(request.topic);
      // Without input there is nothing to explore: said as every command says it.
      if (request.topic === 'open') end.reject(new QuestionError('BAD_OPTION', problem.message, problem.hint));
      else dispatch({ kind: 'problem', job, problem });
    },
    fault: end.reject,
  });

  const settled = (topic: Topic): void => {
    busy.delete(topic);
    const next = waiting.get(topic);
    waiting.delete(topic);
    if (next) perform(next);
  };

  // It may fail before anybody listens: whoever awaits it is told all the same.
  end.promise.catch(() => {});
  dispatch({ kind: 'start', source });
  return {
    state: () => state,
    dispatch,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ended: end.promise,
  };
}
