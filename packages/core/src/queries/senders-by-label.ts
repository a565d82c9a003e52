import type { Family } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import type { Sender } from './positions.ts';

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Positions of senders of one family, in the order of the labels that they send from. */
export class SendersByLabel {
  readonly #positions: Int32Array;
  readonly #labels: Int32Array;
  /** Where the neighbours of each end: positions go up by one as far as there. */
  readonly #ends: Int32Array;

  constructor(senders: readonly Sender[], family: Family) {
    const own = senders.flatMap((sender, position) => (sender.family === family ? position : []));
    const labelOf = (position: number) => (senders[position] as Sender).source;
    this.#positions = Int32Array.from(own).sort((a, b) => labelOf(a) - labelOf(b) || a - b);
    this.#labels = this.#positions.map(labelOf);
    this.#ends = new Int32Array(own.length);
    for (let i = own.length - 1; i >= 0; i--) {
      const isLast = this.#positions[i + 1] !== (this.#positions[i] as number) + 1;
      this.#ends[i] = isLast ? i + 1 : (this.#ends[i + 1] as number);
    }
  }

  /** Those with a label in `[from, to)`. */
  within(from: Label, to: Label): Stretch[] {
    const found: Stretch[] = [];
    const start = this.#firstFrom(from, 0);
    if (start === this.#labels.length || (this.#labels[start] as Label) >= to) return found;
    const last = this.#firstFrom(to, start);
    for (let i = start; i < last; ) {
      const end = Math.min(last, this.#ends[i] as number);
      const first = this.#positions[i] as number;
      found.push({ from: first, to: first + end - i });
      i = end;
    }
    return found;
  }

  /** The first, from one on, that does not send from before a label. */
  #firstFrom(label: Label, start: number): number {
    let [low, high] = [start, this.#labels.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#labels[middle] as Label) < label) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
