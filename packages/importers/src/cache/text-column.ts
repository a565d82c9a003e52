import type { SectionReader, SectionWriter } from './section-file.ts';

/** A hundred thousand texts without an object for each: their bytes one after the other, and where each begins. */
export interface TextColumn {
  readonly count: number;
  /** Where the text is the first time, in a column that is sorted by its bytes. */
  firstSorted(text: string): number | undefined;
  /** Everywhere that it is. */
  all(text: string): readonly number[];
  texts(): readonly string[];
}

/** Who looks for more texts than these reads all of them sooner than looking through their bytes each time. */
const MOST_LOOKED_THROUGH = 16;
/** The same of a column that is sorted, one in so many. */
const MOST_COMPARED = 1 / 16;

/** Between texts, so that none is found across two. No JSON text is cut by it: it is escaped there, and ids have none. */
const GAP = 0;

export function readTexts(reader: Pick<SectionReader, 'bytes' | 'broken'>, name: string): TextColumn {
  const bytes = reader.bytes(name);
  const offsets = reader.bytes(`${name}/starts`);
  if (offsets.length % 4 !== 0) throw reader.broken();
  const starts = new Uint32Array(offsets.buffer);
  const count = starts.length;
  for (let i = 0; i < count; i++) {
    const start = starts[i] as number;
    if (start >= bytes.length || bytes[start] !== GAP || (i > 0 && start <= (starts[i - 1] as number))) {
      throw reader.broken();
    }
  }
  const endOf = (i: number) => (i + 1 < count ? (starts[i + 1] as number) : bytes.length);
  /** The last one that begins at or before. */
  const at = (place: number) => search(count, (i) => (starts[i] as number) <= place) - 1;
  const bytesOf = (text: string) => Buffer.from(text);
  const texts = () => Array.from(starts, (start, i) => bytes.toString('utf8', start + 1, endOf(i)));
  const sought = { looked: 0, compared: 0 };
  let known: ReadonlyMap<string, readonly number[]> | undefined;
  const read = (text: string) => {
    known ??= placesOf(texts());
    return known.get(text) ?? [];
  };

  return {
    count,
    firstSorted(text) {
      if (known || ++sought.compared > count * MOST_COMPARED) return read(text)[0];
      const id = bytesOf(text);
      const order = (i: number) => compareWithin(bytes, (starts[i] as number) + 1, endOf(i), id);
      const position = search(count, (i) => order(i) < 0);
      return position < count && order(position) === 0 ? position : undefined;
    },
    all(text) {
      if (known || ++sought.looked > MOST_LOOKED_THROUGH) return read(text);
      const found: number[] = [];
      const id = bytesOf(text);
      for (let place = bytes.indexOf(id); place >= 0 && id.length > 0; place = bytes.indexOf(id, place + 1)) {
        const i = at(place);
        if ((starts[i] as number) + 1 === place && endOf(i) === place + id.length) found.push(i);
      }
      return found;
    },
    texts,
  };
}

/** As `Buffer.compare`, whose checks take longer than to compare two ids. */
function compareWithin(bytes: Buffer, from: number, to: number, other: Buffer): number {
  const shorter = Math.min(to - from, other.length);
  for (let i = 0; i < shorter; i++) {
    const difference = (bytes[from + i] as number) - (other[i] as number);
    if (difference !== 0) return difference;
  }
  return to - from - other.length;
}

/** What is empty is nobody's. */
function placesOf(texts: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [place, text] of texts.entries()) {
    const own = places.get(text);
    if (own) own.push(place);
    else if (text !== '') places.set(text, [place]);
  }
  return places;
}

export function addTexts(writer: Pick<SectionWriter, 'add'>, name: string, texts: readonly string[]): void {
  const pieces = texts.map((text) => Buffer.from(`\0${text}`));
  const starts = new Uint32Array(texts.length);
  let at = 0;
  for (const [i, piece] of pieces.entries()) {
    starts[i] = at;
    at += piece.length;
  }
  writer.add(name, Buffer.concat(pieces));
  writer.add(`${name}/starts`, starts);
}

/** How many come first of which something holds that holds of no later one. */
function search(count: number, holds: (i: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
