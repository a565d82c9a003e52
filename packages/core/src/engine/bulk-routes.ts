import { Reads, Watch } from '../aws/edition.ts';
import type { Lookup } from '../aws/lookup.ts';
import { touchedEnds } from '../aws/touched-ends.ts';
import { Contradiction } from '../model/contradiction.ts';
import { type Fork, LEFT_OPEN, type Locus } from '../model/route.ts';
import { type AddressMap, pieceAt } from '../net/address-map.ts';
import type { Label } from '../net/label-tree.ts';
import { forkAt, locusKey } from './fork-at.ts';

/** What a place does with every destination of a family. */
export interface BulkForks {
  /** By label, the position in `forks`. */
  readonly map: AddressMap;
  /** Undefined where labels are treated one by one. */
  readonly forks: readonly (Fork | undefined)[];
}

interface Place {
  /** What was read for its forks. */
  readonly reads: Reads;
  readonly bulk: BulkForks;
  /** Forks of labels that are treated one by one. */
  readonly single: Map<Label, Fork>;
}

/** Forks of single labels that are kept at most. */
const MOST_KEPT = 100_000;

/**
 * Routes by ranges: each place is asked once what it does with all destinations, and what many labels have in common is
 * one fork for all of them. Nearly everything that a place does not deliver itself is of this kind.
 */
export class BulkRoutes {
  readonly #net: Lookup;
  readonly #watch: Watch;
  /** Those of the network that this is an edition of: a place for which nothing was read that differs is the same here. */
  readonly #before: BulkRoutes | undefined;
  readonly #places = new Map<string, Place>();
  /** The same by object: branches that many packets take lead to one and the same. */
  readonly #met = new WeakMap<Locus, Place>();
  #kept = 0;

  constructor(net: Lookup, before?: BulkRoutes) {
    this.#net = net;
    this.#watch = new Watch(net);
    this.#before = before;
  }

  of(from: Locus): BulkForks {
    return this.#place(from).bulk;
  }

  /** Of the network that this is an edition of. */
  get before(): BulkRoutes | undefined {
    return this.#before;
  }

  /** Whether a place does with all destinations what it did in the network that this is an edition of. */
  isAsBefore(from: Locus): boolean {
    const { bulk } = this.#place(from);
    return this.#before?.of(from) === bulk;
  }

  /** What a place does with one destination. */
  at(from: Locus, to: Label): Fork {
    const { bulk, single, reads } = this.#place(from);
    const inBulk = bulk.forks[pieceAt(bulk.map, to)];
    if (inBulk) return inBulk;
    let fork = single.get(to);
    if (!fork) {
      // Who asks goes from place to place: what was asked long ago is not asked again soon.
      if (++this.#kept > MOST_KEPT) this.#forget();
      fork = this.#watch.noting(reads, (net) => forkAt(net, from, to));
      single.set(to, fork);
    }
    return fork;
  }

  #place(from: Locus): Place {
    let place = this.#met.get(from);
    if (!place) {
      const key = locusKey(from);
      place = this.#places.get(key) ?? this.#known(from, key) ?? this.#newPlace(from);
      this.#places.set(key, place);
      this.#met.set(from, place);
    }
    return place;
  }

  /** What the network before has of a place, its forks for single labels aside: those may read more. */
  #known(from: Locus, key: string): Place | undefined {
    const { edition } = this.#net;
    const before = this.#before;
    const place = before && (before.#places.get(key) ?? before.#known(from, key));
    if (!place || !edition) return undefined;
    if (place.reads.meets(edition.changed) && !this.#isUntouched(from, edition.of)) return undefined;
    const reads = new Reads();
    reads.include(place.reads);
    return { reads, bulk: place.bulk, single: new Map() };
  }

  /** Of what changes touch all places are told that do otherwise with what is sent from there. */
  #isUntouched({ at }: Locus, before: Lookup): boolean {
    return touchedEnds(before, this.#net)?.sending?.has(at) === false;
  }

  #newPlace(from: Locus): Place {
    const reads = new Reads();
    return { reads, bulk: this.#watch.noting(reads, (net) => asked(net, from)), single: new Map() };
  }

  #forget(): void {
    for (const { single } of this.#places.values()) single.clear();
    this.#kept = 0;
  }
}

function asked(net: Lookup, from: Locus): BulkForks {
  const forward = net.behaviour(from.at)?.forward;
  if (!forward) return APART;
  const range = { family: from.family, from: 0, to: net.labels[from.family].size, inBulk: true } as const;
  try {
    const pieces = [...forward(from, range, net)].sort((a, b) => a.to.from - b.to.from);
    const starts = Int32Array.from(pieces, ({ to }) => to.from);
    const forks = pieces.map(({ fork }) => (isLeftOpen(fork) ? undefined : fork));
    return { map: { starts, values: starts }, forks };
  } catch (error) {
    // What contradicts itself for some labels is told of each.
    if (error instanceof Contradiction) return APART;
    throw error;
  }
}

const APART: BulkForks = { map: { starts: Int32Array.of(0), values: Int32Array.of(0) }, forks: [undefined] };

function isLeftOpen(fork: Fork): boolean {
  if (!('pick' in fork)) return fork.next === LEFT_OPEN;
  return [...fork.of, ...(fork.kept ?? [])].some(isLeftOpen);
}

/** By what tells networks apart in which resources behave otherwise, where nothing else does. */
const known = new WeakMap<Lookup['behaviour'], BulkRoutes>();

/** One for each network. */
export function bulkRoutes(net: Lookup): BulkRoutes {
  let routes = known.get(net.behaviour);
  if (!routes) {
    routes = new BulkRoutes(net, net.edition && bulkRoutes(net.edition.of));
    known.set(net.behaviour, routes);
  }
  return routes;
}
