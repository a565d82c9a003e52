import type { Lookup } from '../aws/lookup.ts';
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
  readonly #places = new Map<string, Place>();
  /** The same by object: branches that many packets take lead to one and the same. */
  readonly #met = new WeakMap<Locus, Place>();
  #kept = 0;

  constructor(net: Lookup) {
    this.#net = net;
  }

  of(from: Locus): BulkForks {
    return this.#place(from).bulk;
  }

  /** What a place does with one destination. */
  at(from: Locus, to: Label): Fork {
    const { bulk, single } = this.#place(from);
    const inBulk = bulk.forks[pieceAt(bulk.map, to)];
    if (inBulk) return inBulk;
    let fork = single.get(to);
    if (!fork) {
      // Who asks goes from place to place: what was asked long ago is not asked again soon.
      if (++this.#kept > MOST_KEPT) this.#forget();
      fork = forkAt(this.#net, from, to);
      single.set(to, fork);
    }
    return fork;
  }

  #place(from: Locus): Place {
    let place = this.#met.get(from);
    if (!place) {
      const key = locusKey(from);
      place = this.#places.get(key) ?? { bulk: this.#asked(from), single: new Map() };
      this.#places.set(key, place);
      this.#met.set(from, place);
    }
    return place;
  }

  #forget(): void {
    for (const { single } of this.#places.values()) single.clear();
    this.#kept = 0;
  }

  #asked(from: Locus): BulkForks {
    const forward = this.#net.behaviour(from.at)?.forward;
    if (!forward) return APART;
    const range = { family: from.family, from: 0, to: this.#net.labels[from.family].size, inBulk: true } as const;
    try {
      const pieces = [...forward(from, range, this.#net)].sort((a, b) => a.to.from - b.to.from);
      const starts = Int32Array.from(pieces, ({ to }) => to.from);
      const forks = pieces.map(({ fork }) => (isLeftOpen(fork) ? undefined : fork));
      return { map: { starts, values: starts }, forks };
    } catch (error) {
      // What contradicts itself for some labels is told of each.
      if (error instanceof Contradiction) return APART;
      throw error;
    }
  }
}

const APART: BulkForks = { map: { starts: Int32Array.of(0), values: Int32Array.of(0) }, forks: [undefined] };

function isLeftOpen(fork: Fork): boolean {
  if (!('pick' in fork)) return fork.next === LEFT_OPEN;
  return [...fork.of, ...(fork.kept ?? [])].some(isLeftOpen);
}
