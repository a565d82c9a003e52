import type { Arrival, Branch, Filter, Fork, Locus, Stop } from '../../model/route.ts';
import { type AddressMap, pieceAt } from '../../net/address-map.ts';
import type { AdmissionId } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { PairMemo } from '../../net/pair-memo.ts';
import type { BulkForks, BulkRoutes } from '../bulk-routes.ts';
import { locusKey } from '../fork-at.ts';
import { joinedMarks, type Marks, NO_MARKS, type Stateful } from './marks.ts';
import type { Passable, Passage, Passages, Translation } from './passages.ts';
import { PlaceColumn } from './place-column.ts';
import { type Alike, onlyValueOf } from './place-ends.ts';

/** A way to a place from some locus: what befalls packets on it, and where it ends. */
export interface Chain {
  readonly passage: Passage;
  readonly marks: Marks;
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
  last: Asked;
  trunk: Trunk;
}

/** What holds from one label to another. */
interface Asked {
  readonly from: Label;
  readonly to: Label;
  readonly kind: BranchKind | typeof OTHERWISE;
}

/** The hops that ways from a locus have in common, but for filters that read where they lead. */
interface Trunk extends Pick<Asked, 'from' | 'to'> {
  readonly passage: Passage;
  readonly marks: Marks;
  readonly filters: readonly Filter[];
  /** Where one of these applies, it is another way. */
  readonly translations: readonly Translation[];
  /** Where they part. */
  readonly end: Station | undefined;
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
interface BranchKind extends Passable {
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
  /** By locus and place, the numbers of chains that lead back, or to what is behind the places. */
  readonly #memos = new Map<string, PairMemo>();
  readonly #admitted = new Map<AddressMap, PlaceColumn>();
  readonly #none: Trunk;
  readonly #known: (Chain | undefined)[] = [undefined];

  /** `places`: those that packets go to, by number. */
  constructor(routes: BulkRoutes, passages: Passages, places: readonly (ChainPlace | undefined)[]) {
    this.#routes = routes;
    this.#passages = passages;
    this.#places = places;
    const nothing = { passage: passages.none, marks: NO_MARKS, filters: [], translations: [] };
    this.#none = { ...NOTHING_ASKED, ...nothing, end: undefined };
  }

  station(locus: Locus): Station {
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
          trunk: this.#none,
        };
        this.#stations.set(key, station);
      }
      this.#met.set(locus, station);
    }
    return station;
  }

  /** Undefined where it is not plain. `detour`: what leads back packets that come to a place. */
  between(from: Station, place: number, detour?: Stateful): Chain | undefined {
    const to = this.#destination(place, false, detour);
    const { first } = to.ends;
    if (detour) return this.#from(from, to, 0);
    if (first < from.trunk.from || first >= from.trunk.to) from.trunk = this.#trunkOf(from, first);
    const { end, filters, translations, passage, marks } = from.trunk;
    if (!end || end === from || translations.some(({ map }) => map.has(first))) return this.#from(from, to, 0);
    const passed = this.#through(filters, to, passage);
    return passed && this.#joined(passed, marks, this.#after(end, to, 0));
  }

  #trunkOf(start: Station, label: Label): Trunk {
    let { from, to, passage, marks }: Trunk = { ...this.#none, to: Number.POSITIVE_INFINITY };
    const [filters, translations]: [Filter[], Translation[]] = [[], []];
    let end = start;
    for (let hop = 0; hop < MOST_HOPS; hop++) {
      const asked = this.#bulkAt(end, label);
      if (!asked || asked.kind === OTHERWISE || !asked.kind.next) break;
      for (const step of asked.kind.onDestination) {
        if ('admits' in step) filters.push(step);
        else translations.push(step);
      }
      passage = this.#passages.join(passage, asked.kind.passage);
      marks = joinedMarks(marks, asked.kind.marks);
      [from, to] = [Math.max(from, asked.from), Math.min(to, asked.to)];
      end = asked.kind.next;
    }
    return { from, to, passage, marks, filters, translations, end };
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
    const { detour, isInside, number } = to;
    const memo = detour || isInside ? this.#memoOf(detour, isInside) : undefined;
    const before = memo ? memo.get(next.number, number) : next.onward.get(number);
    if (before >= 0) return this.#known[before];
    const keep = (known: number) => (memo ? memo.set(next.number, number, known) : next.onward.set(number, known));
    // As long as it is not known it is not plain: what comes back here goes round in circles.
    keep(0);
    const chain = hops < MOST_HOPS ? this.#from(next, to, hops + 1) : undefined;
    keep(chain ? this.#known.push(chain) - 1 : 0);
    return chain;
  }

  #memoOf(detour: Stateful | undefined, isInside: boolean): PairMemo {
    const key = `${isInside} ${detour?.by ?? ''}`;
    let memo = this.#memos.get(key);
    if (!memo) {
      memo = new PairMemo();
      this.#memos.set(key, memo);
    }
    return memo;
  }

  #along({ passage, marks, onDestination, next, end }: BranchKind, to: Destination, hops: number): Chain | undefined {
    let [now, passed]: [Destination, Passage | undefined] = [to, passage];
    for (const step of onDestination) {
      if ('admits' in step) {
        passed = this.#through([step], now, passed);
        if (!passed) return undefined;
      } else {
        const inside = step.map.get(now.ends.first);
        if (inside === undefined) continue;
        if (now.isInside || now.place.inside?.first !== inside) return undefined;
        now = this.#destination(to.number, true, to.detour);
      }
    }
    if (end) return { passage: passed, marks, end, endsInside: now.isInside };
    return this.#joined(passed, marks, this.#after(next as Station, now, hops));
  }

  #joined(passed: Passage, marks: Marks, rest: Chain | undefined): Chain | undefined {
    return (
      rest && {
        passage: this.#passages.join(passed, rest.passage),
        marks: joinedMarks(marks, rest.marks),
        end: rest.end,
        endsInside: rest.endsInside,
      }
    );
  }

  /** Undefined where a filter tells targets of the place apart. */
  #through(filters: readonly Filter[], to: Destination, passed: Passage): Passage | undefined {
    let through = passed;
    for (const filter of filters) {
      const admitted = this.#admittedTo(filter, to);
      if (admitted === undefined) return undefined;
      through = this.#passages.join(through, this.#passages.ofFilter(filter, admitted));
    }
    return through;
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
    let known = column.get(number);
    if (known < 0) {
      const admitted = onlyValueOf(admits, ends);
      known = admitted === undefined ? 0 : 1 + admitted;
      column.set(number, known);
    }
    return known === 0 ? undefined : known - 1;
  }

  #kindAt(station: Station, to: Label): BranchKind | typeof OTHERWISE {
    return this.#bulkAt(station, to)?.kind ?? this.#kindOf(this.#routes.at(station.locus, to));
  }

  /** Undefined where labels are treated one by one. */
  #bulkAt(station: Station, to: Label): Asked | undefined {
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
    return { ...passable, next: isEnd ? undefined : this.station(next), end: isEnd ? next : undefined };
  }
}

const NOTHING_ASKED: Asked = { from: 0, to: 0, kind: OTHERWISE };
