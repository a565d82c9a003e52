import { constants } from 'node:os';
import { isatty } from 'node:tty';
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
  /** Standard error is a terminal, where lines can be written over. */
  readonly isLive?: boolean;
  /** Calls the handler once, at Ctrl-C, in place of ending; gives what takes it back. */
  onInterrupt?(handler: () => void): () => void;
  /** Whether faults print their stack. */
  readonly isDebugging: boolean;
  /** Keyboard and screen, where both are a terminal. */
  readonly interactive?: Interactive | undefined;
}

/** A terminal that somebody sits at. */
export interface Interactive {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** NO_COLOR leaves bold and inverse; a dumb terminal has neither. */
  readonly ink: 'colour' | 'mono' | 'plain';
  /** Is called when the process ends, however it does. */
  onExit(restore: () => void): void;
  /** Ends the process as the signal would have. */
  exit(signal: NodeJS.Signals): void;
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
    isLive: stderr.isTTY === true && env.TERM !== 'dumb',
    onInterrupt(handler) {
      process.once('SIGINT', handler);
      return () => void process.off('SIGINT', handler);
    },
    isDebugging: Boolean(env.HOPWISE_DEBUG),
    get interactive() {
      return isatty(0) && stdout.isTTY === true ? interactiveTerminal() : undefined;
    },
  };
}

function interactiveTerminal(): Interactive {
  const { stdin, stdout, env } = process;
  return {
    input: stdin,
    output: stdout,
    ink: env.TERM === 'dumb' ? 'plain' : env.NO_COLOR ? 'mono' : 'colour',
    onExit: (restore) => void process.on('exit', restore),
    exit: (signal) => process.exit(128 + (constants.signals[signal] ?? 0)),
  };
}
