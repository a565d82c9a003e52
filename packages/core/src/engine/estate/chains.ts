import type { Arrival, Branch, Filter, Fork, Locus, Step, Stop } from '../../model/route.ts';
import type { AdmissionId } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { KeyNumbering } from '../../net/numbering.ts';
import { PairMemo } from '../../net/pair-memo.ts';
import type { BulkRoutes } from '../bulk-routes.ts';
import { locusKey } from '../fork-at.ts';
import type { Asking } from '../walk.ts';
import { type Alike, onlyValueOf } from './place-ends.ts';

export type Stateful = Extract<Step, { kind: 'stateful' }>;
export type Identity = Extract<Step, { kind: 'identity' }>;

/** A filter with what it admits of packets to any address of a place. */
export interface Passed {
  readonly filter: Filter;
  readonly admitted: AdmissionId;
}

export interface SourceMap {
  readonly map: ReadonlyMap<Label, Label>;
}

/** What befalls packets on a part of their way, in order of its kind. */
export interface Part {
  /** Filters that read where the packets go. */
  readonly onDestination: readonly Passed[];
  /** Filters that read where they come from, and what gives that another address, one after another. */
  readonly onSource: readonly (Filter | SourceMap)[];
  readonly identities: readonly Identity['becomes'][];
  readonly remembered: readonly Stateful[];
  /** Replies that come to such a place are led back by what is there. */
  readonly detours: readonly Stateful[];
}

/** A way to a place from some locus: its parts, and where it ends. */
export interface Chain {
  readonly parts: readonly Part[];
  readonly end: Arrival | Stop;
  /** They arrive at the addresses behind those of the place. */
  readonly endsInside: boolean;
}

/** The ends of a place, with the private ones behind them where they are public. */
export interface ChainPlace extends Alike {
  readonly inside?: Alike | undefined;
}

interface Destination {
  readonly number: number;
  readonly place: ChainPlace;
  /** Where packets go now: to the place, or to what is behind it. */
  readonly ends: Alike;
  readonly isInside: boolean;
  readonly detour: Stateful | undefined;
  /** By locus and place, the numbers of chains with this detour. */
  readonly known: PairMemo;
}

/** No way is longer; a longer one goes round in circles, which the walker tells. */
const MOST_HOPS = 32;

/**
 * Ways to places, as far as they are plain: one branch after another, with filters that read one address and treat all of
 * the place alike, and no translation but between public addresses and those behind them. Many loci lead on to the same
 * few, so what follows the first branch is worked out once for each place.
 */
export class Chains {
  readonly #routes: BulkRoutes;
  readonly #asking: Asking;
  readonly #places: readonly (ChainPlace | undefined)[];
  /** Undefined for branches that are more than a chain knows of. */
  readonly #branches = new Map<Fork, BranchKind | undefined>();
  readonly #loci = new KeyNumbering<string>();
  readonly #memos = new Map<string, PairMemo>();
  readonly #detours = new Map<string, Locus>();
  readonly #known: (Chain | undefined)[] = [undefined];

  /** `places`: those that packets go to, by number. */
  constructor(routes: BulkRoutes, asking: Asking, places: readonly (ChainPlace | undefined)[]) {
    this.#routes = routes;
    this.#asking = asking;
    this.#places = places;
  }

  /** Undefined where it is not plain. `detour`: what leads back packets that come to a place. */
  between(from: Locus, place: number, detour?: Stateful): Chain | undefined {
    return this.#from(from, this.#destination(place, false, detour), 0);
  }

  #destination(number: number, isInside: boolean, detour: Stateful | undefined): Destination {
    const place = this.#places[number] as ChainPlace;
    const ends = isInside ? (place.inside as Alike) : place;
    return { number, place, ends, isInside, detour, known: this.#memoOf(isInside, detour) };
  }

