const SLOTS = 1 << 14;
/** Words of a slot: the length of its text, and the text itself. So many take one line of a processor's cache. */
const WORDS = 16;

/**
 * Texts that were read before: ids and names of groups, subnets and VPCs stand in thousands of records, and most of what an
 * estate keeps in memory is texts. A text takes the place of another whose hash ends alike.
 */
export class TextCache {
  readonly #texts: string[] = new Array(SLOTS).fill('');
  readonly #words = new Int32Array(SLOTS * WORDS);

  /** The text of ASCII bytes, of which the last word is told as far as it belongs to them; they have this hash. */
  text(bytes: Buffer, view: DataView, from: number, to: number, last: number, hash: number): string {
    const length = to - from;
    const whole = length >> 2;
    if (whole + 2 > WORDS) return bytes.toString('latin1', from, to);
    const slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    const start = slot * WORDS + 1;
    const words = this.#words;
    if (words[start - 1] === length && words[start + whole] === last) {
      let i = 0;
      while (i < whole && words[start + i] === view.getInt32(from + 4 * i, true)) i++;
      if (i === whole) return this.#texts[slot] as string;
    }
    words[start - 1] = length;
    for (let i = 0; i < whole; i++) words[start + i] = view.getInt32(from + 4 * i, true);
    words[start + whole] = last;
    const text = bytes.toString('latin1', from, to);
    this.#texts[slot] = text;
    return text;
  }
}
