/** Positions in a list of known length, one bit each. */
export class PositionSet {
  readonly #words: Uint32Array;

  constructor(length: number) {
    this.#words = new Uint32Array((length + 31) >> 5);
  }

  add(position: number): void {
    const word = position >> 5;
    this.#words[word] = (this.#words[word] as number) | (1 << (position & 31));
  }

  /** All of `[from, to)`. */
  addRange(from: number, to: number): void {
    let at = from;
    while (at < to) {
      // Whole words at once: ranges are long.
      if ((at & 31) === 0 && at + 32 <= to) {
        const last = to >> 5;
        this.#words.fill(0xffff_ffff, at >> 5, last);
        at = last << 5;
      } else this.add(at++);
    }
  }

  has(position: number): boolean {
    return (((this.#words[position >> 5] as number) >>> (position & 31)) & 1) === 1;
  }

  *all(): Generator<number> {
    for (const [word, bits] of this.#words.entries()) {
      if (bits === 0) continue;
      for (let bit = 0; bit < 32; bit++) if ((bits >>> bit) & 1) yield word * 32 + bit;
    }
  }
}
