import type { FieldReader } from './field-reader.ts';
import {
  CLOSE_LIST,
  COMMA,
  DEEPEST,
  FALSE,
  isDigit,
  isWord,
  NULL,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  spaceEnd,
  TRUE,
  textEnd,
  valueEnd,
} from './json-bytes.ts';
import type { Key, KeyTable } from './key-table.ts';
import { TextCache } from './text-cache.ts';
import { bytesBefore, marksOf } from './words.ts';

/** Digits of whole numbers that are exact. */
const MOST_DIGITS = 15;
/** Tags are put in order one by one; AWS has at most 50 of one thing. */
const MOST_TAGS = 200;

const texts = new TextCache();
let objects = 0;

/**
 * Reads records off bytes, without a text of what is around them and without anything of what nobody reads. It knows plain
 * values only; at whatever is odd it stops, and who asked parses that piece.
 */
export class RecordScanner {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  /** Fields of objects and elements of lists that are still open, innermost last: what is made of them takes no more room than it needs. */
  readonly #open: unknown[] = [];
  #count = 0;
  #depth = 0;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** Where the value that was read ended, or -1 where something is odd. */
  get end(): number {
    return this.#at;
  }

  /** The value that begins at this place. */
  read(reader: FieldReader, at: number): unknown {
    this.#count = 0;
    this.#depth = 0;
    this.#at = at;
    return this.#value(reader);
  }

