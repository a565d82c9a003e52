import type { DiagnosticLog } from '../diagnostic-log.ts';
import { fileBytes, type Memory, readAhead } from './file-bytes.ts';
import { type Budget, LIMITS, type Limits } from './limits.ts';
import { ScanAhead, type Scanning, type Upcoming } from './scan-ahead.ts';
import { type InputText, unpack } from './unpack.ts';
import { type FoundFile, type Walk, walkFolder } from './walk-folder.ts';

interface Options {
  readonly stdin?: AsyncIterable<Buffer> | undefined;
  readonly limits?: Limits;
  /** Without it every text comes as bytes. */
  readonly scanning?: Scanning;
}

const NO_BYTES = Buffer.alloc(0);

/** Every text of the inputs in a fixed order: as given, then by name; `-` is standard input. Its bytes are good until the next. */
export async function* readInputs(
  inputs: readonly string[],
  log: DiagnosticLog,
  { stdin = process.stdin, limits = LIMITS, scanning }: Options = {},
): AsyncGenerator<InputText> {
  const budget: Budget = { limits, unpacked: 0 };
  // One is read into while the other is gone through.
  const memories: Memory[] = [{ bytes: NO_BYTES }, { bytes: NO_BYTES }];
  const skips: (() => void)[] = [];
  const walk: Walk = {
    visited: new Set(),
    deepest: limits.folders,
    skipped: (name, reason) => skips.push(() => skipped(name, reason)),
  };
  const scans = new ScanAhead(scanning);
  try {
    for (const input of inputs) {
      if (input === '-') yield* unpack({ name: '-', modified: undefined, bytes: stdin }, budget, log);
      else yield* textsOf(walkFolder(input, walk));
    }
  } finally {
    scans.stop();
  }

  async function* textsOf(found: Iterator<FoundFile>): AsyncGenerator<InputText> {
    const upcoming: Upcoming[] = [];
    for (let isEnd = false; ; ) {
      while (!isEnd && scans.wantsMore(upcoming)) {
        const { value: file, done } = found.next();
        if (done) isEnd = true;
        else upcoming.push({ file, notes: skips.splice(0), memory: nextMemory() });
      }
      scans.begin(upcoming);
      const current = upcoming.shift();
      // What was skipped before a file is told when the one before it was read.
      for (const note of current?.notes ?? skips.splice(0)) note();
      if (!current) return;
      const [next] = upcoming;
      if (next && !next.scanned) next.bytes ??= readAhead(next.file.path, next.file.size, next.memory);
      yield* textsIn(current);
    }
  }

  async function* textsIn({ file, memory, bytes, scanned }: Upcoming): AsyncGenerator<InputText> {
    const { name, path, size } = file;
    const answer = await scanned;
    const document = answer && scanning?.documentOf(answer);
    const one = { name, path, size, modified: undefined };
    if (document) yield { ...one, kind: 'json', bytes: NO_BYTES, scanned: { document, size } };
    else yield* unpack({ ...one, bytes: fileBytes(path, size, memory, bytes) }, budget, log);
  }

  function nextMemory(): Memory {
    const memory = memories.shift() as Memory;
    memories.push(memory);
    return memory;
  }

  function skipped(name: string, reason: string): void {
    log.add({
      code: 'INPUT_BROKEN',
      severity: 'warning',
      message: `${name} was skipped: ${reason}.`,
      hint: 'Check its permissions and links.',
      source: { file: name, pointer: '' },
    });
  }
}
