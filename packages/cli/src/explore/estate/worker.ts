import { type MessagePort, parentPort } from 'node:worker_threads';
import { QuestionError } from '@hopwise/core';
import { ImportError } from '@hopwise/importers';
import { diagnosticText } from '../../render/diagnostic-text.ts';
import { escapeText } from '../../render/escape-text.ts';
import { processTerminal } from '../../terminal.ts';
import { formatMemory } from '../../thread/memory-size.ts';
import { createDesk, type Shared } from './desk.ts';
import type { Answer, Problem, Request } from './requests.ts';

/** What is sent to the thread, and what comes back. */
export type ToWorker =
  | { readonly kind: 'ask'; readonly job: number; readonly request: Request }
  | { readonly kind: 'share' | 'adopt'; readonly port: MessagePort };
export type FromWorker =
  | { readonly kind: 'answer'; readonly job: number; readonly answer: Answer }
  | { readonly kind: 'stage'; readonly job: number; readonly stage: string }
  | { readonly kind: 'problem'; readonly job: number; readonly problem: Problem }
  | { readonly kind: 'fault'; readonly job: number; readonly message: string; readonly stack: string | undefined };

/** Milliseconds: nobody reads what is told more often. */
const BETWEEN = 100;

let current = -1;
let told = 0;
const post = (message: FromWorker) => parentPort?.postMessage(message);
const terminal = processTerminal({ isColoured: false, columns: 80 }, ({ stage, bytes }) => {
  if (performance.now() - told < BETWEEN) return;
  told = performance.now();
  post({ kind: 'stage', job: current, stage: bytes === undefined ? stage : `${stage}: ${formatMemory(bytes)}` });
});
const desk = createDesk(terminal);

/** Everything that takes time is done here, one request after another, so that the screen never waits. */
let queue: Promise<void> = Promise.resolve();

parentPort?.on('message', (message: ToWorker) => {
  queue = queue.then(() => (message.kind === 'ask' ? answer(message) : handOver(message)));
});

async function answer({ job, request }: Extract<ToWorker, { kind: 'ask' }>): Promise<void> {
  current = job;
  try {
    const found = await desk.answer(request, (stage) => post({ kind: 'stage', job, stage }));
    // An answer is that to the topic of its request.
    post({ kind: 'answer', job, answer: { topic: request.topic, answer: found } as Answer });
    // What was read is kept for the next time once the screen shows it.
    if (request.topic === 'open') terminal.finish();
  } catch (error) {
    const problem = problemOf(error);
    if (problem) post({ kind: 'problem', job, problem });
    else if (error instanceof Error) post({ kind: 'fault', job, message: error.message, stack: error.stack });
    else post({ kind: 'fault', job, message: String(error), stack: undefined });
  }
}

function problemOf(error: unknown): Problem | undefined {
  if (!(error instanceof QuestionError || error instanceof ImportError)) return undefined;
  const more = error instanceof ImportError ? error.diagnostics.slice(0, 3).map((one) => diagnosticText(one, 1e6)) : [];
  return { message: escapeText(error.message), hint: [escapeText(error.hint), ...more].join(' ') };
}

/** What was read goes straight to the other thread: this one's owner never holds it. */
function handOver({ kind, port }: Exclude<ToWorker, { kind: 'ask' }>): Promise<void> {
  if (kind === 'share') {
    port.postMessage(desk.share());
    port.close();
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    port.once('message', (shared: Shared) => {
      desk.adopt(shared);
      resolve();
    });
  });
}
