import { LimitReached } from './limits.ts';

/** The first bytes of a stream, at least `wanted` unless it ends before, and all of it, to be read once. */
export interface Peeked {
  readonly head: Buffer;
  readonly all: AsyncGenerator<Buffer>;
}

export async function peek(chunks: AsyncIterable<Buffer>, wanted: number): Promise<Peeked> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  for (let bytes = 0; bytes < wanted; ) {
    const { done, value } = await iterator.next();
    if (done) break;
    first.push(value);
    bytes += value.length;
  }
  return { head: first.length === 1 && first[0] ? first[0] : Buffer.concat(first), all: resume(first, iterator) };
}

/** All bytes at once; refuses more than `limit`. */
export async function collect(chunks: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > limit) throw new LimitReached(`it is larger than ${limit} bytes`);
    parts.push(chunk);
  }
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}

async function* resume(first: readonly Buffer[], iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* first;
    for (;;) {
      const { done, value } = await iterator.next();
      if (done) return;
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}
