import type { ComponentId, Locus } from '../../model/route.ts';
import type { Family } from '../../net/address.ts';
import type { Label } from '../../net/label-tree.ts';
import type { Named } from '../as-named.ts';
import type { Network } from '../network.ts';

/** Somebody who sends, from one address. `host`: nobody is asked how it reaches itself. */
export type EstateSender = Named['sender'] & {
  readonly host: string;
  readonly end: ComponentId;
  readonly from: Locus;
  readonly family: Family;
  readonly source: Label;
};

/** An address that is dialled. */
export type EstateTarget = Named['target'] & {
  readonly host: string;
  /** Whose address it is, where an interface was named. */
  readonly at?: ComponentId;
  readonly family: Family;
  readonly to: Label;
};

/**
 * Ends of one place that the same rules guard: what is left to tell them apart is their address. Those of a place are
 * treated alike by routing and delivery.
 */
export interface Bundle {
  readonly family: Family;
  /** The number of the place. */
  readonly place: number;
  /** Positions in the list of ends, `[from, to)`, in the order of their labels. */
  readonly from: number;
  readonly to: number;
}

/** Ends by their places. */
export interface Placed<E> {
  readonly all: readonly E[];
  readonly labels: Int32Array;
  /** By position in `all`, the number of its place: places are numbered as they are first met. */
  readonly placeOf: Int32Array;
  readonly places: number;
}

export interface Bundled<E> {
  readonly ends: readonly E[];
  readonly labels: Int32Array;
  /** Those of one place beside each other, places in order. */
  readonly bundles: readonly Bundle[];
  /** By position, the number of its bundle. */
  readonly bundleOf: Int32Array;
  readonly places: number;
}

export function placed<E>(all: readonly E[], keyOf: (end: E) => string, labelOf: (end: E) => Label): Placed<E> {
  const numbers = new Map<string, number>();
  const placeOf = Int32Array.from(all, (end) => {
    const key = keyOf(end);
    const known = numbers.get(key) ?? numbers.size;
    if (known === numbers.size) numbers.set(key, known);
    return known;
  });
  return { all, labels: Int32Array.from(all, labelOf), placeOf, places: numbers.size };
}

/** Sorts the ends of each place into bundles of equal guards, each in the order of labels. */
export function bundled<E extends { readonly family: Family }>(
  { all, labels, placeOf, places }: Placed<E>,
  guardsOf: (end: E, place: number) => number,
): Bundled<E> {
  const numbers = new Map<number, number>();
  const keys = Float64Array.from(all, (end, position) => {
    const place = placeOf[position] as number;
    // Both are far below 2^26.
    const key = place * 67_108_864 + guardsOf(end, place);
    const known = numbers.get(key) ?? numbers.size;
    if (known === numbers.size) numbers.set(key, known);
    // By place, and in it by what was met first.
    return place * 67_108_864 + known;
  });
  const order = Int32Array.from(all.keys()).sort(
    (a, b) => (keys[a] as number) - (keys[b] as number) || (labels[a] as number) - (labels[b] as number) || a - b,
  );
  const ends: E[] = [];
  const bundles: Bundle[] = [];
  const bundleOf = new Int32Array(all.length);
  for (let from = 0; from < order.length; ) {
    const [first, key] = [order[from] as number, keys[order[from] as number]];
    let to = from;
    for (; to < order.length && keys[order[to] as number] === key; to++) {
      ends.push(all[order[to] as number] as E);
      bundleOf[to] = bundles.length;
    }
    bundles.push({ family: (all[first] as E).family, place: placeOf[first] as number, from, to });
    from = to;
  }
  return { ends, labels: order.map((position) => labels[position] as Label), bundles, bundleOf, places };
}

/** Whose address is dialled. */
export function ownersOf(network: Network, { at, family, to }: EstateTarget): readonly ComponentId[] {
  if (at) return [at];
  const shown = family === 4 ? network.publicAddress(to) : undefined;
  return shown ? [shown.at] : network.ownersOf(family, to);
}

/** The private address behind a public one. */
export function insideOf(network: Network, { family, to }: EstateTarget): Label | undefined {
  return family === 4 ? network.publicAddress(to)?.inside : undefined;
}
