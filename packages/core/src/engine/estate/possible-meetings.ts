import type { Family } from '../../net/address.ts';
import { inOrderOf } from '../../net/grouping.ts';
import type { Label, LabelRange } from '../../net/label-tree.ts';
import type { BulkRoutes } from '../bulk-routes.ts';
import type { Network } from '../network.ts';
import type { EstateSender, EstateTarget, Placed } from './ends.ts';
import { joined, reachIn } from './reach.ts';

/** Which places of senders may get anything to which places of targets; all others need not be looked at. */
export interface PossibleMeetings {
  isSending(place: number): boolean;
  isDialled(place: number): boolean;
  /** The places of senders that may get to one of targets, in order. */
  sendersTo(place: number): Int32Array;
}

/** Where the places of some senders may get anything to. */
export interface Reached {
  /** By place, in order. */
  readonly ranges: readonly (readonly LabelRange[])[];
  /** Whether any of them gets to a label. */
  has(family: Family, label: Label): boolean;
}

export function reachedFrom(network: Network, routes: BulkRoutes, senders: Placed<EstateSender>): Reached {
  const reach = reachIn(network, routes);
  const labels = { 4: new Uint8Array(network.labels[4].size), 6: new Uint8Array(network.labels[6].size) };
  const known = new Map<string, readonly LabelRange[]>();
  const ranges = firstOfEach(senders).map((position) => {
    const { end, from, family } = senders.all[position] as EstateSender;
    const beside = network.behaviour(end)?.answeredBeside?.(end, family, network) ?? [];
    const found = joined([...reach.of(from), ...beside]);
    const key = `${family} ${found.map((range) => `${range.from}-${range.to}`)}`;
    const same = known.get(key);
    if (same) return same;
    known.set(key, found);
    for (const range of found) labels[family].fill(1, range.from, range.to);
    return found;
  });
  return { ranges, has: (family, label) => labels[family][label] === 1 };
}

export function possibleMeetings(
  { ranges, has }: Reached,
  senders: Placed<EstateSender>,
  targets: Placed<EstateTarget>,
): PossibleMeetings {
  const dialled = { 4: stretchesOf(targets, 4, has), 6: stretchesOf(targets, 6, has) };
  // Equal ranges are one list.
  const known = new Map<readonly LabelRange[], Int32Array>();
  const reached = firstOfEach(senders).map((position, place) => {
    const { family } = senders.all[position] as EstateSender;
    const own = ranges[place] as readonly LabelRange[];
    let places = known.get(own);
    if (!places) {
      places = placesWithin(own, dialled[family]);
      known.set(own, places);
    }
    return places;
  });
  const { starts, values } = inverted(reached, targets.places);
  return {
    isSending: (place) => (reached[place] as Int32Array).length > 0,
    isDialled: (place) => (starts[place] as number) < (starts[place + 1] as number),
    sendersTo: (place) => values.subarray(starts[place], starts[place + 1]),
  };
}

/** By place, the position of its first end. */
function firstOfEach({ placeOf, places }: Placed<unknown>): readonly number[] {
  const first: number[] = new Array(places);
  for (let position = placeOf.length - 1; position >= 0; position--) first[placeOf[position] as number] = position;
  return first;
}

/** Labels in order, neighbours of one place as one stretch. */
interface Stretches {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly places: readonly number[];
}

function stretchesOf(
  { all, labels, placeOf }: Placed<EstateTarget>,
  family: Family,
  isReached: Reached['has'],
): Stretches {
  const own: number[] = [];
  for (let position = 0; position < all.length; position++) {
    if ((all[position] as EstateTarget).family === family && isReached(family, labels[position] as Label))
      own.push(position);
  }
  const [from, to, places]: [number[], number[], number[]] = [[], [], []];
  for (const position of inOrderOf(labels, Int32Array.from(own))) {
    const [label, place] = [labels[position] as number, placeOf[position] as number];
    if (places.length > 0 && places.at(-1) === place) {
      to[to.length - 1] = label + 1;
    } else {
      from.push(label);
      to.push(label + 1);
      places.push(place);
    }
  }
  return { from, to, places };
}

function placesWithin(ranges: readonly LabelRange[], { from, to, places }: Stretches): Int32Array {
  const found = new Set<number>();
  for (const range of ranges) {
    for (let i = firstAfter(to, range.from); i < places.length && (from[i] as number) < range.to; i++)
      found.add(places[i] as number);
  }
  return Int32Array.from(found).sort();
}

/** The first position whose value is greater; both ends of stretches are in order, as labels are. */
function firstAfter(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** From what each reaches to what each is reached by. */
function inverted(reached: readonly Int32Array[], places: number) {
  const starts = new Int32Array(places + 1);
  for (const own of reached) for (const place of own) starts[place + 1] = (starts[place + 1] as number) + 1;
  for (let place = 0; place < places; place++)
    starts[place + 1] = (starts[place + 1] as number) + (starts[place] as number);
  const next = starts.slice();
  const values = new Int32Array(starts[places] as number);
  reached.forEach((own, sender) => {
    for (const place of own) {
      values[next[place] as number] = sender;
      next[place] = (next[place] as number) + 1;
    }
  });
  return { starts, values };
}
