import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import type { DiagnosticLog } from '../diagnostic-log.ts';
import { type Budget, LIMITS, type Limits } from './limits.ts';
import { type InputText, unpack } from './unpack.ts';
import { type Walk, walkFolder } from './walk-folder.ts';

/** Every text of the inputs in a fixed order: as given, then by name; `-` is standard input. Its bytes are good until the next. */
export async function* readInputs(
  inputs: readonly string[],
  log: DiagnosticLog,
  { stdin = process.stdin, limits = LIMITS }: { stdin?: AsyncIterable<Buffer> | undefined; limits?: Limits } = {},
): AsyncGenerator<InputText> {
  const budget: Budget = { limits, unpacked: 0 };
  const memory: Memory = { bytes: Buffer.alloc(0) };
  const walk: Walk = { visited: new Set(), deepest: limits.folders, skipped };
  for (const input of inputs) {
    if (input === '-') {
      yield* unpack({ name: '-', modified: undefined, bytes: stdin }, budget, log);
      continue;
    }
    for (const { name, path, size } of walkFolder(input, walk)) {
      yield* unpack({ name, path, size, modified: undefined, bytes: fileBytes(path, size, memory) }, budget, log);
    }
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

/** Files up to this size are read at once: streams cost more than most files of a dump take to read. */
const AT_ONCE = 64_000_000;

/** Opened only when read, so that a long list of files holds no descriptors. */
async function* fileBytes(path: string, size: number, memory: Memory): AsyncGenerator<Buffer> {
  if (size > AT_ONCE) yield* createReadStream(path, { highWaterMark: 1 << 20 });
  else yield readInto(path, size, memory);
}

/** Memory that one file after the other is read into: fresh memory costs about as much as reading. */
interface Memory {
  bytes: Buffer;
}

function readInto(path: string, size: number, memory: Memory): Buffer {
  // One more than there should be, to see that a file has grown.
  if (memory.bytes.length <= size) memory.bytes = Buffer.allocUnsafeSlow(2 * size + 1);
  const file = openSync(path, 'r');
  try {
    let length = 0;
    for (;;) {
      const count = readSync(file, memory.bytes, length, memory.bytes.length - length, null);
      length += count;
      if (count === 0) return memory.bytes.subarray(0, length);
      if (length === memory.bytes.length) memory.bytes = Buffer.concat([memory.bytes, Buffer.allocUnsafeSlow(length)]);
    }
  } finally {
    closeSync(file);
  }
}
