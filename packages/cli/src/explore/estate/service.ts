import { MessageChannel, Worker } from 'node:worker_threads';
import { packageFile } from '../../package-file.ts';
import type { Answer, Problem, Request, Topic } from './requests.ts';
import type { FromWorker, ToWorker } from './worker.ts';

/** Whoever answers for the estate. Tests put one in place that needs no thread. */
export interface Service {
  ask(request: Request, listener: Listener): void;
  close(): void;
}
export interface Listener {
  stage(text: string): void;
  answer(answer: Answer): void;
  problem(problem: Problem): void;
  fault(error: Error): void;
}

/** They ask about every pair: meanwhile others go on in a thread beside. */
const LONG: ReadonlySet<Topic> = new Set<Topic>(['exposure', 'finding', 'matrix', 'differ']);

/** From so many objects on, a second copy of them costs more memory than waiting costs time. */
const MOST_SHARED = 60_000;

export function threadService(): Service {
  const first = createThread();
  let second: Thread | undefined;
  let records = 0;
  return {
    ask(request, listener) {
      if (LONG.has(request.topic) && records <= MOST_SHARED) {
        if (!second) {
          second = createThread();
          const { port1, port2 } = new MessageChannel();
          first.send({ kind: 'share', port: port1 }, [port1]);
          second.send({ kind: 'adopt', port: port2 }, [port2]);
        }
        second.ask(request, listener);
        return;
      }
      first.ask(request, {
        ...listener,
        answer(answer) {
          if (answer.topic === 'open') records = answer.answer.records;
          listener.answer(answer);
        },
      });
    },
    close() {
      first.close();
      second?.close();
    },
  };
}

interface Thread {
  send(message: ToWorker, transfer: readonly MessagePortLike[]): void;
  ask(request: Request, listener: Listener): void;
  close(): void;
}
type MessagePortLike = MessageChannel['port1'];

function createThread(): Thread {
  const worker = new Worker(packageFile('dist/explore-worker.js'));
  const waiting = new Map<number, Listener>();
  let next = 0;
  const failAll = (error: Error) => {
    for (const listener of waiting.values()) listener.fault(error);
    waiting.clear();
  };
  worker.on('message', (message: FromWorker) => {
    const listener = waiting.get(message.job);
    if (!listener) return;
    if (message.kind === 'stage') {
      listener.stage(message.stage);
      return;
    }
    waiting.delete(message.job);
    if (message.kind === 'answer') listener.answer(message.answer);
    else if (message.kind === 'problem') listener.problem(message.problem);
    else listener.fault(Object.assign(new Error(message.message), message.stack ? { stack: message.stack } : {}));
  });
  // Memory that runs out ends the thread, not the explorer.
  worker.on('error', failAll);
  return {
    send: (message, transfer) => worker.postMessage(message, [...transfer]),
    ask(request, listener) {
      const job = next++;
      waiting.set(job, listener);
      worker.postMessage({ kind: 'ask', job, request } satisfies ToWorker);
    },
    close: () => void worker.terminate(),
  };
}
