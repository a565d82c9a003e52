import type { Arrival, ComponentId, Filter, Locus, Stop } from '../../model/route.ts';
import { type AddressMap, pieceAt } from '../../net/address-map.ts';
import type { AdmissionId } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { PairMemo } from '../../net/pair-memo.ts';
import type { BulkRoutes } from '../bulk-routes.ts';
import { joinedMarks, type Marks, type Stateful } from './marks.ts';
import type { Passage, Passages, Translation } from './passages.ts';
import { PlaceColumn } from './place-column.ts';
import { type Alike, onlyValueOf } from './place-ends.ts';
import { type BranchKind, OTHERWISE, type Station, Stations, type Trunk } from './stations.ts';

/** A way to a place from some locus: what befalls packets on it, and where it ends. */
export interface Chain {
  readonly passage: Passage;
  readonly marks: Marks;
  readonly end: Arrival | Stop;
  /** They arrive at the addresses behind those of the place. */
  readonly endsInside: boolean;
  /** They arrive at the end that the first of the place belongs to, where one is told. */
  readonly isHome: boolean;
}

/** The ends of a place, with the private ones behind them where they are public. */
export interface ChainPlace extends Alike {
  readonly home?: ComponentId | undefined;
  readonly inside?: Alike | undefined;
}

interface Destination {
  readonly number: number;
  readonly place: ChainPlace;
  /** Where packets go now: to the place, or to what is behind it. */
  readonly ends: Alike;
  readonly isInside: boolean;
  readonly detour: Stateful | undefined;
}

/** No way is longer; a longer one goes round in circles, which the walker tells. */
const MOST_HOPS = 32;

/** Trunks that are kept of one locus. */
const MOST_TRUNKS = 4096;

/**
 * Ways to places, as far as they are plain: one branch after another, with filters that read one address and treat all of
 * the place alike, and no translation but between public addresses and those behind them. Many loci lead on to the same
 * few, so what follows the first branch is worked out once for each place.
 */
export class Chains {
  readonly #stations: Stations;
  readonly #passages: Passages;
  readonly #places: readonly (ChainPlace | undefined)[];
  /** By locus and place, the numbers of chains that lead back, or to what is behind the places. */
  readonly #memos = new Map<string, PairMemo>();
  readonly #admitted = new Map<AddressMap, PlaceColumn>();
  readonly #known: (Chain | undefined)[] = [undefined];

  /** `places`: those that packets go to, by number. */
  constructor(routes: BulkRoutes, passages: Passages, places: readonly (ChainPlace | undefined)[]) {
    this.#stations = new Stations(routes, passages);
    this.#passages = passages;
    this.#places = places;
  }

  station(locus: Locus): Station {
    return this.#stations.at(locus);
  }

  /** Undefined where it is not plain. `detour`: what leads back packets that come to a place. */
  between(from: Station, place: number, detour?: Stateful): Chain | undefined {
    const to = this.#destination(place, false, detour);
    const { first } = to.ends;
    if (detour) return this.#from(from, to, 0);
    if (first < from.trunk.from || first >= from.trunk.to) from.trunk = this.#trunkOf(from, first, 0);
    const { end, filters, translations, passage, marks } = from.trunk;
    if (!end || translations.some(({ map }) => map.has(first))) return this.#from(from, to, 0);
    const passed = this.#through(filters, to, passage);
    return passed && this.#joined(passed, marks, this.#after(end, to, 0));
  }

  #trunkOf(start: Station, label: Label, hops: number): Trunk {
    const asked = hops < MOST_HOPS ? this.#stations.bulkAt(start, label) : undefined;
    if (!asked || asked.kind === OTHERWISE || !asked.kind.next) return this.#stations.noTrunk;
    const { next, passage, marks, onDestination } = asked.kind;
    const onward = this.#onwardFrom(next, label, hops + 1);
    const from = onward.end ? Math.max(asked.from, onward.from) : asked.from;
    const to = onward.end ? Math.min(asked.to, onward.to) : asked.to;
    const [filters, translations]: [Filter[], Translation[]] = [[], []];
    let passed = passage;
    for (const step of onDestination) {
      if (!('admits' in step)) translations.push(step);
      else if (pieceAt(step.admits, from) !== pieceAt(step.admits, to - 1)) filters.push(step);
      else {
        const admitted = step.admits.values[pieceAt(step.admits, from)] as AdmissionId;
        passed = this.#passages.join(passed, this.#passages.ofFilter(step, admitted));
      }
    }
    return {
      from,
      to,
      passage: this.#passages.join(passed, onward.passage),
      marks: joinedMarks(marks, onward.marks),
      filters: [...filters, ...onward.filters],
      translations: [...translations, ...onward.translations],
      end: onward.end ?? next,
    };
  }

  /** The same, kept for all that lead here. */
  #onwardFrom(station: Station, label: Label, hops: number): Trunk {
    const { trunks, at } = station;
    for (let i = at; i < at + 2; i++) {
      const known = trunks[i % trunks.length];
      if (!known || label < known.from || label >= known.to) continue;
      station.at = i % trunks.length;
      return known;
    }
    const trunk = this.#trunkOf(station, label, hops);
    if (!trunk.end) return trunk;
    // Whoever does not ask in order finds them again and again, and keeps them for nothing.
    if (trunks.length === MOST_TRUNKS) trunks.length = 0;
    station.at = Math.min(at + 1, trunks.length);
    trunks.splice(station.at, 0, trunk);
    return trunk;
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
    const at = isLed ? this.#stations.at({ ...locus, via: detour.by }) : from;
    const kind = this.#stations.kindAt(at, ends.first);
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
    if (end) {
      const isHome = end.kind === 'arrival' && end.at === to.place.home;
      return { passage: passed, marks, end, endsInside: now.isInside, isHome };
    }
    return this.#joined(passed, marks, this.#after(next as Station, now, hops));
  }

  #joined(passed: Passage, marks: Marks, rest: Chain | undefined): Chain | undefined {
    return (
      rest && {
        passage: this.#passages.join(passed, rest.passage),
        marks: joinedMarks(marks, rest.marks),
        end: rest.end,
        endsInside: rest.endsInside,
        isHome: rest.isHome,
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
}
