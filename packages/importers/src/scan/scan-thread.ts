import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { AnswerScanner, type ScannedAnswer } from './answer-scanner.ts';
import type { ScanJob, ScanThreadData } from './start-scan-thread.ts';

const { plans, deepest } = workerData as ScanThreadData;
const scanner = new AnswerScanner(plans);
/** That one file after the other is read into. */
let memory = Buffer.alloc(0);

parentPort?.on('message', (job: ScanJob) => {
  const answer = answerOf(job);
  parentPort?.postMessage(
    answer,
    answer ? [answer.list.numbers.buffer as ArrayBuffer, answer.list.values.buffer as ArrayBuffer] : [],
  );
});

/** Undefined of whatever is to be read as others are, and told about there. */
function answerOf({ path, size }: ScanJob): ScannedAnswer | undefined {
  try {
    const bytes = read(path, size);
    const answer = bytes && scanner.scan(bytes, deepest);
    if (!answer) return undefined;
    const { numbers, values } = answer.list;
    // What is handed over is no more than was read; the scanner's memory stays here.
    return { ...answer, list: { numbers: numbers.slice(), values: new Uint8Array(values) } };
  } catch {
    return undefined;
  }
}

/** Undefined of a file that has changed meanwhile. */
function read(path: string, size: number): Buffer | undefined {
  // One more than there should be, to see that it has grown.
  if (memory.length <= size) memory = Buffer.allocUnsafeSlow(size + (size >> 2) + 1);
  const file = openSync(path, 'r');
  try {
    let length = 0;
    for (let count = -1; count !== 0 && length <= size; length += count) {
      count = readSync(file, memory, length, memory.length - length, null);
    }
    return length === size ? memory.subarray(0, size) : undefined;
  } finally {
    closeSync(file);
  }
}
