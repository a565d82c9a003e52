import type { Filter } from '../../model/route.ts';
import type { AddressMap } from '../../net/address-map.ts';
import type { Label } from '../../net/label-tree.ts';
import type { Listener } from '../listener.ts';
import type { Bundle } from './ends.ts';

/** What an evaluation of one pair read of either end: where others of their bundles may fare differently. */
export class Cuts implements Listener {
  readonly #source: Label;
  readonly #target: Label;
  readonly #maps = { sender: new Set<AddressMap>(), target: new Set<AddressMap>() };
  readonly #members = new Set<NonNullable<Filter['members']>>();
  readonly #single = { sender: false, target: false };

  constructor(source: Label, target: Label) {
    this.#source = source;
    this.#target = target;
  }

  asked({ admits, members, flows }: Filter, address: Label): void {
    if (address === this.#source && admits.starts.length > 1) this.#maps.sender.add(admits);
    if (address === this.#target && admits.starts.length > 1) this.#maps.target.add(admits);
    if (members && !flows) this.#members.add(members);
  }

  singled(end: 'sender' | 'target'): void {
    this.#single[end] = true;
  }

  get members(): Iterable<NonNullable<Filter['members']>> {
    return this.#members;
  }

  /** Bounds of pieces of a bundle, its own two included, of which each is treated alike. */
  along(end: 'sender' | 'target', { from, to }: Bundle, labels: Int32Array, singles: Iterable<number> = []): number[] {
    if (this.#single[end]) return Array.from({ length: to - from + 1 }, (_, i) => from + i);
    const bounds = new Set<number>([from, to]);
    for (const { starts } of this.#maps[end]) {
      const first = labels[from] as Label;
      const last = labels[to - 1] as Label;
      for (let i = after(starts, first, 0, starts.length); i < starts.length && (starts[i] as Label) <= last; i++)
        bounds.add(after(labels, (starts[i] as Label) - 1, from, to));
    }
    for (const position of singles) bounds.add(position).add(position + 1);
    return [...bounds].sort((a, b) => a - b);
  }
}

/** The first position in `[from, to)` whose value is greater than `value`; `to` if none is. */
export function after(sorted: Int32Array, value: number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
