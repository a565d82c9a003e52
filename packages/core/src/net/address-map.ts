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
  const bounds = new Set<number>([0]);
  for (const { from, to } of layers) bounds.add(from).add(to);
  const starts = [...bounds].sort((a, b) => a - b);
  const position = new Map(starts.map((start, i) => [start, i]));
  const values = new Int32Array(starts.length).fill(ground);
  for (const layer of layers) {
    const end = position.get(layer.to) as number;
    for (let i = position.get(layer.from) as number; i < end; i++) values[i] = paint(values[i] as number, layer);
  }
  return merge(starts, values);
}

/** Combines two maps label by label. */
export function zipMaps(a: AddressMap, b: AddressMap, combine: (a: number, b: number) => number): AddressMap {
  const starts: number[] = [];
  const values: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.starts.length || j < b.starts.length) {
    const at = Math.min(a.starts[i] ?? Number.POSITIVE_INFINITY, b.starts[j] ?? Number.POSITIVE_INFINITY);
    if (a.starts[i] === at) i++;
    if (b.starts[j] === at) j++;
    starts.push(at);
    values.push(combine(a.values[i - 1] as number, b.values[j - 1] as number));
  }
  return merge(starts, values);
}

export function mapValues(map: AddressMap, change: (value: number) => number): AddressMap {
  return merge([...map.starts], map.values.map(change));
}

/** The position of the piece that a label lies in. */
export function pieceAt(map: AddressMap, label: Label): number {
  let [low, high] = [0, map.starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((map.starts[middle] as number) <= label) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Joins neighbours of equal value, so that equal content has one form. */
function merge(starts: readonly number[], values: ArrayLike<number>): AddressMap {
  const [keptStarts, keptValues]: [number[], number[]] = [[], []];
  for (let i = 0; i < starts.length; i++) {
    if (i > 0 && values[i] === keptValues.at(-1)) continue;
    keptStarts.push(starts[i] as number);
    keptValues.push(values[i] as number);
  }
  return { starts: Int32Array.from(keptStarts), values: Int32Array.from(keptValues) };
}
