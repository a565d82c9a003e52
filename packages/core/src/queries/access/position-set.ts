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

  *all(): Generator<number> {
    for (const [word, bits] of this.#words.entries()) {
      if (bits === 0) continue;
      for (let bit = 0; bit < 32; bit++) if ((bits >>> bit) & 1) yield word * 32 + bit;
    }
  }
}
