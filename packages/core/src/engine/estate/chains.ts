import type { Arrival, Branch, Filter, Fork, Locus, Step, Stop } from '../../model/route.ts';
import type { AddressMap } from '../../net/address-map.ts';
import type { AdmissionId } from '../../net/admission.ts';
import { KeyNumbering } from '../../net/numbering.ts';
import { PairMemo } from '../../net/pair-memo.ts';
import type { BulkRoutes } from '../bulk-routes.ts';
import { locusKey } from '../fork-at.ts';
import type { Asking } from '../walk.ts';
import { onlyValueOf, type PlaceOf } from './place-ends.ts';

export type Stateful = Extract<Step, { kind: 'stateful' }>;
export type Identity = Extract<Step, { kind: 'identity' }>;

/** A filter with what it admits of packets to any address of a place. */
export interface Passed {
  readonly filter: Filter;
  readonly admitted: AdmissionId;
}

/** All that befalls packets on their way from a locus to any address of a place, in order of its kind. */
export interface Chain {
  readonly end: Arrival | Stop;
  /** Filters that read where the packets go. */
  readonly onDestination: readonly Passed[];
  /** Filters that read where they come from. */
  readonly onSource: readonly Filter[];
  readonly identities: readonly Identity['becomes'][];
  readonly remembered: readonly Stateful[];
  /** Replies that come to such a place are led back by what is there. */
  readonly detours: readonly Stateful[];
}

interface Destination {
  readonly place: number;
  readonly detour: Stateful | undefined;
  /** By fork and place, the numbers of chains with this detour. */
  readonly known: PairMemo;
}

/** No way is longer; a longer one goes round in circles, which the walker tells. */
const MOST_HOPS = 32;

/** The number of forks that are more than a chain knows of. */
const NOT_PLAIN = 0;

/**
 * Ways to places, as far as they are plain: one branch after another, with filters that read one address and treat all of
 * the place alike, and no translation. Loci that do the same with packets share what comes of it, whatever the subnets
 * are called: what a branch leads to is worked out once for each place.
 */
export class Chains {
  readonly #routes: BulkRoutes;
  readonly #asking: Asking;
  readonly #places: readonly (PlaceOf<unknown> | undefined)[];
  readonly #forks = new Map<Fork, number>();
  readonly #kinds = new KeyNumbering<string>();
  readonly #maps = new KeyNumbering<AddressMap>();
  readonly #byFork = new Map<string, PairMemo>();
  readonly #detours = new Map<string, Locus>();
  readonly #known: (Chain | undefined)[] = [undefined];

  /** `places`: those that packets go to, by number. */
  constructor(routes: BulkRoutes, asking: Asking, places: readonly (PlaceOf<unknown> | undefined)[]) {
    this.#routes = routes;
    this.#asking = asking;
    this.#places = places;
    this.#kinds.of('not plain');
  }

  /** Undefined where it is not plain. `detour`: what leads back packets that come to a place. */
  between(from: Locus, place: number, detour?: Stateful): Chain | undefined {
    return this.#known[this.#from(from, { place, detour, known: this.#knownBy(detour) }, 0)];
  }

