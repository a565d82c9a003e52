import type { FieldReader } from './field-reader.ts';
import { CLOSE_LIST, OPEN_LIST, OPEN_OBJECT, spaceEnd } from './json-bytes.ts';
import type { KeyTable } from './key-table.ts';
import { ValueScanner } from './value-scanner.ts';

/** Tags are put in order one by one; AWS has at most 50 of one thing. */
const MOST_TAGS = 200;
/** Of the two fields of a tag. */
const KEY = 0;

let objects = 0;

/**
 * Reads records off bytes, without a text of what is around them and without anything of what nobody reads. It knows plain
 * values only; at whatever is odd it stops, and who asked parses that piece.
 */
export class RecordScanner extends ValueScanner {
  /** After the record that begins at this place, or -1 where something is odd. */
  record(reader: FieldReader, from: number): number {
    this.at = from;
    const before = this.tape.length;
    this.#value(reader);
    if (this.at < 0) this.tape.length = before;
    return this.at;
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

  /** Writes down a value; tells whether it is nothing. */
  #value(reader: FieldReader): boolean {
    switch (reader.kind) {
      case 'text':
        return this.#plain(this.text());
      case 'list':
        return this.#list(reader);
      case 'shape':
        return this.#shape(reader);
      case 'flag':
        return this.#plain(this.flag());
      case 'integer':
        return this.#plain(this.integer());
      case 'tags':
        return this.#tags(reader);
      case 'other':
        return this.#plain(this.nothing());
    }
  }

  #plain(code: number): boolean {
    this.tape.push(code);
    return code === 0;
  }

  #shape({ keys }: FieldReader): boolean {
    if (this.bytes[this.at] !== OPEN_OBJECT || !keys) return this.#plain(this.nothing());
    this.#fields(keys);
    return false;
  }

  /** Goes through the object at this place. */
  #fields(keys: KeyTable): void {
    const own = ++objects;
    const { bytes, view, tape } = this;
    const place = tape.push(1);
    let count = 1;
    this.at++;
    for (let key = keys.start; this.at >= 0; ) {
      const step = keys.stepAt(bytes, view, this.at, key);
      this.at = step ? this.at + step.piece.length : -1;
      if (!step?.key) break;
      key = step.key;
      const { part } = key;
      if (part === undefined) this.skip(key.inner);
      else {
        // Of two that are called alike, JSON.parse forgets the first.
        if (part.seenIn === own) this.at = -1;
        if (this.at < 0) return;
        part.seenIn = own;
        count++;
        tape.push(part.index);
        this.#value(part.reader);
      }
    }
    tape.numbers[place] = count;
  }

  #list({ item }: FieldReader): boolean {
    const { bytes, tape } = this;
    if (bytes[this.at] !== OPEN_LIST || !item) return this.#plain(this.nothing());
    let at = spaceEnd(bytes, this.at + 1);
    const place = tape.push(0);
    let count = 0;
    for (; bytes[at] !== CLOSE_LIST; count++) {
      this.at = at;
      // Nulls and empty texts among the elements are for who reads parsed values.
      const isNothing = this.#value(item);
      at = this.at < 0 || isNothing ? -1 : this.nextElement();
      if (at < 0) {
        this.odd();
        return true;
      }
    }
    this.at = at + 1;
    tape.numbers[place] = count;
    return count === 0;
  }

  #tags({ keys }: FieldReader): boolean {
    const { bytes, tape } = this;
    const place = tape.push(0);
    let count = 0;
    let at = bytes[this.at] === OPEN_LIST && keys ? spaceEnd(bytes, this.at + 1) : -1;
    for (; at >= 0 && bytes[at] !== CLOSE_LIST; count++) {
      this.at = at;
      at = bytes[at] === OPEN_OBJECT && count < MOST_TAGS && this.#tag(keys as KeyTable) ? this.nextElement() : -1;
    }
    this.at = at < 0 ? -1 : at + 1;
    tape.numbers[place] = count;
    return false;
  }

  /** Whether it has a key. */
  #tag(keys: KeyTable): boolean {
    const { tape } = this;
    const place = tape.length;
    this.#fields(keys);
    if (this.at < 0) return false;
    // Of each field there are its number and its value.
    for (let at = place + 1; at < tape.length; at += 2) if (tape.numbers[at] === KEY) return tape.numbers[at + 1] !== 0;
    return false;
  }
}
