import type { Filter } from '../../model/route.ts';
import { type AddressMap, paintMap } from '../../net/address-map.ts';
import type { Label } from '../../net/label-tree.ts';
import type { Listener } from '../listener.ts';
import type { Packet } from '../packet.ts';
import type { Bundle } from './ends.ts';

export type Members = NonNullable<Filter['members']>;

/** Where the guards of the two ends stand on a way, and whose groups they may know there. */
export interface Threshold {
  readonly at: string;
  /** The sender's address, as it comes there. */
  readonly source: Label;
  /** Rules there may mean the sender by its groups. */
  readonly knowsSender: boolean;
  /** Rules at the sender may mean whoever is there by theirs; `nobody`: only what may be meant of anybody. */
  readonly knowsTarget: 'yes' | 'nobody' | 'no';
}

/** What an evaluation of one pair read of either end: where others of their bundles may fare differently. */
export class Reading implements Listener {
  readonly isUnguarded: boolean;
  readonly #source: Label;
  readonly #target: Label;
  /** The private address behind a public one that is dialled. */
  readonly #inside: Label | undefined;
  readonly ofSender = new Set<AddressMap>();
  readonly ofTarget = new Set<AddressMap>();
  readonly ofInside = new Set<AddressMap>();
  readonly members = new Set<Members>();
  readonly singles = { sender: false, target: false };
  readonly thresholds = new Map<string, Threshold>();
  /** Where later legs met guards. */
  readonly guarded = new Set<string>();
  isTracked = false;
  isLost = false;

  constructor(isUnguarded: boolean, source: Label, target: Label, inside: Label | undefined) {
    this.isUnguarded = isUnguarded;
    this.#source = source;
    this.#target = target;
    this.#inside = inside;
  }

  asked({ admits, members }: Filter, address: Label): void {
    if (members) this.members.add(members);
    if (admits.starts.length === 1) return;
    if (address === this.#source) this.ofSender.add(admits);
    if (address === this.#target) this.ofTarget.add(admits);
    if (address === this.#inside) this.ofInside.add(admits);
  }

  singled(end: 'sender' | 'target'): void {
    this.singles[end] = true;
  }

  translated(field: 'source' | 'destination', map: ReadonlyMap<Label, Label>, address: Label): void {
    // Whoever is translated gets an address of its own; whoever is not stays with the others.
    if (field === 'source' && address === this.#source) this.ofSender.add(eachKey(map));
    if (field === 'destination' && address === this.#target && map.has(address) && map.get(address) !== this.#inside)
      this.singled('target');
  }

  met(at: string, { source, destination, references, groups }: Packet, isTracked: boolean, isFirst: boolean): void {
    if (!isFirst) {
      this.guarded.add(at);
      return;
    }
    const threshold = {
      at,
      source,
      knowsSender: references !== 'none' && groups !== undefined,
      knowsTarget: references !== 'both' ? 'no' : destination === this.#target ? 'yes' : 'nobody',
    } as const;
    this.thresholds.set(Object.values(threshold).join(), threshold);
    this.isTracked ||= isTracked;
  }

  lost(): void {
    this.isLost = true;
  }
}

const keys = new WeakMap<ReadonlyMap<Label, Label>, AddressMap>();

/** Another value for each label that is translated. */
function eachKey(map: ReadonlyMap<Label, Label>): AddressMap {
  let known = keys.get(map);
  if (!known) {
    const layers = [...map.keys()].map((label, position) => ({ from: label, to: label + 1, value: position + 1 }));
    known = paintMap(0, layers, (_, { value }) => value);
    keys.set(map, known);
  }
  return known;
}

/** Bounds of pieces of a bundle, its own two included, of which every map treats each alike. */
export function cutAlong(
  read: Iterable<AddressMap>,
  guards: readonly AddressMap[],
  { from, to }: Bundle,
  labels: Int32Array,
  singles: readonly number[],
): readonly number[] {
  let bounds: number[] | undefined;
  const cut = ({ starts }: AddressMap) => {
    const last = labels[to - 1] as Label;
    for (let i = after(starts, labels[from] as Label, 0, starts.length); i < starts.length; i++) {
      if ((starts[i] as Label) > last) break;
      bounds ??= [from, to];
      bounds.push(after(labels, (starts[i] as Label) - 1, from, to));
    }
  };
  for (const map of read) cut(map);
  for (const map of guards) cut(map);
  for (const position of singles) {
    bounds ??= [from, to];
    bounds.push(position, position + 1);
  }
  return bounds ? sortedOnce(bounds) : [from, to];
}

export function eachOf({ from, to }: Bundle): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

function sortedOnce(numbers: number[]): number[] {
  numbers.sort((a, b) => a - b);
  return numbers.filter((number, i) => number !== numbers[i - 1]);
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
