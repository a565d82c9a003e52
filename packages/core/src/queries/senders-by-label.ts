import type { Family } from '../net/address.ts';
import { type AddressMap, pieceAt } from '../net/address-map.ts';
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

  /** Tells of senders that have one value in each of the maps, and which: some hundreds often differ in nothing. */
  *alikeIn(maps: readonly AddressMap[]): Iterable<{ readonly values: readonly number[]; readonly own: Stretch[] }> {
    for (let i = 0; i < this.#labels.length; ) {
      const label = this.#labels[i] as Label;
      const pieces = maps.map((map) => pieceAt(map, label));
      const bounds = maps.map(({ starts }, at) => starts[(pieces[at] as number) + 1] ?? Number.POSITIVE_INFINITY);
      const next = this.#firstFrom(Math.min(Number.POSITIVE_INFINITY, ...bounds), i);
      yield {
        values: maps.map((map, at) => map.values[pieces[at] as number] as number),
        own: this.#stretches(i, next),
      };
      i = next;
    }
  }

  #stretches(from: number, to: number): Stretch[] {
    const found: Stretch[] = [];
    for (let i = from; i < to; ) {
      const end = Math.min(to, this.#ends[i] as number);
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
