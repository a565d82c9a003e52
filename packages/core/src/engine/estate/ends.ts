import type { ComponentId, Locus } from '../../model/route.ts';
import type { Family } from '../../net/address.ts';
import { groupNumbers, inOrderOf } from '../../net/grouping.ts';
import type { Label } from '../../net/label-tree.ts';
import { Numbering } from '../../net/numbering.ts';
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
 * treated alike by routing and delivery; those that nothing gets to share one, whatever else they are.
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
  /**
   * By position in `all`, the number of its place: places are numbered in the order of their families and lowest labels,
   * so that those routed alike are mostly beside each other.
   */
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

/** `placeOf` numbers places from 0 as they are first met. */
export function placed<E extends { readonly family: Family }>(
  all: readonly E[],
  placeOf: (end: E) => number,
  labelOf: (end: E) => Label,
): Placed<E> {
  const [met, labels] = [new Int32Array(all.length), new Int32Array(all.length)];
  const lowest: Label[] = [];
  const members: { readonly [F in Family]: number[] } = { 4: [], 6: [] };
  for (let position = 0; position < all.length; position++) {
    const end = all[position] as E;
    const [place, label] = [placeOf(end), labelOf(end)];
    met[position] = place;
    labels[position] = label;
    if (place === lowest.length) members[end.family].push(place);
    lowest[place] = Math.min(lowest[place] ?? label, label);
  }
  const numbers = new Int32Array(lowest.length);
  let next = 0;
  for (const own of [members[4], members[6]])
    for (const place of inOrderOf(Int32Array.from(lowest), Int32Array.from(own))) numbers[place] = next++;
  return { all, labels, placeOf: met.map((place) => numbers[place] as number), places: numbers.length };
}

/** Sorts the ends of each place into bundles of equal guards, each in the order of labels. */
export function bundled<E extends { readonly family: Family }>(
  { all, labels, placeOf, places }: Placed<E>,
  guardsOf: (end: E, place: number) => number,
): Bundled<E> {
  const numbers = new Numbering();
  const [found, placeOfBundle]: [Int32Array, number[]] = [new Int32Array(all.length), []];
  for (let position = 0; position < all.length; position++) {
    const place = placeOf[position] as number;
    const bundle = numbers.of(place, guardsOf(all[position] as E, place));
    found[position] = bundle;
    placeOfBundle[bundle] = place;
  }
  const inOrder = groupNumbers(places, Int32Array.from(placeOfBundle));
  const positions = groupNumbers(placeOfBundle.length, found);
  const bundles: Bundle[] = [];
  const [bundleOf, order] = [new Int32Array(all.length), new Int32Array(all.length)];
  let from = 0;
  for (let place = 0; place < places; place++) {
    for (const bundle of inOrder.of(place)) {
      const own = sortedBy(labels, positions.of(bundle));
      order.set(own, from);
      bundleOf.fill(bundles.length, from, from + own.length);
      const { family } = all[own[0] as number] as E;
      bundles.push({ family, place, from, to: from + own.length });
      from += own.length;
    }
  }
  return {
    ends: Array.from(order, (position) => all[position] as E),
    labels: order.map((position) => labels[position] as Label),
    bundles,
    bundleOf,
    places,
  };
}

/** Positions in the order of their labels, those of equal labels in their own. Most lists are short. */
function sortedBy(labels: Int32Array, positions: Int32Array): Int32Array {
  if (positions.length > 64) return inOrderOf(labels, positions);
  for (let i = 1; i < positions.length; i++) {
    const position = positions[i] as number;
    let j = i;
    for (; j > 0 && (labels[positions[j - 1] as number] as Label) > (labels[position] as Label); j--)
      positions[j] = positions[j - 1] as number;
    positions[j] = position;
  }
  return positions;
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
