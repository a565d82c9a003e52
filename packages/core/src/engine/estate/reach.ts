import { Reads, watched } from '../../aws/edition.ts';
import type { Lookup } from '../../aws/lookup.ts';
import type { Fork, Locus } from '../../model/route.ts';
import type { LabelRange } from '../../net/label-tree.ts';
import type { BulkRoutes } from '../bulk-routes.ts';
import { locusKey } from '../fork-at.ts';
import type { Network } from '../network.ts';
import { type Onward, onwards } from '../onwards.ts';

/**
 * Which destinations packets from a place may get to at all: all others are dropped by routing, whoever sends what. Nearly
 * all places of a large estate cannot reach each other, and are told apart by a few ranges instead of one by one.
 */
export class Reach {
  readonly #network: Network;
  readonly #routes: BulkRoutes;
  readonly #known = new Map<string, readonly LabelRange[]>();
  /** What places hand on by themselves reads these. */
  readonly #reads = new Reads();
  readonly #view: Lookup;
  readonly #before: Reach | undefined;
  /** Places from which everything goes as before. */
  readonly #same = new Set<string>();

  constructor(network: Network, routes: BulkRoutes, before?: Reach) {
    this.#network = network;
    this.#routes = routes;
    this.#view = watched(network, this.#reads);
    this.#before = before;
  }

  /** In order, none touching another of them. */
  of(from: Locus): readonly LabelRange[] {
    const key = locusKey(from);
    let ranges = this.#known.get(key);
    if (!ranges) {
      const { family } = from;
      const before = this.#asBefore(from);
      if (before) {
        this.#known.set(key, before);
        return before;
      }
      const whole = { family, from: 0, to: this.#network.labels[family].size };
      // Who comes back here while it is worked out is not known to be dropped.
      this.#known.set(key, [whole]);
      const { map, forks } = this.#routes.of(from);
      const found = forks.flatMap((fork, i) =>
        this.#along(fork, { family, from: map.starts[i] as number, to: map.starts[i + 1] ?? whole.to }),
      );
      ranges = joined(found);
      this.#known.set(key, ranges);
    }
    return ranges;
  }

  /** What was reached in the network that this is an edition of, where no place on the way does otherwise. */
  #asBefore(from: Locus): readonly LabelRange[] | undefined {
    const { edition } = this.#network;
    if (!this.#before || !edition || this.#before.#reads.meets(edition.changed)) return undefined;
    const ranges = this.#before.of(from);
    const met = new Set<string>();
    if (!this.#isAsBefore(from, met)) return undefined;
    for (const key of met) this.#same.add(key);
    return ranges;
  }

  #isAsBefore(from: Locus, met: Set<string>): boolean {
    const key = locusKey(from);
    if (met.has(key) || this.#same.has(key)) return true;
    met.add(key);
    if (!this.#routes.isAsBefore(from)) return false;
    const isAlike = (fork: Fork | undefined) =>
      !fork || this.#onwards(fork, from).every((next) => next === 'anywhere' || this.#isAsBefore(next, met));
    return this.#routes.of(from).forks.every(isAlike);
  }

  #along(fork: Fork | undefined, piece: LabelRange): readonly LabelRange[] {
    if (!fork) return [piece];
    return this.#onwards(fork, piece).flatMap((next) => (next === 'anywhere' ? [piece] : common(this.of(next), piece)));
  }

  #onwards(fork: Fork, { family }: Pick<Locus, 'family'>): readonly Onward[] {
    return onwards(this.#view, fork, family);
  }
}

function common(ranges: readonly LabelRange[], { family, from, to }: LabelRange): readonly LabelRange[] {
  return ranges
    .filter((one) => one.from < to && from < one.to)
    .map((one) => ({ family, from: Math.max(one.from, from), to: Math.min(one.to, to) }));
}

/** Ranges in order, those that overlap or touch as one. */
export function joined(ranges: readonly LabelRange[]): readonly LabelRange[] {
  const found: LabelRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && range.from <= last.to) found[found.length - 1] = { ...last, to: Math.max(last.to, range.to) };
    else found.push(range);
  }
  return found;
}

const known = new WeakMap<BulkRoutes, Reach>();

/** One for each network, as routes are. */
export function reachIn(network: Network, routes: BulkRoutes): Reach {
  let reach = known.get(routes);
  if (!reach) {
    const { edition } = network;
    // The network of an edition is one, whatever else knows of it.
    const before = edition && routes.before && reachIn(edition.of as Network, routes.before);
    reach = new Reach(network, routes, before);
    known.set(routes, reach);
  }
  return reach;
}
