import type { ComponentId, Filter } from '../../model/route.ts';
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

const NOTHING: ReadonlySet<never> = new Set<never>();

/** The set with one more in it: itself, once it is anybody's own. */
function including<T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> {
  if (set === NOTHING) return new Set([one]);
  return (set as Set<T>).add(one);
}

/** What an evaluation of one pair read of either end: where others of their bundles may fare differently. */
export class Reading implements Listener {
  readonly isUnguarded: boolean;
  readonly openBehind: readonly ComponentId[];
  readonly #source: Label;
  readonly #target: Label;
  /** The private address behind a public one that is dialled. */
  readonly #inside: Label | undefined;
  // There is one of these for every two places, and most read nothing: sets are made when something is put in.
  ofSender: ReadonlySet<AddressMap> = NOTHING;
  ofTarget: ReadonlySet<AddressMap> = NOTHING;
  ofInside: ReadonlySet<AddressMap> = NOTHING;
  members: ReadonlySet<Members> = NOTHING;
  readonly singles = { sender: false, target: false };
  readonly thresholds: Threshold[] = [];
  /** Where later legs met guards; and where they met those that are left out there. */
  guarded: ReadonlySet<string> = NOTHING;
  readonly behind: Threshold[] = [];
  isTracked = false;
  isLost = false;

  constructor(
    isUnguarded: boolean,
    source: Label,
    target: Label,
    inside: Label | undefined,
    openBehind: readonly ComponentId[] = [],
  ) {
    this.isUnguarded = isUnguarded;
    this.openBehind = openBehind;
    this.#source = source;
    this.#target = target;
    this.#inside = inside;
  }

  asked({ admits, members }: Filter, address: Label, areMeant: boolean): void {
    if (members && areMeant) this.members = including(this.members, members);
    if (admits.starts.length === 1) return;
    if (address === this.#source) this.ofSender = including(this.ofSender, admits);
    if (address === this.#target) this.ofTarget = including(this.ofTarget, admits);
    if (address === this.#inside) this.ofInside = including(this.ofInside, admits);
  }

  singled(end: 'sender' | 'target'): void {
    this.singles[end] = true;
  }

  toldApart(callers: AddressMap, address: Label): void {
    if (address === this.#source) this.ofSender = including(this.ofSender, callers);
  }

  translated(field: 'source' | 'destination', map: ReadonlyMap<Label, Label>, address: Label): void {
    // Whoever is translated gets an address of its own; whoever is not stays with the others.
    if (field === 'source' && address === this.#source) this.ofSender = including(this.ofSender, eachKey(map));
    if (field === 'destination' && address === this.#target && map.has(address) && map.get(address) !== this.#inside)
      this.singled('target');
  }

  met(at: string, { source, destination, references, groups }: Packet, isTracked: boolean, isFirst: boolean): void {
    if (!isFirst) this.guarded = including(this.guarded, at);
    if (!isFirst && !this.openBehind.includes(at)) return;
    const threshold = {
      at,
      source,
      knowsSender: references !== 'none' && groups !== undefined,
      knowsTarget: references !== 'both' ? 'no' : destination === this.#target ? 'yes' : 'nobody',
    } as const;
    const known = isFirst ? this.thresholds : this.behind;
    if (!known.some((one) => isSame(one, threshold))) known.push(threshold);
    this.isTracked ||= isTracked;
  }

  lost(): void {
    this.isLost = true;
  }

  /** Leaves out what reads all ends of the two places alike: of others nobody is asked. */
  within({ senders, targets, insides }: Spans): void {
    this.ofSender = cutting(this.ofSender, senders);
    this.ofTarget = cutting(this.ofTarget, targets);
    if (this.ofInside.size > 0) this.ofInside = cutting(this.ofInside, insides());
  }
}

/** The first and the last label of some ends. */
export interface Span {
  readonly first: Label;
  readonly last: Label;
}

/** Between which labels the ends of two places are. */
export interface Spans {
  readonly senders: Span;
  readonly targets: Span;
  /** The private addresses behind public ones. */
  insides(): Span;
}

export function spanOf(bundles: readonly Bundle[], labels: Int32Array): Span {
  let [first, last] = [Number.POSITIVE_INFINITY, -1];
  for (const { from, to } of bundles) {
    first = Math.min(first, labels[from] as Label);
    last = Math.max(last, labels[to - 1] as Label);
  }
  return { first, last };
}

function cutting(maps: ReadonlySet<AddressMap>, { first, last }: Span): ReadonlySet<AddressMap> {
  let found: ReadonlySet<AddressMap> = NOTHING;
  for (const map of maps) {
    const { starts } = map;
    const next = after(starts, first, 0, starts.length);
    if (next < starts.length && (starts[next] as Label) <= last) found = including(found, map);
  }
  return found;
}

function isSame(a: Threshold, b: Threshold): boolean {
  return a.at === b.at && a.source === b.source && a.knowsSender === b.knowsSender && a.knowsTarget === b.knowsTarget;
}

const keys = new WeakMap<ReadonlyMap<Label, Label>, AddressMap>();

/** Another value for each label that is translated. */
export function eachKey(map: ReadonlyMap<Label, Label>): AddressMap {
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
