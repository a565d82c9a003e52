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
  const keys = Float64Array.from(all, (end, position) => {
    const place = placeOf[position] as number;
    // Places and guards are far below 2^26, as labels and positions are.
    return place * TWO_26 + guardsOf(end, place);
  });
  const inOrder = Float64Array.from(new Set(keys)).sort();
  const numbers = new Map<number, number>();
  for (const key of inOrder) numbers.set(key, numbers.size);
  const starts = new Int32Array(inOrder.length + 1);
  for (const key of keys) {
    const next = (numbers.get(key) as number) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let i = 0; i < inOrder.length; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number);
  const free = starts.slice();
  const sorted = new Float64Array(all.length);
  keys.forEach((key, position) => {
    const bundle = numbers.get(key) as number;
    sorted[free[bundle] as number] = (labels[position] as number) * TWO_26 + position;
    free[bundle] = (free[bundle] as number) + 1;
  });
  const bundles: Bundle[] = [];
  const bundleOf = new Int32Array(all.length);
  for (let bundle = 0; bundle < inOrder.length; bundle++) {
    const [from, to] = [starts[bundle] as number, starts[bundle + 1] as number];
    sorted.subarray(from, to).sort();
    bundleOf.fill(bundle, from, to);
    const first = (sorted[from] as number) % TWO_26;
    bundles.push({ family: (all[first] as E).family, place: placeOf[first] as number, from, to });
  }
  const order = Int32Array.from(sorted, (one) => one % TWO_26);
  return {
    ends: Array.from(order, (position) => all[position] as E),
    labels: order.map((position) => labels[position] as Label),
    bundles,
    bundleOf,
    places,
  };
}

const TWO_26 = 67_108_864;

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
