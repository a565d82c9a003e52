import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ListPlan, ScannedAnswer } from './answer-scanner.ts';

export interface ScanThreadData {
  readonly plans: ReadonlyMap<string, ListPlan>;
  readonly deepest: number;
}

export interface ScanJob {
  readonly path: string;
  readonly size: number;
}

export interface ScanThread {
  /** Undefined of what is no long answer, and of everything once the thread has failed. */
  scan(job: ScanJob): Promise<ScannedAnswer | undefined>;
  stop(): void;
}

/** Beside this file, or what it was bundled into; it is not there where the sources run as they are. */
const THREAD: URL = new URL('./scan-thread.js', import.meta.url);

/** It keeps nothing that it reads, so more room for new objects would only be more memory. */
const LIMITS = { maxYoungGenerationSizeMb: 4 };

/** A thread that reads files one after the other; undefined where there is nothing to run it on. */
export function startScanThread(data: ScanThreadData, file: URL = THREAD): ScanThread | undefined {
  if (availableParallelism() < 2 || !existsSync(fileURLToPath(file))) return undefined;
  const waiting: ((answer: ScannedAnswer | undefined) => void)[] = [];
  let worker: Worker | undefined;
  try {
    worker = new Worker(file, { workerData: data, execArgv: [], resourceLimits: LIMITS });
  } catch {
    // Where threads are not allowed.
    return undefined;
  }
  worker.on('message', (answer: ScannedAnswer | undefined) => waiting.shift()?.(answer));
  // It has run out of memory, perhaps: what it was to read is read here.
  worker.on('error', stop);
  worker.on('exit', stop);

  return {
    scan(job) {
      return new Promise((resolve) => {
        if (!worker) return resolve(undefined);
        waiting.push(resolve);
        worker.postMessage(job);
      });
    },
    stop,
  };

  function stop(): void {
    void worker?.terminate();
    worker = undefined;
    for (const resolve of waiting.splice(0)) resolve(undefined);
  }
}
