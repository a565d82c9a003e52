import { ContentIndex, hashed, isSameList } from './content-index.ts';
import type { Label } from './label-tree.ts';

/** A value for every label, piecewise constant: `values[i]` holds from `starts[i]` up to the next start. `starts[0]` is 0. */
export interface AddressMap {
  readonly starts: Int32Array;
  readonly values: Int32Array;
}

export interface Piece {
  readonly from: Label;
  readonly to: Label;
  readonly value: number;
}

export function constantMap(value: number): AddressMap {
  return { starts: Int32Array.of(0), values: Int32Array.of(value) };
}

export function valueAt(map: AddressMap, label: Label): number {
  return map.values[pieceAt(map, label)] as number;
}

/** The pieces of `map` that lie in `[from, to)`, cut to it. */
export function piecesWithin(map: AddressMap, from: Label, to: Label): readonly Piece[] {
  const pieces: Piece[] = [];
  if (from >= to) return pieces;
  for (let i = pieceAt(map, from); i < map.starts.length && (map.starts[i] as number) < to; i++) {
    const start = Math.max(from, map.starts[i] as number);
    const end = Math.min(to, map.starts[i + 1] ?? to);
    pieces.push({ from: start, to: end, value: map.values[i] as number });
  }
  return pieces;
}

/**
 * Folds layers into a map: each layer covers `[from, to)` and `paint` says what its ground becomes. Layers are applied
 * in the order given, so a later one is painted over an earlier one.
 */
export function paintMap<L extends { readonly from: Label; readonly to: Label }>(
  ground: number,
  layers: readonly L[],
  paint: (below: number, layer: L) => number,
): AddressMap {
  if (layers.length === 0) return constantMap(ground);
  const starts = boundsOf(layers);
  const values = new Int32Array(starts.length).fill(ground);
  for (const layer of layers) {
    for (let i = positionOf(starts, layer.from); i < starts.length && (starts[i] as number) < layer.to; i++)
      values[i] = paint(values[i] as number, layer);
  }
  return merge(starts, values, starts.length);
}

/** Where layers start and end, and 0, each once and in order. */
function boundsOf(layers: readonly { readonly from: Label; readonly to: Label }[]): Int32Array {
  const bounds = new Int32Array(2 * layers.length + 1);
  layers.forEach(({ from, to }, i) => {
    bounds[2 * i + 1] = from;
    bounds[2 * i + 2] = to;
  });
  sort(bounds);
  let kept = 1;
  for (let i = 1; i < bounds.length; i++) {
    if (bounds[i] !== bounds[kept - 1]) bounds[kept++] = bounds[i] as number;
  }
  return bounds.subarray(0, kept);
}

/** Nearly all lists are short, and calling the sort of typed arrays costs more than sorting them. */
function sort(numbers: Int32Array): void {
  if (numbers.length > 32) {
    numbers.sort();
    return;
  }
  for (let i = 1; i < numbers.length; i++) {
    const number = numbers[i] as number;
    let j = i;
    for (; j > 0 && (numbers[j - 1] as number) > number; j--) numbers[j] = numbers[j - 1] as number;
    numbers[j] = number;
  }
}

/** Combines two maps label by label. */
export function zipMaps(a: AddressMap, b: AddressMap, combine: (a: number, b: number) => number): AddressMap {
  const most = a.starts.length + b.starts.length;
  // What is read stays as it is, so the room to write in serves every call.
  if (room.starts.length < most) room = { starts: new Int32Array(2 * most), values: new Int32Array(2 * most) };
  const { starts, values } = room;
  const [ofA, ofB] = [a.starts, b.starts];
  let [i, j, count] = [0, 0, 0];
  while (i < ofA.length || j < ofB.length) {
    const inA = i < ofA.length ? (ofA[i] as number) : Number.POSITIVE_INFINITY;
    const inB = j < ofB.length ? (ofB[j] as number) : Number.POSITIVE_INFINITY;
    if (inA <= inB) i++;
    if (inB <= inA) j++;
    const value = combine(a.values[i - 1] as number, b.values[j - 1] as number);
    if (count > 0 && value === values[count - 1]) continue;
    starts[count] = Math.min(inA, inB);
    values[count++] = value;
  }
  return { starts: starts.slice(0, count), values: values.slice(0, count) };
}

let room = constantMap(0);

export function mapValues(map: AddressMap, change: (value: number) => number): AddressMap {
  return merge(map.starts, map.values.map(change), map.starts.length);
}

/** The position of the piece that a label lies in. */
export function pieceAt(map: AddressMap, label: Label): number {
  return positionOf(map.starts, label);
}

/** The position of the last of some starts, the first of which is 0, that is not after a label. */
function positionOf(starts: Int32Array, label: Label): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= label) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Joins neighbours of equal value among the first `count`, so that equal content has one form. */
function merge(starts: Int32Array, values: Int32Array, count: number): AddressMap {
  const [keptStarts, keptValues] = [new Int32Array(count), new Int32Array(count)];
  let kept = 0;
  for (let i = 0; i < count; i++) {
    if (kept > 0 && values[i] === keptValues[kept - 1]) continue;
    keptStarts[kept] = starts[i] as number;
    keptValues[kept++] = values[i] as number;
  }
  return { starts: keptStarts.slice(0, kept), values: keptValues.slice(0, kept) };
}

/** The first position in sorted numbers that is not before a value; the end if none is. */
export function firstFrom(sorted: ArrayLike<number>, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Maps by their content: equal ones are the same object, and have the same number. */
export class AddressMapPool {
  readonly #known = new ContentIndex();
  readonly #maps: AddressMap[] = [];
  readonly #numbers = new Map<AddressMap, number>();

  intern(map: AddressMap): AddressMap {
    return this.#maps[this.numberOf(map)] as AddressMap;
  }

  /** From 0, as contents are first met. */
  numberOf(map: AddressMap): number {
    let number = this.#numbers.get(map);
    if (number === undefined) {
      number = this.#numberOfContent(map);
      this.#numbers.set(map, number);
    }
    return number;
  }

  #numberOfContent(map: AddressMap): number {
    const hash = hashed(hashed(0, map.starts), map.values);
    const known = this.#known.find(hash, (number) => isSame(this.#maps[number] as AddressMap, map));
    if (known >= 0) return known;
    this.#maps.push(map);
    return this.#known.add(hash);
  }
}

function isSame(a: AddressMap, b: AddressMap): boolean {
  return isSameList(a.starts, b.starts) && isSameList(a.values, b.values);
}
