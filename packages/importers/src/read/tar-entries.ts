import { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { LimitReached } from './limits.ts';
import type { ArchiveEntry } from './zip-entries.ts';

/** Version 7 archives state no format; the published types lack the option. */
const OPTIONS: object = { allowUnknownFormat: true };

/** The files of a tar in its own order; links and devices are left out. */
export async function* tarEntries(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<ArchiveEntry> {
  const tar = extract(OPTIONS);
  const source = Readable.from(chunks, { objectMode: false });
  source.on('error', (error) => tar.destroy(error));
  source.pipe(tar);
  try {
    let entries = 0;
    for await (const entry of tar) {
      if (++entries > limit) throw new LimitReached(`it holds more than ${limit} files`);
      const { type, name, mtime } = entry.header;
      if (type === 'file' || type === 'contiguous-file') {
        yield { name, modified: mtime, bytes: entry as AsyncIterable<Buffer>, packed: undefined };
      }
      entry.resume();
    }
  } finally {
    source.destroy();
    tar.destroy();
  }
}
