import { readdirSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { packageFile } from '../package-file.ts';
import type { ProcessTerminal, Screen } from '../terminal.ts';
import { removeUnfinished } from '../unfinished.ts';
import { formatMemory } from './memory-size.ts';
import { type Progress, progressLine } from './progress-line.ts';

/** What the thread tells: how far it is, what it is writing under another name, and at last how it ended. */
export type FromThread = Progress | { readonly exit: ExitCode } | { readonly writing: readonly string[] };

export interface ThreadData {
  readonly screen: Screen;
}

/** Young objects, code and stacks, beside the heap that is bounded. */
const BESIDE = 128 * 2 ** 20;
const WATCH = 250;
const MIB = 2 ** 20;

/**
 * Runs the command line in a thread of its own, so that this one stays awake: it shows progress, ends at once when it is
 * told to, and sees memory run out before the system does.
 */
export async function runInThread(
  terminal: ProcessTerminal,
  { maxMemory, bytes }: { readonly maxMemory: number; readonly bytes: number },
): Promise<ExitCode> {
  const { isColoured, columns } = terminal;
  const line = progressLine((text) => terminal.draw(text), bytes);
  const options = {
    argv: process.argv.slice(2),
    workerData: { screen: { isColoured, columns } } satisfies ThreadData,
    resourceLimits: { maxOldGenerationSizeMb: Math.max(64, Math.floor((maxMemory - BESIDE) / MIB)) },
  };
  const worker = terminal.startThread(packageFile('dist/thread.js'), options, {
    reads: process.argv.some((arg) => arg.split(',').includes('-')),
    prints: line.hide,
  });

  return await new Promise<ExitCode>((resolve, reject) => {
    let code: ExitCode = EXIT.fault;
    let writing: readonly string[] = [];
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() > maxMemory) outOfMemory();
    }, WATCH);
    const stops = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map(
      (signal) => [signal, () => void stop(signal)] as const,
    );
    for (const [signal, listener] of stops) process.once(signal, listener);

    worker.on('message', (message: FromThread) => {
      if ('exit' in message) code = message.exit;
      else if ('writing' in message) writing = message.writing;
      else line.show(message);
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') outOfMemory();
      else end(() => reject(error));
    });
    // All that it told has come by then.
    worker.on('exit', () => {
      removeUnfinished(writing);
      end(() => resolve(code));
    });

    function end(settle: () => void): void {
      clearInterval(watch);
      line.stop();
      for (const [signal, listener] of stops) process.off(signal, listener);
      settle();
    }

    function outOfMemory(): void {
      if (code === EXIT.usage) return;
      code = EXIT.usage;
      line.stop();
      terminal.warn(
        `hopwise: this takes more than the ${formatMemory(maxMemory)} of memory that it may have.\n` +
          '  Allow more by --max-memory, or give fewer accounts or Regions at once.\n',
      );
      removeFromCache(terminal);
      void worker.terminate();
    }

    async function stop(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): Promise<void> {
      end(() => undefined);
      await worker.terminate();
      removeFromCache(terminal);
      // As shells tell of what a signal has ended.
      process.exit(128 + constants.signals[signal]);
    }
  });
}

/** A thread that was ended cannot clear away what it was writing. */
function removeFromCache({ cache }: ProcessTerminal): void {
  if (!cache) return;
  try {
    const left = readdirSync(cache.folder).filter((name) => name.endsWith(`.${process.pid}.unfinished`));
    for (const name of left) rmSync(join(cache.folder, name), { force: true });
  } catch {
    // There is no such folder, so there is nothing in it.
  }
}
