import { rmSync } from 'node:fs';
import { constants } from 'node:os';

/** Files and folders that are written under another name until they are whole. */
const paths = new Set<string>();
let told: ((all: readonly string[]) => void) | undefined;

/**
 * Notes what is written at a path, and gives what to call when it is done. Whoever ends the process meanwhile finds nothing
 * left: a signal is taken between one step of writing and the next, so each of them has to be synchronous.
 */
export function beginWriting(path: string): () => void {
  if (paths.size === 0 && !told) for (const signal of SIGNALS) process.once(signal, onSignal);
  paths.add(path);
  told?.([...paths]);
  return () => {
    paths.delete(path);
    told?.([...paths]);
    if (paths.size === 0) for (const signal of SIGNALS) process.off(signal, onSignal);
  };
}

/** In a thread, which takes no signals: whoever ends it clears away. */
export function tellWriting(tell: (all: readonly string[]) => void): void {
  told = tell;
}

/** Takes away what was not finished, as far as it can be. */
export function removeUnfinished(all: Iterable<string>): void {
  for (const path of all) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // Where nothing can be taken away, nothing was written.
    }
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function onSignal(signal: (typeof SIGNALS)[number]): void {
  removeUnfinished(paths);
  // As shells tell of what a signal has ended.
  process.exit(128 + constants.signals[signal]);
}
