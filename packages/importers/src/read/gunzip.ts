import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Budget, bounded } from './limits.ts';

/** The content of a gzip stream, counted against the budget and the ratio. */
export async function* gunzip(chunks: AsyncIterable<Buffer>, budget: Budget): AsyncGenerator<Buffer> {
  let packed = 0;
  const source = Readable.from(counted(), { objectMode: false });
  const unzipped = createGunzip();
  source.on('error', (error) => unzipped.destroy(error));
  source.pipe(unzipped);
  try {
    yield* bounded(unzipped, budget, () => packed);
  } finally {
    source.destroy();
    unzipped.destroy();
  }

  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      packed += chunk.length;
      yield chunk;
    }
  }
}
