const SLOTS = 1 << 15;
/** Of a slot: the hash of its text, where it begins among the bytes, and which of the values it is. */
const [HASH, BEGIN, INDEX, WORDS] = [0, 1, 2, 3];
const ROOM = 1 << 20;
const [QUOTE, COMMA, OPEN, CLOSE] = [0x22, 0x2c, 0x5b, 0x5d];

/**
 * The values of an answer as the bytes of a JSON list: the engine makes all of them in one call, several times as fast as one
 * by one. Ids and names of groups, subnets and VPCs stand in thousands of records, and are one value each; in the table of
 * those that were met, a text takes the place of another whose hash ends alike.
 */
export class ValuePool {
  readonly #slots = new Int32Array(SLOTS * WORDS);
  #bytes = Buffer.allocUnsafeSlow(ROOM);
  #view = viewOf(this.#bytes);
  #length = 0;
  #count = 0;

  /** For the next answer; what was given before is no longer good. */
  clear(): void {
    this.#slots.fill(0);
    this.#bytes[0] = OPEN;
    this.#length = 1;
    this.#count = 0;
  }

  /** Adds the JSON between two places, and tells which of the values it is, counted from 0. */
  add(bytes: Buffer, from: number, to: number): number {
    this.#grow(to - from + 1);
    bytes.copy(this.#bytes, this.#length, from, to);
    this.#length += to - from;
    return this.#end();
  }

  /** Adds a text of ASCII bytes between two quotes; they have this hash, and the last word is told as far as it belongs to them. */
  addText(view: DataView, from: number, to: number, last: number, hash: number): number {
    const whole = (to - from) >> 2;
    const slots = this.#slots;
    const slot = WORDS * ((hash ^ (hash >>> 16)) & (SLOTS - 1));
    if (slots[slot + HASH] === hash && this.#isAt(slots[slot + BEGIN] as number, view, from, to, last)) {
      return slots[slot + INDEX] as number;
    }
    this.#grow(to - from + 8);
    const bytes = this.#bytes;
    bytes[this.#length] = QUOTE;
    const begin = this.#length + 1;
    for (let i = 0; i <= whole; i++) this.#view.setInt32(begin + 4 * i, view.getInt32(from + 4 * i, true), true);
    this.#length = begin + to - from;
    bytes[this.#length++] = QUOTE;
    const index = this.#end();
    slots[slot + HASH] = hash;
    slots[slot + BEGIN] = begin;
    slots[slot + INDEX] = index;
    return index;
  }

  /** All that was added; good until the next answer. */
  list(): Buffer {
    this.#bytes[this.#length - 1] = CLOSE;
    return this.#bytes.subarray(0, this.#length);
  }

  #isAt(begin: number, view: DataView, from: number, to: number, last: number): boolean {
    const own = this.#view;
    const whole = (to - from) >> 2;
    // The quote that ends it is found nowhere inside.
    if (begin === 0 || this.#bytes[begin + to - from] !== QUOTE) return false;
    for (let i = 0; i < whole; i++)
      if (own.getInt32(begin + 4 * i, true) !== view.getInt32(from + 4 * i, true)) return false;
    const rest = (1 << (8 * ((to - from) & 3))) - 1;
    return (own.getInt32(begin + 4 * whole, true) & rest) === last;
  }

  #end(): number {
    this.#bytes[this.#length++] = COMMA;
    return this.#count++;
  }

  #grow(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * (this.#length + more));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
    this.#view = viewOf(larger);
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
