import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** A file of named sections, each read alone: the header tells where they are, how long, and their checksums. */
export interface Section {
  readonly at: number;
  readonly length: number;
  readonly crc: number;
}

/** Something in a cache is not as it was written. */
export class CacheBroken extends Error {
  override readonly name = 'CacheBroken';
  readonly file: string;

  constructor(file: string) {
    super('A cache of the input is broken.');
    this.file = file;
  }
}

/** Magic, then the length and the checksum of the header. */
const MAGIC = Buffer.from('hopwise\0');
const START = 16;
const LONGEST_HEADER = 1 << 24;
/** Numbers of eight bytes may begin where sections do. */
const ALIGNMENT = 8;

export class SectionReader {
  readonly #file: string;
  readonly #handle: number;
  readonly #sections: ReadonlyMap<string, Section>;

  constructor(file: string) {
    this.#file = file;
    this.#handle = openSync(file, 'r');
    try {
      this.#sections = this.#readHeader();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** All of a section, checked. */
  bytes(name: string): Buffer {
    const { at, length, crc } = this.section(name);
    const bytes = this.read(at, length);
    if (crc32(bytes) !== crc) throw this.broken();
    return bytes;
  }

  json(name: string): unknown {
    return this.parse(this.bytes(name).toString('utf8'));
  }

  section(name: string): Section {
    const section = this.#sections.get(name);
    if (!section) throw this.broken();
    return section;
  }

  read(at: number, length: number): Buffer {
    // Of its own memory, so that numbers in it are aligned.
    const bytes = Buffer.from(new ArrayBuffer(length));
    for (let done = 0; done < length; ) {
      const count = readSync(this.#handle, bytes, done, length - done, at + done);
      if (count === 0) throw this.broken();
      done += count;
    }
    return bytes;
  }

  parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw this.broken();
    }
  }

  broken(): CacheBroken {
    return new CacheBroken(this.#file);
  }

  close(): void {
    closeSync(this.#handle);
  }

  #readHeader(): ReadonlyMap<string, Section> {
    const size = fstatSync(this.#handle).size;
    const start = this.read(0, START);
    const length = start.readUInt32LE(8);
    if (!start.subarray(0, 8).equals(MAGIC) || length > LONGEST_HEADER) throw this.broken();
    const header = this.read(size - length, length);
    if (crc32(header) !== start.readUInt32LE(12)) throw this.broken();
    const sections = this.parse(header.toString('utf8'));
    if (!Array.isArray(sections) || !sections.every((one) => isEntry(one, size))) throw this.broken();
    return new Map(sections as [string, Section][]);
  }
}

function isEntry(entry: unknown, size: number): boolean {
  if (!Array.isArray(entry)) return false;
  const [name, section] = entry as [unknown, Partial<Section> | null];
  const isLength = (value: unknown) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  if (typeof name !== 'string' || typeof section !== 'object' || section === null) return false;
  const { at = -1, length = -1, crc } = section;
  return isLength(at) && isLength(length) && isLength(crc) && at + length <= size && at % ALIGNMENT === 0;
}

export class SectionWriter {
  readonly #handle: number;
  readonly #sections: [string, Section][] = [];
  #at = START;

  /** The file must not be there yet. */
  constructor(file: string) {
    this.#handle = openSync(file, 'wx', 0o600);
  }

  add(name: string, bytes: NodeJS.ArrayBufferView): void {
    const section = this.begin();
    this.append(bytes);
    this.end(name, section, crc32(bytes));
  }

  /** Where a section begins that is written piece by piece. */
  begin(): number {
    this.#at += (ALIGNMENT - (this.#at % ALIGNMENT)) % ALIGNMENT;
    return this.#at;
  }

  append(bytes: NodeJS.ArrayBufferView): void {
    for (let done = 0; done < bytes.byteLength; ) {
      const count = writeSync(this.#handle, bytes, done, bytes.byteLength - done, this.#at);
      done += count;
      this.#at += count;
    }
  }

  end(name: string, at: number, crc = 0): void {
    this.#sections.push([name, { at, length: this.#at - at, crc }]);
  }

  /** The header comes last, and what leads to it at the very last: a file that was cut short has none. */
  finish(): void {
    const header = Buffer.from(JSON.stringify(this.#sections));
    this.append(header);
    const start = Buffer.alloc(START);
    MAGIC.copy(start);
    start.writeUInt32LE(header.length, 8);
    start.writeUInt32LE(crc32(header), 12);
    writeSync(this.#handle, start, 0, START, 0);
  }

  close(): void {
    closeSync(this.#handle);
  }
}
