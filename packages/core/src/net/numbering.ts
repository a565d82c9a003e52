import { PairMemo } from './pair-memo.ts';

/** Counts pairs of numbers from 0 as they are first met; longer keys are pairs of pairs. Numbers are not negative. */
export class Numbering {
  readonly #known = new PairMemo();
  #next = 0;

  of(a: number, b: number): number {
    let number = this.#known.get(a, b);
    if (number < 0) {
      number = this.#next++;
      this.#known.set(a, b, number);
    }
    return number;
  }
}

/** Counts keys from 0 as they are first met. */
export class KeyNumbering<K> {
  readonly #known = new Map<K, number>();

  get size(): number {
    return this.#known.size;
  }

  of(key: K): number {
    let number = this.#known.get(key);
    if (number === undefined) {
      number = this.#known.size;
      this.#known.set(key, number);
    }
    return number;
  }
}
