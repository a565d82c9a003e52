import { formatMemory } from './memory-size.ts';

/** What a command is doing, and of what it reads how many bytes it has. */
export interface Progress {
  readonly stage: string;
  readonly bytes?: number;
}

/** Nobody needs to be told of less. */
const QUICK = 1000;
const BETWEEN = 200;
const ERASE = '\r\x1b[K';

export interface ProgressLine {
  show(progress: Progress): void;
  /** Something else is printed: the line must not be in its way. */
  hide(): void;
  stop(): void;
}

/** One line, drawn over and over, of a command that takes longer than a second. */
export function progressLine(draw: (text: string) => void, of: number): ProgressLine {
  const started = performance.now();
  let current: Progress | undefined;
  let isShown = false;
  const timer = setInterval(() => {
    const taken = performance.now() - started;
    if (!current || taken < QUICK) return;
    draw(`${ERASE}${lineOf(current, of)}, ${Math.floor(taken / 1000)} s`);
    isShown = true;
  }, BETWEEN);
  timer.unref();
  const hide = () => {
    if (isShown) draw(ERASE);
    isShown = false;
  };
  return {
    show(progress) {
      current = progress;
    },
    hide() {
      hide();
      current = undefined;
    },
    stop() {
      clearInterval(timer);
      hide();
    },
  };
}

export function lineOf({ stage, bytes }: Progress, of: number): string {
  if (bytes === undefined) return stage;
  // What comes out of archives is more than they hold.
  if (bytes > of) return `${stage}: ${formatMemory(bytes)}`;
  return `${stage}: ${Math.floor((100 * bytes) / of)} % of ${formatMemory(of)}`;
}
