import type { CacheOptions } from '@hopwise/importers';
import { cacheFolder } from './cache-folder.ts';

/** What a command may use of the process it runs in; tests hand in one of their own. */
export interface Terminal {
  /** Resolves when more can be written: output that is longer than memory is never held. */
  write(text: string): Promise<void>;
  /** Standard error, for what is about the answer and not the answer. */
  warn(text: string): void;
  readonly stdin: AsyncIterable<Buffer>;
  readonly isColoured: boolean;
  readonly columns: number;
  /** Something of the answer is out already. */
  readonly hasWritten: boolean;
  /** Done when the answer is out: what makes nobody wait. */
  afterwards(task: () => void): void;
  /** Where what was read is kept for the next time; undefined for nowhere. */
  readonly cache: Pick<CacheOptions, 'folder' | 'from'> | undefined;
  /** Whether faults print their stack. */
  readonly isDebugging: boolean;
}

const NARROWEST = 80;
const WIDEST = 120;

export interface ProcessTerminal extends Terminal {
  /** Does what was left for afterwards. */
  finish(): void;
}

export function processTerminal(): ProcessTerminal {
  const { stdout, stderr, env } = process;
  const tasks: (() => void)[] = [];
  const folder = cacheFolder(env);
  let hasWritten = false;
  return {
    write(text) {
      hasWritten = true;
      return new Promise((resolve) => (stdout.write(text) ? resolve() : stdout.once('drain', resolve)));
    },
    get hasWritten() {
      return hasWritten;
    },
    afterwards: (task) => void tasks.push(task),
    finish() {
      for (const task of tasks) task();
    },
    cache: folder === undefined ? undefined : { folder },
    warn: (text) => void stderr.write(text),
    // Opened only by those who read it.
    get stdin() {
      return process.stdin;
    },
    isColoured: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
    columns: Math.min(WIDEST, Math.max(NARROWEST, stdout.columns ?? NARROWEST)),
    isDebugging: Boolean(env.HOPWISE_DEBUG),
  };
}
