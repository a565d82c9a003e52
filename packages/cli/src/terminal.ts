/** What a command may use of the process it runs in; tests hand in one of their own. */
export interface Terminal {
  /** Resolves when more can be written: output that is longer than memory is never held. */
  write(text: string): Promise<void>;
  /** Standard error, for what is about the answer and not the answer. */
  warn(text: string): void;
  readonly stdin: AsyncIterable<Buffer>;
  readonly isColoured: boolean;
  readonly columns: number;
  /** Standard error is a terminal, where lines can be written over. */
  readonly isLive?: boolean;
  /** Calls the handler once, at Ctrl-C, in place of ending; gives what takes it back. */
  onInterrupt?(handler: () => void): () => void;
  /** Whether faults print their stack. */
  readonly isDebugging: boolean;
}

const NARROWEST = 80;
const WIDEST = 120;

export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  return {
    write: (text) => new Promise((resolve) => (stdout.write(text) ? resolve() : stdout.once('drain', resolve))),
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
  };
}
