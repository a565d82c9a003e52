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
import type { KeyTable } from './key-table.ts';
import { integerCode, type Tape } from './tape.ts';
import { bytesBefore, marksOf } from './words.ts';

/** Digits of whole numbers that are exact. */
const MOST_DIGITS = 15;

/** Goes over plain values in bytes, and writes down what they are. Reading past the end throws a RangeError. */
export class ValueScanner {
  protected readonly bytes: Buffer;
  protected readonly view: DataView;
  protected readonly tape: Tape;
  /** Where the next value begins, or -1 where something was odd. */
  protected at = 0;
  #depth = 0;

  constructor(bytes: Buffer, tape: Tape) {
    this.bytes = bytes;
    this.tape = tape;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  protected text(): number {
    const { bytes, view } = this;
    if (bytes[this.at] !== QUOTE) return this.nothing();
    const from = this.at + 1;
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
      this.at = to + 1;
      if (to === from) return 0;
      const last = word & ((1 << (8 * more)) - 1);
      hash = Math.imul(hash ^ last, 0x5bd1e995);
      return this.tape.pool.addText(view, from, to, last, hash ^ (hash >>> 13));
    }
  }

  /** With escapes, or characters beyond ASCII, from the second place on. */
  #oddText(from: number, odd: number): number {
    this.at = textEnd(this.bytes, odd);
    return this.at < 0 ? 0 : this.tape.pool.add(this.bytes, from - 1, this.at);
  }

  protected flag(): number {
    const isTrue = isWord(this.bytes, this.at, TRUE);
    if (!isTrue && !isWord(this.bytes, this.at, FALSE)) return this.nothing();
    this.at += isTrue ? TRUE.length : FALSE.length;
    return isTrue ? 2 : 1;
  }

  protected integer(): number {
    const { bytes } = this;
    const begin = this.at;
    const isNegative = bytes[begin] === 0x2d;
    const from = isNegative ? begin + 1 : begin;
    let at = from;
    let value = 0;
    for (; isDigit(bytes[at]); at++) value = 10 * value + (bytes[at] as number) - 0x30;
    const digits = at - from;
    if (digits === 0 && !isNegative) return this.nothing();
    const isOdd = digits === 0 || digits > MOST_DIGITS || (bytes[from] === 0x30 && (digits > 1 || isNegative));
    const next = bytes[at];
    if (isOdd || next === 0x2e || next === 0x65 || next === 0x45) return this.odd();
    this.at = at;
    return integerCode(isNegative ? -value : value, () => this.tape.pool.add(bytes, begin, at));
  }

  /** Of null; whatever else stands here is odd. */
  protected nothing(): 0 {
    this.at = isWord(this.bytes, this.at, NULL) ? this.at + NULL.length : -1;
    return 0;
  }

  protected odd(): 0 {
    this.at = -1;
    return 0;
  }

  /** Where the next element of a list begins, or the bracket that closes it; -1 where neither does. */
  protected nextElement(): number {
    const { bytes } = this;
    const at = spaceEnd(bytes, this.at);
    if (bytes[at] === CLOSE_LIST) return at;
    if (bytes[at] !== COMMA) return -1;
    const next = spaceEnd(bytes, at + 1);
    return bytes[next] === CLOSE_LIST ? -1 : next;
  }

  /** Past a value that nobody reads; the keys are those of objects in it. */
  protected skip(inner: KeyTable | undefined): void {
    const { bytes } = this;
    const byte = bytes[this.at];
    if (byte === QUOTE) {
      const end = this.#plainEnd(this.at + 1);
      this.at = bytes[end] === QUOTE ? end + 1 : textEnd(bytes, end);
    } else if ((byte === OPEN_OBJECT || byte === OPEN_LIST) && inner && this.#depth < DEEPEST) {
      this.#depth++;
      if (byte === OPEN_OBJECT) this.#skipObject(inner);
      else this.#skipList(inner);
      this.#depth--;
    } else this.at = valueEnd(bytes, this.at);
  }

  #skipObject(keys: KeyTable): void {
    this.at++;
    for (let key = keys.start; this.at >= 0; ) {
      const step = keys.stepAt(this.bytes, this.view, this.at, key);
      this.at = step ? this.at + step.piece.length : -1;
      if (!step?.key) return;
      key = step.key;
      this.skip(key.inner);
    }
  }

  #skipList(keys: KeyTable): void {
    let at = spaceEnd(this.bytes, this.at + 1);
    while (at >= 0 && this.bytes[at] !== CLOSE_LIST) {
      this.at = at;
      this.skip(keys);
      at = this.at < 0 ? -1 : this.nextElement();
    }
    this.at = at < 0 ? -1 : at + 1;
  }

  /** The first byte that does not stand for itself in a text. */
  #plainEnd(from: number): number {
    for (let at = from; ; at += 4) {
      const marks = marksOf(this.view.getInt32(at, true));
      if (marks !== 0) return at + bytesBefore(marks);
    }
  }
}
