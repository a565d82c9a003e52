import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { CacheOptions } from '@hopwise/importers';
import { cacheFolder } from './cache-folder.ts';
import type { Progress } from './thread/progress-line.ts';

/** What a command may use of the process it runs in; tests hand in one of their own. */
export interface Terminal {
  /** Resolves when more can be written: output that is longer than memory is never held. */
  write(text: string): Promise<void>;
  /** Standard error, for what is about the answer and not the answer. */
  warn(text: string): void;
  readonly stdin: AsyncIterable<Buffer>;
  readonly isColoured: boolean;
  readonly columns: number;
  /** What is done now, and how many bytes of the input were read: shown to who waits longer than a second. */
  progress(stage: string, bytes?: number): void;
  /** Something of the answer is out already. */
  readonly hasWritten: boolean;
  /** Done when the answer is out: what makes nobody wait. */
  afterwards(task: () => void): void;
  /** Where what was read is kept for the next time; undefined for nowhere. */
  readonly cache: Pick<CacheOptions, 'folder' | 'from' | 'program'> | undefined;
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

export interface Screen {
  readonly isColoured: boolean;
  readonly columns: number;
}

export interface ProcessTerminal extends Terminal {
  /** Does what was left for afterwards. */
  finish(): void;
  /** On standard error where that is a terminal, and nowhere else: what is gone when the command ends. */
  draw(text: string): void;
  /** A thread that prints here; `prints` is called before. With `reads`, what is typed in is for it. */
  startThread(
    file: URL,
    options: WorkerOptions,
    streams: { readonly reads: boolean; readonly prints: () => void },
  ): Worker;
}

/** `screen` and `tell` are given to a thread, which has none and is seen by the one that started it. */
export function processTerminal(screen: Screen = ownScreen(), tell?: (progress: Progress) => void): ProcessTerminal {
  const { stdout, stderr, env } = process;
  const tasks: (() => void)[] = [];
  const folder = cacheFolder(env);
  let hasWritten = false;
  return {
    ...screen,
    write(text) {
      hasWritten = true;
      return new Promise((resolve) => (stdout.write(text) ? resolve() : stdout.once('drain', resolve)));
    },
    warn: (text) => void stderr.write(text),
    progress: (stage, bytes) => tell?.({ stage, ...(bytes === undefined ? {} : { bytes }) }),
    // Opened only by those who read it.
    get stdin() {
      return process.stdin;
    },
    get hasWritten() {
      return hasWritten;
    },
    afterwards: (task) => void tasks.push(task),
    cache: folder === undefined ? undefined : { folder },
    isDebugging: Boolean(env.HOPWISE_DEBUG),
    finish() {
      for (const task of tasks) task();
    },
    draw(text) {
      if (stderr.isTTY) stderr.write(text);
    },
    startThread(file, options, { reads, prints }) {
      const thread = new Worker(file, { ...options, stdin: true, stdout: true, stderr: true });
      for (const stream of [thread.stdout, thread.stderr]) stream.on('data', prints);
      thread.stdout.pipe(stdout, { end: false });
      thread.stderr.pipe(stderr, { end: false });
      if (reads && thread.stdin) process.stdin.pipe(thread.stdin);
      return thread;
    },
    isLive: stderr.isTTY === true && env.TERM !== 'dumb',
    onInterrupt(handler) {
      process.once('SIGINT', handler);
      return () => void process.off('SIGINT', handler);
    },
    get interactive() {
      return isatty(0) && stdout.isTTY === true ? interactiveTerminal() : undefined;
    },
  };
}

function ownScreen(): Screen {
  const { stdout, env } = process;
  return {
    isColoured: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
    columns: Math.min(WIDEST, Math.max(NARROWEST, stdout.columns ?? NARROWEST)),
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
