import type { Terminal } from '../terminal.ts';
import { createDesk } from './estate/desk.ts';
import type { Answer, Problem, Request, Topic } from './estate/requests.ts';
import type { Service } from './estate/service.ts';
import { createSession, type Session } from './session.ts';
import type { Key } from './state/key.ts';
import type { Size } from './state/state.ts';

export const THREE_TIER = 'examples/three-tier/input';

/** Nothing is printed, kept or read from a keyboard. */
const SILENT: Terminal = {
  async write() {},
  warn() {},
  stdin: { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }) },
  isColoured: false,
  columns: 80,
  progress() {},
  hasWritten: false,
  afterwards() {},
  cache: undefined,
  isDebugging: false,
};

/** A desk in this thread, as the worker has one in its own. */
export function deskService(): Service {
  const desk = createDesk(SILENT);
  return {
    ask(request, listener) {
      desk
        .answer(request, (stage) => listener.stage(stage))
        .then(
          // As if it had crossed from one thread to another.
          (answer) => listener.answer(structuredClone({ topic: request.topic, answer }) as Answer),
          (error: Error & Problem) => listener.problem({ message: error.message, hint: error.hint }),
        );
    },
    close() {},
  };
}

export interface Driven extends Session {
  /** Types, and waits until nothing is under way. */
  press(...keys: readonly (Key['name'] | string)[]): Promise<void>;
  type(text: string): Promise<void>;
}

/** A session on an example, to be driven by keys. */
export async function drive(size: Size = { columns: 80, rows: 24 }, input = THREE_TIER): Promise<Driven> {
  const session = createSession(deskService(), size, { input: [input] });
  const idle = async () => {
    while (session.state().jobs.length > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  await idle();
  const one = async (key: Key) => {
    session.dispatch({ kind: 'key', key });
    await idle();
  };
  return {
    ...session,
    async press(...keys) {
      for (const key of keys) await one(keyOf(key));
    },
    async type(text) {
      for (const letter of text) await one({ name: 'char', text: letter });
    },
  };
}

/** Letters by themselves, other keys by their name. */
function keyOf(name: string): Key {
  return [...name].length === 1 ? { name: 'char', text: name } : ({ name } as Key);
}

/** Answers of one desk, remembered: many sequences of keys ask the same. */
export function rememberingDesk(): (request: Request) => Promise<Answer | Problem> {
  const desk = createDesk(SILENT);
  const known = new Map<string, Promise<Answer | Problem>>();
  return (request) => {
    const key = JSON.stringify(request);
    const found = known.get(key) ?? given(desk, request);
    known.set(key, found);
    return found;
  };
}

async function given(desk: ReturnType<typeof createDesk>, request: Request): Promise<Answer | Problem> {
  const { topic }: { readonly topic: Topic } = request;
  try {
    return { topic, answer: await desk.answer(request, () => {}) } as Answer;
  } catch (error) {
    const { message, hint } = error as Error & Partial<Problem>;
    // Only a question that cannot be asked is an answer: what else is thrown is a fault.
    if (hint === undefined) throw error;
    return { message, hint };
  }
}
