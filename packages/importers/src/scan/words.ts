/** Bytes four at a time: the gaps between values are most of an answer, and compared several times as fast so. */

const HIGH = 0x80808080 | 0;
const LOW = 0x01010101;

/**
 * Marks the bytes of a word that do not stand for themselves in a text: quotes, backslashes, control characters and what is
 * not ASCII. The lowest mark is exact; above it there may be some too many.
 */
export function marksOf(word: number): number {
  const quotes = word ^ 0x22222222;
  const slashes = word ^ 0x5c5c5c5c;
  const marks = ((quotes - LOW) & ~quotes) | ((slashes - LOW) & ~slashes) | ((word - 0x20202020) & ~word) | word;
  return marks & HIGH;
}

/** How many bytes of the word come before the lowest mark. */
export function bytesBefore(marks: number): number {
  return (31 - Math.clz32(marks & -marks)) >> 3;
}

/** A piece of text to be found again as it is. */
export class Piece {
  readonly length: number;
  readonly #words: Int32Array;
  /** The last four bytes, some of which may be in the words too; of shorter pieces each byte. */
  readonly #end: number;
  readonly #bytes: Uint8Array;

  constructor(view: DataView, from: number, to: number) {
    this.length = to - from;
    this.#bytes = new Uint8Array(view.buffer, view.byteOffset + from, to - from).slice();
    const whole = this.length < 4 ? 0 : this.length >> 2;
    this.#words = Int32Array.from({ length: whole }, (_, i) => view.getInt32(from + 4 * i, true));
    this.#end = whole > 0 ? view.getInt32(to - 4, true) : 0;
  }

  /** Whether it stands there, before the end. */
  isAt(view: DataView, at: number, end: number): boolean {
    if (at + this.length > end) return false;
    const words = this.#words;
    if (words.length === 0) return this.#isShortAt(view, at);
    for (let i = 0; i < words.length; i++) if (view.getInt32(at + 4 * i, true) !== words[i]) return false;
    return view.getInt32(at + this.length - 4, true) === this.#end;
  }

  #isShortAt(view: DataView, at: number): boolean {
    for (let i = 0; i < this.length; i++) if (view.getUint8(at + i) !== this.#bytes[i]) return false;
    return true;
  }
}