  #memoOf(isInside: boolean, detour: Stateful | undefined): PairMemo {
    const key = `${isInside} ${detour?.by ?? ''}`;
    let memo = this.#memos.get(key);
    if (!memo) {
      memo = new PairMemo();
      this.#memos.set(key, memo);
    }
    return memo;
  }

  #from(from: Locus, to: Destination, hops: number): Chain | undefined {
    const { detour, ends } = to;
    const at = detour?.returns === from.at && from.via === undefined ? this.#led(from, detour) : from;
    const fork = this.#routes.at(at, ends.first);
    const kind = this.#kindOf(fork);
    return kind && this.#along(kind, to, hops);
  }

  /** What follows, the same for all that lead to its locus. */
  #after(kind: BranchKind, next: Locus, to: Destination, hops: number): Chain | undefined {
    const before = to.known.get(kind.next, to.number);
    if (before >= 0) return this.#known[before];
    // As long as it is not known it is not plain: what comes back here goes round in circles.
    to.known.set(kind.next, to.number, 0);
    const chain = hops < MOST_HOPS ? this.#from(next, to, hops + 1) : undefined;
    to.known.set(kind.next, to.number, chain ? this.#known.push(chain) - 1 : 0);
    return chain;
  }

  /** One object for each place and what leads on from there: routes are found again by it. */
  #led(from: Locus, { by }: Stateful): Locus {
    const key = `${locusKey(from)} ${by}`;
    const led = this.#detours.get(key) ?? { ...from, via: by };
    this.#detours.set(key, led);
    return led;
  }

  #along(kind: BranchKind, to: Destination, hops: number): Chain | undefined {
    let now = to;
    let onDestination = NOTHING_PASSED;
    for (const step of kind.onDestination) {
      if (!('admits' in step)) {
        const inside = step.map.get(now.ends.first);
        if (inside === undefined) continue;
        if (now.isInside || now.place.inside?.first !== inside) return undefined;
        now = this.#destination(to.number, true, to.detour);
      } else {
        const admitted = onlyValueOf(step.admits, now.ends);
        if (admitted === undefined) return undefined;
        onDestination = [...onDestination, { filter: step, admitted }];
      }
    }
    const part = onDestination.length === 0 ? kind.part : { ...kind.part, onDestination };
    const { next } = kind.branch;
    if ('kind' in next) return { parts: [part], end: next, endsInside: now.isInside };
    const rest = this.#after(kind, next, now, hops);
    return rest && { parts: [part, ...rest.parts], end: rest.end, endsInside: rest.endsInside };
  }

  #kindOf(fork: Fork): BranchKind | undefined {
    if (this.#branches.has(fork)) return this.#branches.get(fork);
    const kind = 'pick' in fork ? undefined : this.#newKind(fork);
    this.#branches.set(fork, kind);
    return kind;
  }

  #newKind(branch: Branch): BranchKind | undefined {
    const { steps, next } = branch;
    const onDestination: (Filter | SourceMap)[] = [];
    const onSource: (Filter | SourceMap)[] = [];
    const [identities, remembered, detours]: [Identity['becomes'][], Stateful[], Stateful[]] = [[], [], []];
    for (const step of steps) {
      if (step.kind === 'identity') identities.push(step.becomes);
      if (step.kind === 'stateful') {
        remembered.push(step);
        // Where a packet ends none comes back to.
        if (step.returns && !('kind' in next)) detours.push(step);
      }
      if (step.kind === 'translate') (step.field === 'source' ? onSource : onDestination).push(step);
      if (step.kind === 'filter') {
        const { filter } = step;
        if (step.spares || step.tracks || filter.flows || filter.members) return undefined;
        if (this.#asking.ignore.has(filter.layer)) continue;
        (filter.reads === 'source' ? onSource : onDestination).push(filter);
      }
    }
    const part = { onDestination: NOTHING_PASSED, onSource, identities, remembered, detours };
    return { branch, part, onDestination, next: 'kind' in next ? -1 : this.#loci.of(locusKey(next)) };
  }
}

/** A branch that a chain can go along. */
interface BranchKind {
  readonly branch: Branch;
  /** What it does to any packet, but for what reads where that goes. */
  readonly part: Part;
  readonly onDestination: readonly (Filter | SourceMap)[];
  /** The number of the locus it leads to. */
  readonly next: number;
}

const NOTHING_PASSED: readonly Passed[] = [];
