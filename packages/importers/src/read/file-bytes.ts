import { closeSync, createReadStream, openSync, read, readSync } from 'node:fs';

/** Files up to this size are read at once: streams cost more than most files of a dump take to read. */
export const AT_ONCE = 64_000_000;
/** Files from this size on are read while the one before is gone through; for others that takes longer than to read them. */
const AHEAD = 1 << 20;

/** Memory that one file after the other is read into: fresh memory costs about as much as reading. */
export interface Memory {
  bytes: Buffer;
}

/** Begins to read a file that will be asked for next; what fails is told when it is. */
export function readAhead(path: string, size: number, memory: Memory): Promise<number> | undefined {
  if (size < AHEAD || size > AT_ONCE) return undefined;
  const bytes = room(memory, size);
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  return new Promise((resolve) => {
    read(file, bytes, 0, bytes.length, 0, (error, count) => {
      closeSync(file);
      resolve(error ? -1 : count);
    });
  });
}

/** Opened only when read, so that a long list of files holds no descriptors. */
export async function* fileBytes(
  path: string,
  size: number,
  memory: Memory,
  ahead: Promise<number> | undefined,
): AsyncGenerator<Buffer> {
  if (size > AT_ONCE) yield* createReadStream(path, { highWaterMark: 1 << 20 });
  // One that has changed meanwhile is read again.
  else if (ahead && (await ahead) === size) yield memory.bytes.subarray(0, size);
  else yield readInto(path, size, memory);
}

function readInto(path: string, size: number, memory: Memory): Buffer {
  room(memory, size);
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

/** One more than there should be, to see that a file has grown. */
function room(memory: Memory, size: number): Buffer {
  if (memory.bytes.length <= size) memory.bytes = Buffer.allocUnsafeSlow(size + (size >> 2) + 1);
  return memory.bytes;
}