  #value(reader: FieldReader): unknown {
    switch (reader.kind) {
      case 'text':
        return this.#text();
      case 'list':
        return this.#list(reader);
      case 'shape':
        return this.#shape(reader);
      case 'flag':
        return this.#flag();
      case 'integer':
        return this.#integer();
      case 'tags':
        return this.#tags(reader);
      case 'parsed':
        return this.#parsed(reader);
    }
  }

  #shape({ keys, blank, make }: FieldReader): object | undefined {
    if (this.#bytes[this.#at] !== OPEN_OBJECT || !keys || !make) return this.#null();
    const first = this.#count;
    for (let i = 0; i < blank.length; i++) this.#open[first + i] = blank[i];
    this.#count = first + blank.length;
    this.#fields(keys, first);
    this.#count = first;
    return this.#at < 0 ? undefined : make(this.#open, first);
  }

  /** Goes through the object at this place; the values of its fields go where the first one's place is told. */
  #fields(keys: KeyTable, first: number): void {
    const own = ++objects;
    const [bytes, view] = [this.#bytes, this.#view];
    this.#at++;
    for (let key = keys.start; ; ) {
      const step = keys.stepAt(bytes, view, this.#at, key);
      if (!step) break;
      this.#at += step.piece.length;
      if (!step.key) return;
      key = step.key;
      const { part } = key;
      if (part === undefined) this.#skip(key);
      else {
        if (part.seenIn === own) break;
        part.seenIn = own;
        this.#open[first + part.index] = this.#value(part.reader);
      }
      if (this.#at < 0) return;
    }
    this.#at = -1;
  }

  /** Past a value of a key that nobody reads. */
  #skip(key: Key): void {
    const bytes = this.#bytes;
    const byte = bytes[this.#at];
    if (byte === QUOTE) {
      const end = this.#plainEnd(this.#at + 1);
      this.#at = bytes[end] === QUOTE ? end + 1 : textEnd(bytes, end);
    } else if (byte === OPEN_OBJECT && key.inner && this.#depth < DEEPEST) {
      this.#depth++;
      this.#fields(key.inner, 0);
      this.#depth--;
    } else if (byte === OPEN_LIST && key.inner && this.#depth < DEEPEST) {
      this.#depth++;
      let at = spaceEnd(bytes, this.#at + 1);
      while (bytes[at] !== CLOSE_LIST) {
        this.#at = at;
        this.#skip(key);
        at = this.#at < 0 ? -1 : this.#nextElement();
        if (at < 0) break;
      }
      this.#at = at < 0 ? -1 : at + 1;
      this.#depth--;
    } else this.#at = valueEnd(bytes, this.#at);
  }

  /** Where the next element of a list begins, or the bracket that closes it. */
  #nextElement(): number {
    const bytes = this.#bytes;
    const at = spaceEnd(bytes, this.#at);
    if (bytes[at] === CLOSE_LIST) return at;
    if (bytes[at] !== COMMA) return -1;
    const next = spaceEnd(bytes, at + 1);
    return bytes[next] === CLOSE_LIST ? -1 : next;
  }

  /** The first byte that does not stand for itself in a text. */
  #plainEnd(from: number): number {
    const view = this.#view;
    for (let at = from; ; at += 4) {
      const marks = marksOf(view.getInt32(at, true));
      if (marks !== 0) return at + bytesBefore(marks);
    }
  }

  #text(): string | undefined {
    const [bytes, view] = [this.#bytes, this.#view];
    if (bytes[this.#at] !== QUOTE) return this.#null();
    const from = this.#at + 1;
    let hash = 0;
    for (let at = from; ; at += 4) {
      const word = view.getInt32(at, true);
      const marks = marksOf(word);
      if (marks === 0) {
        hash = Math.imul(hash ^ word, 0x5bd1e995);
        continue;
      }
      const more = bytesBefore(marks);
      const to = at + more;
      if (bytes[to] !== QUOTE) return this.#oddText(from, to);
      this.#at = to + 1;
      if (to === from) return undefined;
      const last = word & ((1 << (8 * more)) - 1);
      hash = Math.imul(hash ^ last, 0x5bd1e995);
      return texts.text(bytes, view, from, to, last, hash ^ (hash >>> 13));
    }
  }

  /** With escapes, or characters beyond ASCII, from the second place on. */
  #oddText(from: number, odd: number): string | undefined {
    const end = textEnd(this.#bytes, odd);
    if (end < 0) return this.#odd();
    this.#at = end;
    const text: string = JSON.parse(this.#bytes.toString('utf8', from - 1, end));
    return text;
  }

  #flag(): boolean | undefined {
    const isTrue = isWord(this.#bytes, this.#at, TRUE);
    if (!isTrue && !isWord(this.#bytes, this.#at, FALSE)) return this.#null();
    this.#at += isTrue ? TRUE.length : FALSE.length;
    return isTrue;
  }

  #integer(): number | undefined {
    const bytes = this.#bytes;
    const isNegative = bytes[this.#at] === 0x2d;
    const from = isNegative ? this.#at + 1 : this.#at;
    let at = from;
    let value = 0;
    for (; isDigit(bytes[at]); at++) value = 10 * value + (bytes[at] as number) - 0x30;
    const digits = at - from;
    if (digits === 0 && !isNegative) return this.#null();
    const isOdd = digits === 0 || digits > MOST_DIGITS || (bytes[from] === 0x30 && (digits > 1 || isNegative));
    const next = bytes[at];
    if (isOdd || next === 0x2e || next === 0x65 || next === 0x45) return this.#odd();
    this.#at = at;
    return isNegative ? -value : value;
  }

  #list({ item, nothing }: FieldReader): unknown {
    const bytes = this.#bytes;
    if (bytes[this.#at] !== OPEN_LIST || !item) {
      this.#null();
      return nothing;
    }
    let at = spaceEnd(bytes, this.#at + 1);
    const first = this.#count;
    while (bytes[at] !== CLOSE_LIST) {
      this.#at = at;
      const value = this.#value(item);
      // Nulls and empty texts among the elements are for who reads parsed values.
      at = this.#at < 0 || value === item.nothing ? -1 : this.#nextElement();
      if (at < 0) return this.#odd();
      this.#open[this.#count++] = value;
    }
    this.#at = at + 1;
    const list = this.#count === first ? nothing : this.#open.slice(first, this.#count);
    this.#count = first;
    return list;
  }

  #tags({ keys, tags }: FieldReader): unknown {
    const bytes = this.#bytes;
    if (bytes[this.#at] !== OPEN_LIST || !keys || !tags) return this.#odd();
    const sorted: string[] = [];
    let at = spaceEnd(bytes, this.#at + 1);
    const first = this.#count;
    this.#count += 2;
    while (bytes[at] !== CLOSE_LIST) {
      if (bytes[at] !== OPEN_OBJECT || sorted.length > 2 * MOST_TAGS) return this.#odd();
      this.#at = at;
      this.#open[first] = this.#open[first + 1] = undefined;
      this.#fields(keys, first);
      const [key, value = ''] = [this.#open[first], this.#open[first + 1]];
      at = this.#at < 0 || key === undefined ? -1 : this.#nextElement();
      if (at < 0) return this.#odd();
      insert(sorted, key as string, value as string);
    }
    this.#at = at + 1;
    this.#count = first;
    return tags.of(sorted);
  }

  #parsed({ field }: FieldReader): unknown {
    const from = this.#at;
    const end = valueEnd(this.#bytes, from);
    if (end < 0) return this.#odd();
    let isOdd = false;
    const value = field.read(JSON.parse(this.#bytes.toString('utf8', from, end)), () => {
      isOdd = true;
    });
    this.#at = isOdd ? -1 : end;
    return value;
  }

  #null(): undefined {
    this.#at = isWord(this.#bytes, this.#at, NULL) ? this.#at + NULL.length : -1;
    return undefined;
  }

  #odd(): undefined {
    this.#at = -1;
    return undefined;
  }
}

/** Equal keys stay in their order. */
function insert(sorted: string[], key: string, value: string): void {
  let at = sorted.length;
  sorted.push(key, value);
  for (; at > 0 && (sorted[at - 2] as string) > key; at -= 2) {
    sorted[at] = sorted[at - 2] as string;
    sorted[at + 1] = sorted[at - 1] as string;
  }
  sorted[at] = key;
  sorted[at + 1] = value;
}