  #knownBy(detour: Stateful | undefined): PairMemo {
    const key = detour?.by ?? '';
    let known = this.#byFork.get(key);
    if (!known) {
      known = new PairMemo();
      this.#byFork.set(key, known);
    }
    return known;
  }

  /** The number of a chain; 0 where it is not plain. */
  #from(from: Locus, to: Destination, hops: number): number {
    const { place, detour, known } = to;
    const at = detour?.returns === from.at && from.via === undefined ? this.#led(from, detour) : from;
    const fork = this.#routes.at(at, (this.#places[place] as PlaceOf<unknown>).first);
    const kind = this.#kindOf(fork);
    if (kind === NOT_PLAIN) return 0;
    const before = known.get(kind, place);
    if (before >= 0) return before;
    // As long as it is not known it is not plain: what comes back here goes round in circles.
    known.set(kind, place, 0);
    const chain = hops < MOST_HOPS ? this.#along(fork as Branch, to, hops) : undefined;
    const number = chain ? this.#known.push(chain) - 1 : 0;
    known.set(kind, place, number);
    return number;
  }

  /** One object for each place and what leads on from there: routes are found again by it. */
  #led(from: Locus, { by }: Stateful): Locus {
    const key = `${locusKey(from)} ${by}`;
    const led = this.#detours.get(key) ?? { ...from, via: by };
    this.#detours.set(key, led);
    return led;
  }

  #along({ steps, next }: Branch, to: Destination, hops: number): Chain | undefined {
    const rest = 'kind' in next ? { ...NOTHING, end: next } : this.#known[this.#from(next, to, hops + 1)];
    if (!rest) return undefined;
    const [onDestination, onSource]: [Passed[], Filter[]] = [[], []];
    const [identities, remembered, detours]: [Identity['becomes'][], Stateful[], Stateful[]] = [[], [], []];
    for (const step of steps) {
      if (step.kind === 'identity') identities.push(step.becomes);
      if (step.kind === 'stateful') {
        remembered.push(step);
        // Where a packet ends none comes back to.
        if (step.returns && !('kind' in next)) detours.push(step);
      }
      if (step.kind !== 'filter' || this.#asking.ignore.has(step.filter.layer)) continue;
      if (step.filter.reads === 'source') onSource.push(step.filter);
      else {
        const admitted = onlyValueOf(step.filter.admits, this.#places[to.place] as PlaceOf<unknown>);
        if (admitted === undefined) return undefined;
        onDestination.push({ filter: step.filter, admitted });
      }
    }
    return {
      end: rest.end,
      onDestination: joined(onDestination, rest.onDestination),
      onSource: joined(onSource, rest.onSource),
      identities: joined(identities, rest.identities),
      remembered: joined(remembered, rest.remembered),
      detours: joined(detours, rest.detours),
    };
  }

  /** Forks of one number do the same with packets, whichever links they run over. */
  #kindOf(fork: Fork): number {
    let kind = this.#forks.get(fork);
    if (kind === undefined) {
      const text = 'pick' in fork ? undefined : this.#spelled(fork);
      kind = text === undefined ? NOT_PLAIN : this.#kinds.of(text);
      this.#forks.set(fork, kind);
    }
    return kind;
  }

  #spelled({ steps, next }: Branch): string | undefined {
    const spelled: string[] = [];
    for (const step of steps) {
      const text = this.#spelledStep(step);
      if (text === undefined) return undefined;
      spelled.push(text);
    }
    if (!('kind' in next)) return `${spelled} to ${locusKey(next)}`;
    return next.kind === 'arrival' ? `${spelled} at ${next.at} ${locusKey(next.replies)}` : `${spelled} ${next.kind}`;
  }

  /** Undefined for what a chain knows nothing of. */
  #spelledStep(step: Step): string | undefined {
    switch (step.kind) {
      case 'filter': {
        const { flows, members, admits, component, reads, layer, answers = '' } = step.filter;
        if (step.spares || step.tracks || flows || members) return undefined;
        return `${component} ${reads} ${layer} ${answers} ${this.#maps.of(admits)}`;
      }
      case 'translate':
        return undefined;
      case 'stateful':
        return `${step.by} ${step.missed} ${step.returns ?? ''}`;
      case 'identity':
        return step.becomes;
      case 'note':
        return '';
    }
  }
}

const NOTHING: Omit<Chain, 'end'> = { onDestination: [], onSource: [], identities: [], remembered: [], detours: [] };

function joined<T>(first: readonly T[], rest: readonly T[]): readonly T[] {
  if (first.length === 0) return rest;
  return rest.length === 0 ? first : [...first, ...rest];
}
