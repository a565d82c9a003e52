import { type Lookup, ownOf } from '../aws/lookup.ts';
import { locusKey } from '../engine/fork-at.ts';
import type { Network } from '../engine/network.ts';
import type { ComponentId, Locus } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { firstFrom } from '../net/address-map.ts';
import type { Label } from '../net/label-tree.ts';
import { type AskedEstate, type AskedSide, askEverything } from './asked-estate.ts';

/** Everybody who could ask anybody, to be found by what they are: worked out once per network. */
export interface EndIndex {
  readonly asked: AskedEstate;
  readonly sides: readonly SideIndex[];
}

/** By position among the senders, or targets, of one side. */
export interface SideIndex {
  readonly side: AskedSide;
  /** By interface or place, and by the place that its packets wait in. */
  readonly sendersOf: ReadonlyMap<ComponentId, readonly number[]>;
  readonly senders: ByLabel;
  readonly targets: ByLabel;
  /** By host, and by the interface that was named. */
  targetsOf(id: ComponentId): readonly number[];
  /** Those who start at one place. */
  readonly starts: readonly { readonly from: Locus; readonly senders: readonly number[] }[];
  /** By sender, which of those it is one of. */
  readonly startOf: Int32Array;
  /** Ends that no packet can be followed from, or to: their addresses tell nothing. */
  readonly stopped: { readonly senders: readonly number[]; readonly targets: readonly number[] };
}

export const endIndex: (net: Lookup) => EndIndex = ownOf((net) => {
  // Whoever asks has a network: what is known of it by its labels sees no less.
  const asked = askEverything(net as Network);
  const targets = new Map<AskedSide['targets'], TargetIndex>();
  const sides = asked.sides.map((side) => {
    const own = targets.get(side.targets) ?? indexedTargets(side.targets);
    targets.set(side.targets, own);
    return indexed(side, own);
  });
  return { asked, sides };
});

/** Both sides mostly have the same targets. */
function indexed(side: AskedSide, targets: TargetIndex): SideIndex {
  const { senders } = side;
  const sendersOf = new Map<ComponentId, number[]>();
  const starts = new Map<string, { from: Locus; senders: number[] }>();
  const add = (id: ComponentId, position: number) => {
    const own = sendersOf.get(id);
    if (own) own.push(position);
    else sendersOf.set(id, [position]);
  };
  senders.forEach(({ end, from }, position) => {
    add(end, position);
    if (from.at !== end) add(from.at, position);
    const key = locusKey(from);
    const own = starts.get(key);
    if (own) own.senders.push(position);
    else starts.set(key, { from, senders: [position] });
  });
  const startOf = new Int32Array(senders.length);
  [...starts.values()].forEach((start, i) => {
    for (const position of start.senders) startOf[position] = i;
  });
  return {
    side,
    sendersOf,
    targetsOf: targets.named,
    senders: new ByLabel(
      senders,
      labelsOf(senders, ({ source }) => source),
    ),
    targets: targets.byLabel,
    starts: [...starts.values()],
    startOf,
    stopped: { senders: stoppedIn(senders), targets: targets.stopped },
  };
}

interface TargetIndex {
  named(id: ComponentId): readonly number[];
  readonly byLabel: ByLabel;
  readonly stopped: readonly number[];
}

function indexedTargets(targets: AskedSide['targets']): TargetIndex {
  let byName: ReadonlyMap<ComponentId, readonly number[]> | undefined;
  return {
    named(id) {
      byName ??= namedTargets(targets);
      return byName.get(id) ?? [];
    },
    byLabel: new ByLabel(
      targets,
      labelsOf(targets, ({ to }) => to),
    ),
    stopped: stoppedIn(targets),
  };
}

function labelsOf<E>(ends: readonly E[], labelOf: (end: E) => Label): Int32Array {
  const labels = new Int32Array(ends.length);
  for (let position = 0; position < ends.length; position++) labels[position] = labelOf(ends[position] as E);
  return labels;
}

function stoppedIn(ends: AskedSide['senders'] | AskedSide['targets']): readonly number[] {
  return ends.flatMap(({ stop }, position) => (stop ? [position] : []));
}

function namedTargets(targets: AskedSide['targets']): ReadonlyMap<ComponentId, readonly number[]> {
  const found = new Map<ComponentId, number[]>();
  targets.forEach(({ host, at }, position) => {
    for (const name of at === undefined || at === host ? [host] : [host, at]) {
      const own = found.get(name);
      if (own) own.push(position);
      else found.set(name, [position]);
    }
  });
  return found;
}

/** Positions in the order of labels. */
class ByLabel {
  readonly #labels: { readonly [F in Family]: Int32Array };
  readonly #positions: { readonly [F in Family]: Int32Array };

  constructor(ends: readonly { readonly family: Family }[], labels: Int32Array) {
    const sorted = (of: Family) => {
      // Labels and positions are far below 2^26, so both fit in the 53 bits of a number.
      const keys = new Float64Array(ends.length);
      let count = 0;
      ends.forEach((end, position) => {
        if (end.family === of) keys[count++] = (labels[position] as Label) * TWO_26 + position;
      });
      return keys.slice(0, count).sort();
    };
    const both = { 4: sorted(4), 6: sorted(6) };
    const labelsIn = (keys: Float64Array) => Int32Array.from(keys, (key) => Math.floor(key / TWO_26));
    const positionsIn = (keys: Float64Array) => Int32Array.from(keys, (key) => key % TWO_26);
    this.#labels = { 4: labelsIn(both[4]), 6: labelsIn(both[6]) };
    this.#positions = { 4: positionsIn(both[4]), 6: positionsIn(both[6]) };
  }

  /** Those with labels `[from, to)`. */
  *within(family: Family, from: Label, to: Label): Generator<number> {
    const labels = this.#labels[family];
    for (let i = firstFrom(labels, from); i < labels.length && (labels[i] as number) < to; i++)
      yield this.#positions[family][i] as number;
  }
}

const TWO_26 = 67_108_864;
