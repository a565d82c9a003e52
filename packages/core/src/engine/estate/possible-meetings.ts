import type { LabelRange } from '../../net/label-tree.ts';
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

export function possibleMeetings(
  network: Network,
  routes: BulkRoutes,
  senders: Placed<EstateSender>,
  targets: Placed<EstateTarget>,
): PossibleMeetings {
  const reach = reachIn(network, routes);
  const dialled = { 4: stretchesOf(targets, 4), 6: stretchesOf(targets, 6) };
  const known = new Map<string, Int32Array>();
  const reached = firstOfEach(senders).map((position) => {
    const sender = senders.all[position] as EstateSender;
    const { end, from, family } = sender;
    const beside = network.behaviour(end)?.answeredBeside?.(end, family, network) ?? [];
    const ranges = joined([...reach.of(from), ...beside]);
    const key = `${family} ${ranges.map((range) => `${range.from}-${range.to}`)}`;
    let places = known.get(key);
    if (!places) {
      places = placesWithin(ranges, dialled[family]);
      known.set(key, places);
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

function stretchesOf({ all, labels, placeOf }: Placed<EstateTarget>, family: 4 | 6): Stretches {
  const own = Int32Array.from(all.keys()).filter((position) => (all[position] as EstateTarget).family === family);
  own.sort((a, b) => (labels[a] as number) - (labels[b] as number));
  const [from, to, places]: [number[], number[], number[]] = [[], [], []];
  for (const position of own) {
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
