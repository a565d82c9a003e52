import { type FieldReader, keysWith } from '../scan/field-reader.ts';
import { CLOSE_LIST, COMMA, DEEPEST, OPEN_LIST, OPEN_OBJECT, spaceEnd, valueEnd } from '../scan/json-bytes.ts';
import type { KeyTable } from '../scan/key-table.ts';
import { RecordScanner } from '../scan/record-scanner.ts';
import { type Scan, Tape, UNREAD } from '../scan/tape.ts';
import { ValuePool } from '../scan/value-pool.ts';
import { walkObject } from '../scan/walk-object.ts';
import { callsOf, type KnownCall } from './call-index.ts';
import { isWrapper } from './read-document.ts';
import { readerOf, ScannedList, withinOf } from './scanned-list.ts';

type Json = Record<string, unknown>;

/** Shorter answers are parsed sooner than looked at. */
const SHORTEST = 1 << 16;
/** Bytes that may stand beside the list, which are parsed. */
const MOST_BESIDE = 1 << 16;

/** What was read of a long answer; good until the next one is. */
export interface ScannedAnswer {
  /** What stands beside the list, and nothing in its place. */
  readonly beside: Json;
  readonly key: string;
  readonly list: Scan;
}

/** There is one scan at a time, so all of them write to the same memory. */
const tape = new Tape(new ValuePool());

/**
 * A long answer, read off its bytes: JSON.parse makes a value of every byte, and most of those are white space, keys and
 * fields that nobody reads. Undefined for whatever is not one answer of one call in plain JSON: who asked parses it, so that
 * what is odd is told as ever.
 */
export function scanAnswer(bytes: Buffer, deepest: number, shortest: number = SHORTEST): ScannedAnswer | undefined {
  // Whoever allows less depth than is skipped here wants it counted.
  if (bytes.length < shortest || deepest < 2 * DEEPEST) return undefined;
  try {
    return answerOf(bytes);
  } catch {
    // It ended in the middle of a text.
    return undefined;
  }
}

/** The document of an answer that was scanned. */
export function scannedDocument({ beside, key, list }: ScannedAnswer): Json {
  return { ...beside, [key]: new ScannedList(list, callsOf(key)[0] as KnownCall) };
}

function answerOf(bytes: Buffer): ScannedAnswer | undefined {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const beside: Json = {};
  let listKey: string | undefined;
  let length = 0;
  const end = walkObject(bytes, spaceEnd(bytes, isMarked ? 3 : 0), (key, from) => {
    if (Object.hasOwn(beside, key) || UNFIT.has(key)) return -1;
    const known = bytes[from] === OPEN_LIST ? scannable(key) : undefined;
    if (known) {
      if (listKey !== undefined) return -1;
      listKey = key;
      beside[key] = undefined;
      return scanList(bytes, from, known);
    }
    const to = valueEnd(bytes, from);
    length += to - from;
    if (to < 0 || length > MOST_BESIDE) return -1;
    beside[key] = parsed(bytes, from, to);
    return to;
  });
  if (end < 0 || listKey === undefined || spaceEnd(bytes, end) !== bytes.length) return undefined;
  return { beside, key: listKey, list: tape.scan() };
}

/** Keys that objects do not take like others, and the one that tells a template. */
const UNFIT: ReadonlySet<string> = new Set(['__proto__', 'Resources']);

/** The call whose answers alone have a list under the key, of elements that say themselves what they are. */
function scannable(key: string): KnownCall | undefined {
  const [known, ...others] = callsOf(key);
  if (!known || others.length > 0 || known.call.argument) return undefined;
  return known.call.holds === 'elements' || withinOf(known.call) !== undefined ? known : undefined;
}

/** After the list; -1 where it has no object, where its first one is an answer by itself, or something is odd. */
function scanList(bytes: Buffer, from: number, known: KnownCall): number {
  const at = spaceEnd(bytes, from + 1);
  const end = bytes[at] === OPEN_OBJECT ? valueEnd(bytes, at) : -1;
  if (end < 0 || isWrapper(parsed(bytes, at, end))) return -1;
  tape.clear();
  // What a list holds is asked before it is read.
  tape.pool.add(bytes, at, end);
  return new ListScan(bytes, known).list(from, withinOf(known.call));
}

class ListScan {
  readonly #bytes: Buffer;
  readonly #reader: FieldReader;
  readonly #scanner: RecordScanner;
  #outerKeys: KeyTable | undefined;

  constructor(bytes: Buffer, known: KnownCall) {
    this.#bytes = bytes;
    this.#reader = readerOf(known);
    this.#scanner = new RecordScanner(bytes, tape);
  }

  /** After the list whose elements, or those of a list inside of them, are records; -1 where something is odd. */
  list(from: number, within: string | undefined): number {
    const bytes = this.#bytes;
    const place = tape.push(0);
    let at = spaceEnd(bytes, from + 1);
    if (bytes[at] === CLOSE_LIST) return at + 1;
    for (let count = 1; ; count++) {
      if (bytes[at] !== OPEN_OBJECT) return -1;
      at = within === undefined ? this.#element(at) : this.#outer(at, within);
      if (at < 0) return -1;
      tape.numbers[place] = count;
      at = spaceEnd(bytes, at);
      if (bytes[at] === CLOSE_LIST) return at + 1;
      if (bytes[at] !== COMMA) return -1;
      at = spaceEnd(bytes, at + 1);
    }
  }

  #element(from: number): number {
    const read = this.#scanner.record(this.#reader, from);
    if (read >= 0) return read;
    const end = valueEnd(this.#bytes, from);
    if (end >= 0) {
      tape.push(UNREAD);
      tape.push(tape.pool.add(this.#bytes, from, end));
    }
    return end;
  }

  /** An element that holds records in a list, such as a reservation. */
  #outer(from: number, within: string): number {
    this.#outerKeys ??= keysWith(within, this.#reader);
    const before = tape.length;
    const end = this.#scanner.walk(this.#outerKeys, from, (at) =>
      this.#bytes[at] === OPEN_LIST ? this.list(at, undefined) : -1,
    );
    if (tape.length === before) tape.push(0);
    return end;
  }
}

function parsed(bytes: Buffer, from: number, to: number): unknown {
  return JSON.parse(bytes.toString('utf8', from, to));
}
