import { dosDateTimeToDate, type Entry, fromBuffer, type Options, open, type ZipFile } from 'yauzl';
import { LimitReached } from './limits.ts';

/** A file inside an archive. Its bytes may be read once, before the next entry is asked for. */
export interface ArchiveEntry {
  readonly name: string;
  readonly modified: Date | undefined;
  readonly bytes: AsyncIterable<Buffer>;
  /** Packed size, where the archive states it for each entry. */
  readonly packed: number | undefined;
}

/** Names are read as bytes, because an odd name must not end the archive; they are shown and never written to. */
const OPTIONS: Options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true };

/** The files of a zip, by name. Sorting them makes a folder and its archive read alike. */
export async function* zipEntries(from: string | Buffer, limit: number): AsyncGenerator<ArchiveEntry> {
  const zip = await opened(from);
  try {
    const entries = await listed(zip, limit);
    for (const { name, entry } of entries) {
      yield {
        name,
        modified: dosDateTimeToDate(entry.lastModFileDate, entry.lastModFileTime),
        bytes: entryBytes(zip, entry),
        packed: entry.compressedSize,
      };
    }
  } finally {
    zip.close();
  }
}

function opened(from: string | Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, zip: ZipFile) => (error ? reject(error) : resolve(zip));
    if (typeof from === 'string') open(from, OPTIONS, done);
    else fromBuffer(from, OPTIONS, done);
  });
}

function listed(zip: ZipFile, limit: number): Promise<{ name: string; entry: Entry }[]> {
  if (zip.entryCount > limit) throw new LimitReached(`it holds more than ${limit} files`);
  return new Promise((resolve, reject) => {
    const found: { name: string; entry: Entry }[] = [];
    zip.on('error', reject);
    zip.on('entry', (entry: Entry) => {
      // With decodeStrings off the name is bytes.
      const name = String(entry.fileName);
      if (!name.endsWith('/')) found.push({ name, entry });
      zip.readEntry();
    });
    zip.on('end', () => resolve(found.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))));
    zip.readEntry();
  });
}

async function* entryBytes(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const stream = await new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  yield* stream;
}
