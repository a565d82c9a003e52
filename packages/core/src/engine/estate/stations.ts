import type { Arrival, Branch, Filter, Fork, Locus, Stop } from '../../model/route.ts';
import { pieceAt } from '../../net/address-map.ts';
import type { Label } from '../../net/label-tree.ts';
import type { BulkForks, BulkRoutes } from '../bulk-routes.ts';
import { locusKey } from '../fork-at.ts';
import { type Marks, NO_MARKS } from './marks.ts';
import type { Passable, Passage, Passages, Translation } from './passages.ts';
import { PlaceColumn } from './place-column.ts';

/** A locus with what it does: those of equal keys are one. */
export interface Station {
  readonly number: number;
  readonly locus: Locus;
  readonly bulk: BulkForks;
  /** By piece of its forks. */
  readonly kinds: (BranchKind | typeof OTHERWISE | undefined)[];
  /** By place, the numbers of chains from here. */
  readonly onward: PlaceColumn;
  /** What was asked for last, and from which label to which the same holds: who asks next mostly asks for a neighbour. */
  last: Asked;
  /** The trunk that was asked for last. */
  trunk: Trunk;
  /** Those that are parts of others, in the order that they are asked for: whoever asks goes through all places in theirs. */
  readonly trunks: Trunk[];
  at: number;
}

/** What holds from one label to another. */
export interface Asked {
  readonly from: Label;
  readonly to: Label;
  readonly kind: BranchKind | typeof OTHERWISE;
}

/** The hops that ways from a locus have in common, but for filters that read where they lead. */
export interface Trunk extends Pick<Asked, 'from' | 'to'> {
  readonly passage: Passage;
  readonly marks: Marks;
  readonly filters: readonly Filter[];
  /** Where one of these applies, it is another way. */
  readonly translations: readonly Translation[];
  /** Where they part. */
  readonly end: Station | undefined;
}

/** A branch that a chain can go along. */
export interface BranchKind extends Passable {
  /** Where it leads to, or ends. */
  readonly next: Station | undefined;
  readonly end: Arrival | Stop | undefined;
}

/** A fork that is more than a chain knows of. */
export const OTHERWISE = 'otherwise';

/** Loci as chains go through them, each asked once what it does with which destinations. */
export class Stations {
  readonly noTrunk: Trunk;
  readonly #routes: BulkRoutes;
  readonly #passages: Passages;
  readonly #kinds = new Map<Fork, BranchKind | typeof OTHERWISE>();
  readonly #stations = new Map<string, Station>();
  readonly #met = new Map<Locus, Station>();

  constructor(routes: BulkRoutes, passages: Passages) {
    this.#routes = routes;
    this.#passages = passages;
    const nothing = { passage: passages.none, marks: NO_MARKS, filters: [], translations: [] };
    this.noTrunk = { ...NOTHING_ASKED, ...nothing, end: undefined };
  }

  at(locus: Locus): Station {
    let station = this.#met.get(locus);
    if (!station) {
      const key = locusKey(locus);
      station = this.#stations.get(key);
      if (!station) {
        const [number, bulk] = [this.#stations.size, this.#routes.of(locus)];
        station = {
          number,
          locus,
          bulk,
          kinds: [],
          onward: new PlaceColumn(),
          last: NOTHING_ASKED,
          trunk: this.noTrunk,
          trunks: [],
          at: 0,
        };
        this.#stations.set(key, station);
      }
      this.#met.set(locus, station);
    }
    return station;
  }

  kindAt(station: Station, to: Label): BranchKind | typeof OTHERWISE {
    return this.bulkAt(station, to)?.kind ?? this.#kindOf(this.#routes.at(station.locus, to));
  }

  /** Undefined where labels are treated one by one. */
  bulkAt(station: Station, to: Label): Asked | undefined {
    const { last, bulk, kinds } = station;
    if (to >= last.from && to < last.to) return last;
    const piece = pieceAt(bulk.map, to);
    const fork = bulk.forks[piece];
    if (!fork) return undefined;
    const kind = kinds[piece] ?? this.#kindOf(fork);
    kinds[piece] = kind;
    const { starts } = bulk.map;
    station.last = { from: starts[piece] as Label, to: starts[piece + 1] ?? Number.POSITIVE_INFINITY, kind };
    return station.last;
  }

  #kindOf(fork: Fork): BranchKind | typeof OTHERWISE {
    let kind = this.#kinds.get(fork);
    if (!kind) {
      kind = ('pick' in fork ? undefined : this.#newKind(fork)) ?? OTHERWISE;
      this.#kinds.set(fork, kind);
    }
    return kind;
  }

  #newKind(branch: Branch): BranchKind | undefined {
    const passable = this.#passages.ofBranch(branch);
    if (!passable) return undefined;
    const { next } = branch;
    const isEnd = 'kind' in next;
    return { ...passable, next: isEnd ? undefined : this.at(next), end: isEnd ? next : undefined };
  }
}

const NOTHING_ASKED: Asked = { from: 0, to: 0, kind: OTHERWISE };
