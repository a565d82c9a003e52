import type { FieldReader } from './field-reader.ts';
import { CLOSE_LIST, OPEN_LIST, OPEN_OBJECT, spaceEnd, valueEnd } from './json-bytes.ts';
import type { KeyTable } from './key-table.ts';
import { ValueScanner } from './value-scanner.ts';

/** Tags are put in order one by one; AWS has at most 50 of one thing. */
const MOST_TAGS = 200;

let objects = 0;

/**
 * Reads records off bytes, without a text of what is around them and without anything of what nobody reads. It knows plain
 * values only; at whatever is odd it stops, and who asked parses that piece.
 */
export class RecordScanner extends ValueScanner {
  /** What is still open, innermost last: fields of objects, two for a tag, and elements of lists, which then get the room they take. */
  readonly #open: unknown[] = [];
  #count = 0;

  /** Where the value that was read ended, or -1 where something is odd. */
  get end(): number {
    return this.at;
  }

  /** The value that begins at this place. */
  read(reader: FieldReader, at: number): unknown {
    this.#count = 0;
    this.at = at;
    return this.#value(reader);
  }

  /** After the object that begins at `from`, -1 where something is odd; `inner` tells where values of keys with a part end. */
  walk(keys: KeyTable, from: number, inner: (at: number) => number): number {
    let seen = 0;
    this.at = from + 1;
    for (let key = keys.start; this.at >= 0; ) {
      const step = keys.stepAt(this.bytes, this.view, this.at, key);
      this.at = step ? this.at + step.piece.length : -1;
      if (!step?.key) break;
      key = step.key;
      if (key.part === undefined) this.skip(key.inner);
      else this.at = ++seen > 1 ? -1 : inner(this.at);
    }
    return this.at;
  }

  #value(reader: FieldReader): unknown {
    switch (reader.kind) {
      case 'text':
        return this.text();
      case 'list':
        return this.#list(reader);
      case 'shape':
        return this.#shape(reader);
      case 'flag':
        return this.flag();
      case 'integer':
        return this.integer();
      case 'tags':
        return this.#tags(reader);
      case 'parsed':
        return this.#parsed(reader);
    }
  }

  #shape({ keys, blank, make }: FieldReader): object | undefined {
    if (this.bytes[this.at] !== OPEN_OBJECT || !keys || !make) return this.nothing();
    const first = this.#count;
    for (let i = 0; i < blank.length; i++) this.#open[first + i] = blank[i];
    this.#count = first + blank.length;
    this.#fields(keys, first);
    this.#count = first;
    return this.at < 0 ? undefined : make(this.#open, first);
  }

  /** Goes through the object at this place; the values of its fields go where the first one's place is told. */
  #fields(keys: KeyTable, first: number): void {
    const own = ++objects;
    const { bytes, view } = this;
    this.at++;
    for (let key = keys.start; this.at >= 0; ) {
      const step = keys.stepAt(bytes, view, this.at, key);
      this.at = step ? this.at + step.piece.length : -1;
      if (!step?.key) return;
      key = step.key;
      const { part } = key;
      if (part === undefined) this.skip(key.inner);
      else {
        // Of two that are called alike, JSON.parse forgets the first.
        if (part.seenIn === own) this.at = -1;
        if (this.at < 0) return;
        part.seenIn = own;
        this.#open[first + part.index] = this.#value(part.reader);
      }
    }
  }

  #list({ item, nothing }: FieldReader): unknown {
    const { bytes } = this;
    if (bytes[this.at] !== OPEN_LIST || !item) {
      this.nothing();
      return nothing;
    }
    let at = spaceEnd(bytes, this.at + 1);
    const first = this.#count;
    while (bytes[at] !== CLOSE_LIST) {
      this.at = at;
      const value = this.#value(item);
      // Nulls and empty texts among the elements are for who reads parsed values.
      at = this.at < 0 || value === item.nothing ? -1 : this.nextElement();
      if (at < 0) return this.odd();
      this.#open[this.#count++] = value;
    }
    this.at = at + 1;
    const list = this.#count === first ? nothing : this.#open.slice(first, this.#count);
    this.#count = first;
    return list;
  }

  #tags({ keys, tags }: FieldReader): unknown {
    const { bytes } = this;
    if (bytes[this.at] !== OPEN_LIST || !keys || !tags) return this.odd();
    const sorted: string[] = [];
    const first = this.#count;
    this.#count += 2;
    let at = spaceEnd(bytes, this.at + 1);
    while (bytes[at] !== CLOSE_LIST) {
      if (bytes[at] !== OPEN_OBJECT || sorted.length > 2 * MOST_TAGS) return this.odd();
      this.at = at;
      this.#open[first] = this.#open[first + 1] = undefined;
      this.#fields(keys, first);
      const [key, value = ''] = [this.#open[first], this.#open[first + 1]];
      at = this.at < 0 || key === undefined ? -1 : this.nextElement();
      if (at < 0) return this.odd();
      insert(sorted, key as string, value as string);
    }
    this.at = at + 1;
    this.#count = first;
    return tags.of(sorted);
  }

  /** A value of no plain form. */
  #parsed({ field }: FieldReader): unknown {
    const from = this.at;
    this.at = valueEnd(this.bytes, from);
    if (this.at < 0) return undefined;
    return field.read(JSON.parse(this.bytes.toString('utf8', from, this.at)), () => this.odd());
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
