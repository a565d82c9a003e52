import type { ValuePool } from './value-pool.ts';

/**
 * What was read off bytes, as numbers one after the other, and the values that they mean:
 * a text is the number of its value, or 0; a flag 0, 1 for false or 2 for true; an integer 0, or what `integerCode` makes
 * of it; a list begins with the number of its elements, and so do tags; an object with one more than the number of its
 * fields that are there, or 0, and each field with its number; of what is parsed there is the number of the value.
 */
export interface Scan {
  readonly numbers: Int32Array;
  /** A JSON list; the first one is no text. */
  readonly values: Uint8Array;
}

/** Stands where an element begins that is yet to be read: its value follows. */
export const UNREAD = -1;

/** Integers beyond are kept like texts. */
const LARGEST = 2 ** 29;

/** Numbers are written at the end, and changed where it was not known yet how many will follow. */
export class Tape {
  readonly pool: ValuePool;
  numbers = new Int32Array(1 << 16);
  length = 0;

  constructor(pool: ValuePool) {
    this.pool = pool;
  }

  clear(): void {
    this.pool.clear();
    this.length = 0;
  }

  /** The place of a number. */
  push(number: number): number {
    if (this.length === this.numbers.length) {
      const larger = new Int32Array(2 * this.length);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.length] = number;
    return this.length++;
  }

  /** Good until the next answer. */
  scan(): Scan {
    return { numbers: this.numbers.subarray(0, this.length), values: this.pool.list() };
  }
}

/** Odd numbers are integers, even ones say where they are kept. */
export function integerCode(integer: number, keep: () => number): number {
  return integer > -LARGEST && integer < LARGEST ? 2 * integer + 1 : 2 * keep();
}

export function integerOf(code: number, values: readonly unknown[]): unknown {
  return code % 2 === 0 ? values[code / 2] : (code - 1) / 2;
}
