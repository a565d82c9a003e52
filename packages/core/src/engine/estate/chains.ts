import type { Arrival, Branch, Filter, Fork, Locus, Stop } from '../../model/route.ts';
import { type AddressMap, pieceAt } from '../../net/address-map.ts';
import type { AdmissionId } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { PairMemo } from '../../net/pair-memo.ts';
import type { BulkForks, BulkRoutes } from '../bulk-routes.ts';
import { locusKey } from '../fork-at.ts';
import type { Passage, Passages, Stateful, Translation } from './passages.ts';
import { PlaceColumn } from './place-column.ts';
import { type Alike, onlyValueOf } from './place-ends.ts';

/** A way to a place from some locus: what befalls packets on it, and where it ends. */
export interface Chain {
  readonly passage: Passage;
  readonly end: Arrival | Stop;
  /** They arrive at the addresses behind those of the place. */
  readonly endsInside: boolean;
}

/** The ends of a place, with the private ones behind them where they are public. */
export interface ChainPlace extends Alike {
  readonly inside?: Alike | undefined;
}

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
  last: { readonly from: Label; readonly to: Label; readonly kind: BranchKind | typeof OTHERWISE };
}

interface Destination {
  readonly number: number;
  readonly place: ChainPlace;
  /** Where packets go now: to the place, or to what is behind it. */
  readonly ends: Alike;
  readonly isInside: boolean;
  readonly detour: Stateful | undefined;
}

/** A branch that a chain can go along. */
interface BranchKind {
  /** What it does to any packet, but for what reads where that goes. */
  readonly passage: Passage;
  readonly onDestination: readonly (Filter | Translation)[];
  /** Where it leads to, or ends. */
  readonly next: Station | undefined;
  readonly end: Arrival | Stop | undefined;
}

/** A fork that is more than a chain knows of. */
const OTHERWISE = 'otherwise';

/** No way is longer; a longer one goes round in circles, which the walker tells. */
const MOST_HOPS = 32;

/**
 * Ways to places, as far as they are plain: one branch after another, with filters that read one address and treat all of
 * the place alike, and no translation but between public addresses and those behind them. Many loci lead on to the same
 * few, so what follows the first branch is worked out once for each place.
 */
export class Chains {
  readonly #routes: BulkRoutes;
  readonly #passages: Passages;
  readonly #places: readonly (ChainPlace | undefined)[];
  readonly #kinds = new Map<Fork, BranchKind | typeof OTHERWISE>();
  readonly #stations = new Map<string, Station>();
  readonly #met = new Map<Locus, Station>();
  /** By what leads back, chains of the same loci and places. */
  readonly #detours = new Map<string, PairMemo>();
  readonly #inside = new PairMemo();
  readonly #admitted = new Map<AddressMap, PlaceColumn>();
  readonly #known: (Chain | undefined)[] = [undefined];

  /** `places`: those that packets go to, by number. */
  constructor(routes: BulkRoutes, passages: Passages, places: readonly (ChainPlace | undefined)[]) {
    this.#routes = routes;
    this.#passages = passages;
    this.#places = places;
  }

  station(locus: Locus): Station {
    let station = this.#met.get(locus);
    if (!station) {
      const key = locusKey(locus);
      station = this.#stations.get(key);
      if (!station) {
        const [number, bulk] = [this.#stations.size, this.#routes.of(locus)];
        station = { number, locus, bulk, kinds: [], onward: new PlaceColumn(), last: NOTHING_ASKED };
        this.#stations.set(key, station);
      }
      this.#met.set(locus, station);
    }
    return station;
  }

  /** Undefined where it is not plain. `detour`: what leads back packets that come to a place. */
  between(from: Station, place: number, detour?: Stateful): Chain | undefined {
    return this.#from(from, this.#destination(place, false, detour), 0);
  }

  #destination(number: number, isInside: boolean, detour: Stateful | undefined): Destination {
    const place = this.#places[number] as ChainPlace;
    const ends = isInside ? (place.inside as Alike) : place;
    return { number, place, ends, isInside, detour };
  }

