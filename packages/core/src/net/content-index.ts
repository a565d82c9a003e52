/** Finds what has a content of numbers: positions by a hash of it, so that no text is made of it. */
export class ContentIndex {
  #slots = new Int32Array(1024).fill(-1);
  #mask = 1023;
  #hashes: number[] = [];

  /**
   * The position whose content is equal, as `isEqual` tells; -1 where there is none. What is new is at the next position:
   * positions are counted from 0 as `add` is called.
   */
  find(hash: number, isEqual: (position: number) => boolean): number {
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const position = this.#slots[slot] as number;
      if (position < 0) return -1;
      if (this.#hashes[position] === hash && isEqual(position)) return position;
    }
  }

  add(hash: number): number {
    const position = this.#hashes.push(hash) - 1;
    if (2 * position > this.#mask) this.#grow();
    else this.#place(position);
    return position;
  }

  #place(position: number): void {
    let slot = (this.#hashes[position] as number) & this.#mask;
    while ((this.#slots[slot] as number) >= 0) slot = (slot + 1) & this.#mask;
    this.#slots[slot] = position;
  }

  #grow(): void {
    this.#slots = new Int32Array(2 * this.#slots.length).fill(-1);
    this.#mask = this.#slots.length - 1;
    for (let position = 0; position < this.#hashes.length; position++) this.#place(position);
  }
}

/** Goes on with the hash of some numbers; starts from any. Never negative. */
export function hashed(hash: number, numbers: ArrayLike<number>): number {
  let mixed = hash;
  for (let i = 0; i < numbers.length; i++) mixed = Math.imul(mixed ^ (numbers[i] as number), 0x01000193);
  // Low bits choose the slot, and those of a product know only low bits.
  mixed ^= mixed >>> 15;
  return mixed & 0x7fffffff;
}

export function isSameList(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
