import { type DescribeCall, recordType } from '@hopwise/core';
import { type FieldReader, recordReader } from '../scan/field-reader.ts';
import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COMMA,
  DEEPEST,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  spaceEnd,
  textEnd,
  valueEnd,
  valueStart,
} from '../scan/json-bytes.ts';
import { RecordScanner } from '../scan/record-scanner.ts';
import type { Draft } from './assembly.ts';
import { callsOf, type KnownCall, lowerFirst } from './call-index.ts';
import { isWrapper } from './read-document.ts';
import { type ScannedElement, ScannedList } from './scanned-list.ts';

type Json = Record<string, unknown>;

/** Shorter answers are parsed sooner than looked at. */
const SHORTEST = 1 << 16;
/** What may stand beside the list, which is parsed. */
const MOST_BESIDE = 1 << 16;

/**
 * The document of a long answer, read off its bytes: JSON.parse makes a value of every byte, and most of those are white
 * space, keys and fields that nobody reads. Undefined for whatever is not one answer of one call in plain JSON: who asked
 * parses it, so that what is odd is told as ever.
 */
export function scanAnswer(bytes: Buffer, deepest: number): Json | undefined {
  if (bytes.length < SHORTEST || deepest < 2 * DEEPEST) return undefined;
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const begin = spaceEnd(bytes, isMarked ? 3 : 0);
  const document: Json = {};
  let at = bytes[begin] === OPEN_OBJECT ? spaceEnd(bytes, begin + 1) : -1;
  let beside = 0;
  let hasList = false;
  for (;;) {
    if (bytes[at] !== QUOTE) return undefined;
    const keyEnd = textEnd(bytes, at + 1);
    const key = keyEnd < 0 ? undefined : String(parsed(bytes, at, keyEnd));
    const from = valueStart(bytes, keyEnd);
    if (key === undefined || from < 0 || Object.hasOwn(document, key) || UNFIT.has(key)) return undefined;
    const known = hasList || bytes[from] !== OPEN_LIST ? undefined : scannable(key);
    const scanned = known && scanList(bytes, from, known);
    if (scanned) {
      document[key] = scanned.list;
      at = scanned.end;
      hasList = true;
    } else {
      if (known) return undefined;
      at = valueEnd(bytes, from);
      beside += at - from;
      if (at < 0 || beside > MOST_BESIDE) return undefined;
      document[key] = parsed(bytes, from, at);
    }
    at = spaceEnd(bytes, at);
    if (bytes[at] === CLOSE_OBJECT) break;
    if (bytes[at] !== COMMA) return undefined;
    at = spaceEnd(bytes, at + 1);
  }
  return hasList && spaceEnd(bytes, at + 1) === bytes.length ? document : undefined;
}

/** Keys that objects do not take like others, and the one that tells a template. */
const UNFIT: ReadonlySet<string> = new Set(['__proto__', 'Resources']);

/** The call whose answers alone have a list under the key, of elements that say themselves what they are. */
function scannable(key: string): KnownCall | undefined {
  const [known, ...others] = callsOf(key);
  if (!known || others.length > 0 || known.call.argument) return undefined;
  const { holds } = known.call;
  return holds === 'elements' || (typeof holds === 'object' && 'within' in holds) ? known : undefined;
}

interface Scanned {
  readonly list: ScannedList;
  readonly end: number;
}

/** What every record has beside its fields, in this order. */
const PROVENANCE = ['account', 'region', 'source'];

function scanList(bytes: Buffer, from: number, { kind, call }: KnownCall): Scanned | undefined {
  const firstAt = spaceEnd(bytes, from + 1);
  const firstEnd = bytes[firstAt] === OPEN_OBJECT ? valueEnd(bytes, firstAt) : -1;
  if (firstEnd < 0) return undefined;
  const first = parsed(bytes, firstAt, firstEnd);
  if (isWrapper(first)) return undefined;
  const scan = new ListScan(bytes, recordReader(recordType(kind).record, PROVENANCE));
  const end = scan.list(from, '', withinOf(call));
  return end < 0 ? undefined : { list: new ScannedList(first, scan.elements), end };
}

function withinOf({ holds }: DescribeCall): string | undefined {
  return typeof holds === 'object' && 'within' in holds ? holds.within : undefined;
}

class ListScan {
  readonly elements: ScannedElement[] = [];
  readonly #bytes: Buffer;
  readonly #reader: FieldReader;
  readonly #scanner: RecordScanner;

  constructor(bytes: Buffer, reader: FieldReader) {
    this.#bytes = bytes;
    this.#reader = reader;
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
    const scanner = this.#scanner;
    const record = scanner.read(this.#reader, from);
    if (scanner.end >= 0) {
      // Its fields were read as the type declares them; its place is filled in when it is kept.
      this.elements.push({ pointer, record: record as unknown as Draft });
      return scanner.end;
    }
    const end = valueEnd(this.#bytes, from);
    if (end >= 0) this.elements.push({ pointer, value: parsed(this.#bytes, from, end) });
    return end;
  }

  /** An element that holds records in a list, such as a reservation. */
  #outer(from: number, pointer: string, within: string): number {
    const bytes = this.#bytes;
    let hasInner = false;
    let at = spaceEnd(bytes, from + 1);
    if (bytes[at] === CLOSE_OBJECT) return at + 1;
    for (;;) {
      if (bytes[at] !== QUOTE) return -1;
      const keyEnd = textEnd(bytes, at + 1);
      const start = valueStart(bytes, keyEnd);
      if (start < 0) return -1;
      const key = bytes.toString('latin1', at + 1, keyEnd - 1);
      if (key === within || key === lowerFirst(within)) {
        if (hasInner || bytes[start] !== OPEN_LIST) return -1;
        hasInner = true;
        at = this.list(start, `${pointer}/${within}`, undefined);
      } else at = key.includes('\\') ? -1 : valueEnd(bytes, start);
      if (at < 0) return -1;
      at = spaceEnd(bytes, at);
      if (bytes[at] === CLOSE_OBJECT) return at + 1;
      if (bytes[at] !== COMMA) return -1;
      at = spaceEnd(bytes, at + 1);
    }
  }
}

function parsed(bytes: Buffer, from: number, to: number): unknown {
  return JSON.parse(bytes.toString('utf8', from, to));
}
