import type { ScannedAnswer } from '../scan/answer-scanner.ts';
import type { ScanThread } from '../scan/start-scan-thread.ts';
import { AT_ONCE, type Memory } from './file-bytes.ts';
import { isSettings } from './unpack.ts';
import type { FoundFile } from './walk-folder.ts';

/** How long answers are read in a thread beside the one that asks. */
export interface Scanning {
  /** Bytes of files that are looked at ahead: where there are fewer, no thread is started. */
  readonly ahead: number;
  start(): ScanThread | undefined;
  /** Shorter files are no long answers, longer ones are not read at all. */
  readonly shortest: number;
  readonly longest: number;
  /** Undefined where the file is to be read as others are. */
  documentOf(answer: ScannedAnswer): object | undefined;
}

/** A file that will be asked for, and what is done about it before. */
export interface Upcoming {
  readonly file: FoundFile;
  /** Tell what was skipped before it. */
  readonly notes: readonly (() => void)[];
  readonly memory: Memory;
  /** How many were read into its memory. */
  bytes?: Promise<number> | undefined;
  scanned?: Promise<ScannedAnswer | undefined>;
}

/** Has files read in a thread, each some time before it is asked for, from when there are enough of them. */
export class ScanAhead {
  readonly #scanning: Scanning | undefined;
  #thread: ScanThread | undefined;
  #isStarted = false;

  constructor(scanning: Scanning | undefined) {
    this.#scanning = scanning;
  }

  /** Whether files beyond these are worth a look: without a thread only the next is read ahead. */
  wantsMore(upcoming: readonly Upcoming[]): boolean {
    if (upcoming.length < 2) return true;
    if (!this.#scanning || (this.#isStarted && !this.#thread)) return false;
    return bytesOf(upcoming) < this.#scanning.ahead;
  }

  begin(upcoming: readonly Upcoming[]): void {
    if (!this.#scanning) return;
    if (!this.#isStarted && bytesOf(upcoming) >= this.#scanning.ahead) {
      this.#thread = this.#scanning.start();
      this.#isStarted = true;
    }
    const { shortest, longest } = this.#scanning;
    const most = Math.min(longest, AT_ONCE);
    for (const one of upcoming) {
      const { path, size, name } = one.file;
      if (this.#thread && !one.scanned && size >= shortest && size <= most && !isSettings(name)) {
        one.scanned = this.#thread.scan({ path, size });
      }
    }
  }

  stop(): void {
    this.#thread?.stop();
  }
}

function bytesOf(upcoming: readonly Upcoming[]): number {
  return upcoming.reduce((sum, { file }) => sum + file.size, 0);
}