  #from(from: Station, to: Destination, hops: number): Chain | undefined {
    const { detour, ends } = to;
    const { locus } = from;
    const isLed = detour !== undefined && detour.returns === locus.at && locus.via === undefined;
    const at = isLed ? this.station({ ...locus, via: detour.by }) : from;
    const kind = this.#kindAt(at, ends.first);
    return kind === OTHERWISE ? undefined : this.#along(kind, to, hops);
  }

  /** What follows, the same for all that lead to its locus. */
  #after(next: Station, to: Destination, hops: number): Chain | undefined {
    const known = this.#knownBy(next, to);
    const before = known.get(next.number, to.number);
    if (before >= 0) return this.#known[before];
    // As long as it is not known it is not plain: what comes back here goes round in circles.
    known.set(next.number, to.number, 0);
    const chain = hops < MOST_HOPS ? this.#from(next, to, hops + 1) : undefined;
    known.set(next.number, to.number, chain ? this.#known.push(chain) - 1 : 0);
    return chain;
  }

  #knownBy({ onward }: Station, { isInside, detour }: Destination): Pick<PairMemo, 'get' | 'set'> {
    if (!detour) return isInside ? this.#inside : onward;
    const key = `${isInside} ${detour.by}`;
    let memo = this.#detours.get(key);
    if (!memo) {
      memo = new PairMemo();
      this.#detours.set(key, memo);
    }
    return memo;
  }

  #along({ passage, onDestination, next, end }: BranchKind, to: Destination, hops: number): Chain | undefined {
    let [now, passed] = [to, passage];
    for (const step of onDestination) {
      if (!('admits' in step)) {
        const inside = step.map.get(now.ends.first);
        if (inside === undefined) continue;
        if (now.isInside || now.place.inside?.first !== inside) return undefined;
        now = this.#destination(to.number, true, to.detour);
      } else {
        const admitted = this.#admittedTo(step, now);
        if (admitted === undefined) return undefined;
        passed = this.#passages.join(passed, this.#passages.ofFilter(step, admitted));
      }
    }
    if (end) return { passage: passed, end, endsInside: now.isInside };
    const rest = this.#after(next as Station, now, hops);
    if (!rest || passed === this.#passages.none) return rest;
    return { passage: this.#passages.join(passed, rest.passage), end: rest.end, endsInside: rest.endsInside };
  }

  /** What a filter admits to all of a place alike; undefined where it tells them apart. */
  #admittedTo({ admits }: Filter, { number, ends, isInside }: Destination): AdmissionId | undefined {
    if (admits.starts.length === 1) return admits.values[0];
    if (isInside) return onlyValueOf(admits, ends);
    let column = this.#admitted.get(admits);
    if (!column) {
      column = new PlaceColumn();
      this.#admitted.set(admits, column);
    }
    let known = column.get(0, number);
    if (known < 0) {
      const admitted = onlyValueOf(admits, ends);
      known = admitted === undefined ? 0 : 1 + admitted;
      column.set(0, number, known);
    }
    return known === 0 ? undefined : known - 1;
  }

  #kindAt(station: Station, to: Label): BranchKind | typeof OTHERWISE {
    const { last, locus, bulk, kinds } = station;
    if (to >= last.from && to < last.to) return last.kind;
    const piece = pieceAt(bulk.map, to);
    const fork = bulk.forks[piece];
    if (!fork) return this.#kindOf(this.#routes.at(locus, to));
    const kind = kinds[piece] ?? this.#kindOf(fork);
    kinds[piece] = kind;
    const { starts } = bulk.map;
    station.last = { from: starts[piece] as Label, to: starts[piece + 1] ?? Number.POSITIVE_INFINITY, kind };
    return kind;
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
    const passage = this.#passages.ofBranch(branch);
    if (!passage) return undefined;
    const { steps, next } = branch;
    const onDestination = steps.flatMap((step): (Filter | Translation)[] => {
      if (step.kind === 'translate') return step.field === 'destination' ? [step] : [];
      if (step.kind !== 'filter' || step.filter.reads === 'source') return [];
      return this.#passages.isAsked(step.filter) ? [step.filter] : [];
    });
    const isEnd = 'kind' in next;
    return { passage, onDestination, next: isEnd ? undefined : this.station(next), end: isEnd ? next : undefined };
  }
}

const NOTHING_ASKED: Station['last'] = { from: 0, to: 0, kind: OTHERWISE };
