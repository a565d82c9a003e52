import { type DescribeCall, recordType } from '@hopwise/core';
import { type FieldReader, keysWith, recordReader } from '../scan/field-reader.ts';
import { CLOSE_LIST, COMMA, DEEPEST, OPEN_LIST, OPEN_OBJECT, spaceEnd, valueEnd } from '../scan/json-bytes.ts';
import type { KeyTable } from '../scan/key-table.ts';
import { RecordScanner } from '../scan/record-scanner.ts';
import { walkObject } from '../scan/walk-object.ts';
import type { Draft } from './assembly.ts';
import { callsOf, type KnownCall } from './call-index.ts';
import { isWrapper } from './read-document.ts';
import { ScannedList, Unread } from './scanned-list.ts';

type Json = Record<string, unknown>;

/** Shorter answers are parsed sooner than looked at. */
const SHORTEST = 1 << 16;
/** Bytes that may stand beside the list, which are parsed. */
const MOST_BESIDE = 1 << 16;

/**
 * The document of a long answer, read off its bytes: JSON.parse makes a value of every byte, and most of those are white
 * space, keys and fields that nobody reads. Undefined for whatever is not one answer of one call in plain JSON: who asked
 * parses it, so that what is odd is told as ever.
 */
export function scanAnswer(bytes: Buffer, deepest: number, shortest: number = SHORTEST): Json | undefined {
  // Whoever allows less depth than is skipped here wants it counted.
  if (bytes.length < shortest || deepest < 2 * DEEPEST) return undefined;
  try {
    return answerOf(bytes);
  } catch {
    // It ended in the middle of a text.
    return undefined;
  }
}

function answerOf(bytes: Buffer): Json | undefined {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const document: Json = {};
  let hasList = false;
  let beside = 0;
  const end = walkObject(bytes, spaceEnd(bytes, isMarked ? 3 : 0), (key, from) => {
    if (Object.hasOwn(document, key) || UNFIT.has(key)) return -1;
    const known = bytes[from] === OPEN_LIST ? scannable(key) : undefined;
    if (known) {
      const list = hasList ? undefined : emptyList(bytes, from);
      hasList = true;
      document[key] = list;
      return list ? new ListScan(bytes, list, known).list(from, '', withinOf(known.call)) : -1;
    }
    const to = valueEnd(bytes, from);
    beside += to - from;
    if (to < 0 || beside > MOST_BESIDE) return -1;
    document[key] = parsed(bytes, from, to);
    return to;
  });
  return end >= 0 && hasList && spaceEnd(bytes, end) === bytes.length ? document : undefined;
}

/** Keys that objects do not take like others, and the one that tells a template. */
const UNFIT: ReadonlySet<string> = new Set(['__proto__', 'Resources']);

/** The call whose answers alone have a list under the key, of elements that say themselves what they are. */
function scannable(key: string): KnownCall | undefined {
  const [known, ...others] = callsOf(key);
  if (!known || others.length > 0 || known.call.argument) return undefined;
  return known.call.holds === 'elements' || withinOf(known.call) !== undefined ? known : undefined;
}

function withinOf({ holds }: DescribeCall): string | undefined {
  return typeof holds === 'object' && 'within' in holds ? holds.within : undefined;
}

/** Undefined where the list has no object, or its first one is an answer by itself. */
function emptyList(bytes: Buffer, from: number): ScannedList | undefined {
  const at = spaceEnd(bytes, from + 1);
  const end = bytes[at] === OPEN_OBJECT ? valueEnd(bytes, at) : -1;
  const first = end < 0 ? undefined : parsed(bytes, at, end);
  return first === undefined || isWrapper(first) ? undefined : new ScannedList(first);
}

/** What every record has beside its fields, in this order. */
const PROVENANCE = ['account', 'region', 'source'];

class ListScan {
  readonly #bytes: Buffer;
  readonly #list: ScannedList;
  readonly #reader: FieldReader;
  readonly #scanner: RecordScanner;
  #outerKeys: KeyTable | undefined;

  constructor(bytes: Buffer, list: ScannedList, { kind }: KnownCall) {
    this.#bytes = bytes;
    this.#list = list;
    this.#reader = recordReader(recordType(kind).record, PROVENANCE);
    this.#scanner = new RecordScanner(bytes);
  }

  /** After the list whose elements, or those of a list inside of them, are records; -1 where something is odd. */
  list(from: number, pointer: string, within: string | undefined): number {
    const bytes = this.#bytes;
    let at = spaceEnd(bytes, from + 1);
    if (bytes[at] === CLOSE_LIST) return at + 1;
    for (let i = 0; ; i++) {
      if (bytes[at] !== OPEN_OBJECT) return -1;
      const place = `${pointer}/${i}`;
      at = within === undefined ? this.#element(at, place) : this.#outer(at, place, within);
      if (at < 0) return -1;
      at = spaceEnd(bytes, at);
      if (bytes[at] === CLOSE_LIST) return at + 1;
      if (bytes[at] !== COMMA) return -1;
      at = spaceEnd(bytes, at + 1);
    }
  }

  #element(from: number, pointer: string): number {
    const record = this.#scanner.read(this.#reader, from);
    if (this.#scanner.end >= 0) {
      // Its fields were read as the type declares them; its place is filled in when it is kept.
      this.#list.add(record as Draft, pointer);
      return this.#scanner.end;
    }
    const end = valueEnd(this.#bytes, from);
    if (end >= 0) this.#list.add(new Unread(parsed(this.#bytes, from, end)), pointer);
    return end;
  }

  /** An element that holds records in a list, such as a reservation. */
  #outer(from: number, pointer: string, within: string): number {
    this.#outerKeys ??= keysWith(within, this.#reader);
    return this.#scanner.walk(this.#outerKeys, from, (at) =>
      this.#bytes[at] === OPEN_LIST ? this.list(at, `${pointer}/${within}`, undefined) : -1,
    );
  }
}

function parsed(bytes: Buffer, from: number, to: number): unknown {
  return JSON.parse(bytes.toString('utf8', from, to));
}
