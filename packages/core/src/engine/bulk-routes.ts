import type { Lookup } from '../aws/lookup.ts';
import { Contradiction } from '../model/contradiction.ts';
import { type Fork, LEFT_OPEN, type Locus } from '../model/route.ts';
import { type AddressMap, pieceAt } from '../net/address-map.ts';
import type { Label } from '../net/label-tree.ts';

/** What a place does with every destination of a family. */
export interface BulkForks {
  /** By label, the position in `forks`. */
  readonly map: AddressMap;
  /** Undefined where labels are treated one by one. */
  readonly forks: readonly (Fork | undefined)[];
}

/**
 * Routes by ranges: each place is asked once what it does with all destinations, and what many labels have in common is
 * one fork for all of them. Nearly everything that a place does not deliver itself is of this kind.
 */
export class BulkRoutes {
  readonly #net: Lookup;
  readonly #known = new Map<string, BulkForks>();

  constructor(net: Lookup) {
    this.#net = net;
  }

  of(from: Locus): BulkForks {
    const key = locusKey(from);
    let known = this.#known.get(key);
    if (!known) {
      known = this.#asked(from);
      this.#known.set(key, known);
    }
    return known;
  }

  /** The fork for one label; undefined where the place has to be asked for it. */
  forkOf(from: Locus, to: Label): Fork | undefined {
    const { map, forks } = this.of(from);
    return forks[pieceAt(map, to)];
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

export function locusKey({ at, family, zone = '', via = '', as = '' }: Locus): string {
  return `${at} ${family} ${zone} ${via} ${as}`;
}
