import type { ComponentId, Filter, Locus } from '../../model/route.ts';
import type { Family } from '../../net/address.ts';
import type { Label } from '../../net/label-tree.ts';
import type { Named } from '../as-named.ts';
import type { Network } from '../network.ts';
import type { RoutingLabels } from './routing-labels.ts';

/** Somebody who sends, from one address. `host`: nobody is asked how it reaches itself. */
export type EstateSender = Named['sender'] & {
  readonly host: string;
  readonly end: ComponentId;
  readonly from: Locus;
  readonly family: Family;
  readonly source: Label;
};

/** An address that is dialled. */
export type EstateTarget = Named['target'] & {
  readonly host: string;
  /** Whose address it is, where an interface was named. */
  readonly at?: ComponentId;
  readonly family: Family;
  readonly to: Label;
};

/**
 * Ends of one place that the same rules guard: what is left to tell them apart is their address. Those of a place are
 * treated alike by routing and delivery.
 */
export interface Bundle {
  readonly family: Family;
  /** The number of the place. */
  readonly place: number;
  /** Positions in the list of ends, `[from, to)`, in the order of their labels. */
  readonly from: number;
  readonly to: number;
}

export interface Bundled<E> {
  readonly ends: readonly E[];
  readonly labels: Int32Array;
  readonly bundles: readonly Bundle[];
  /** By position, the number of its bundle. */
  readonly bundleOf: Int32Array;
  readonly places: number;
}

export interface EndKey {
  readonly place: string;
  readonly guards: string;
}

/** Sorts ends into bundles of equal key, each in the order of labels. */
export function bundle<E extends { readonly family: Family }>(
  all: readonly E[],
  keyOf: (end: E) => EndKey,
  labelOf: (end: E) => Label,
): Bundled<E> {
  const places = new Map<string, number>();
  const found = new Map<string, { readonly place: number; readonly own: E[] }>();
  for (const end of all) {
    const { place, guards } = keyOf(end);
    const number = places.get(place) ?? places.size;
    places.set(place, number);
    const key = `${number} ${guards}`;
    const known = found.get(key);
    if (known) known.own.push(end);
    else found.set(key, { place: number, own: [end] });
  }
  const ends: E[] = [];
  const bundles: Bundle[] = [];
  for (const { place, own } of found.values()) {
    own.sort((a, b) => labelOf(a) - labelOf(b));
    bundles.push({ family: (own[0] as E).family, place, from: ends.length, to: ends.length + own.length });
    for (const end of own) ends.push(end);
  }
  const bundleOf = new Int32Array(ends.length);
  bundles.forEach(({ from, to }, position) => {
    bundleOf.fill(position, from, to);
  });
  return { ends, labels: Int32Array.from(ends, labelOf), bundles, bundleOf, places: places.size };
}

/** Tells which ends may stand for one another, so that an evaluation of one tells of all. */
export class Likeness {
  readonly #network: Network;
  readonly #routing: RoutingLabels;
  readonly #filters = new Map<unknown, number>();
  readonly #contents = new Map<string, number>();

  constructor(network: Network, routing: RoutingLabels) {
    this.#network = network;
    this.#routing = routing;
  }

  ofSender({ end, from, family, source, by }: EstateSender, groups: string): EndKey {
    const locus = `${from.at} ${from.zone ?? ''} ${from.via ?? ''} ${from.as ?? ''}`;
    return {
      place: `${family} ${locus} ${by ?? ''} ${this.#of(end)} ${this.#routing.of(family, source)}`,
      guards: `${this.#guards(end, family, 'egress')} ${groups}`,
    };
  }

  ofTarget(target: EstateTarget, groupsOf: (at: ComponentId) => string): EndKey {
    const { at, family, to, by, ends } = target;
    const owners = ownersOf(this.#network, target);
    const inside = insideOf(this.#network, target);
    const isOwn = at === undefined || (this.#network.behaviour(at)?.owns?.(at, to, family, this.#network) ?? true);
    const routed = [to, ...(inside === undefined ? [] : [inside])].map((label) => this.#routing.of(family, label));
    // Who named nobody, or something else than whose address it is, meant that alone.
    const named = at ? '' : (ends ?? []).join();
    const places = owners.map((one) => this.#of(one));
    return {
      place: `${family} ${by ?? ''} ${named} ${isOwn} ${routed} ${places.join(' | ')}`,
      guards: owners.map((one) => `${this.#guards(one, family, 'ingress')} ${groupsOf(one)}`).join(' | '),
    };
  }

  #of(at: ComponentId): string {
    return this.#network.behaviour(at)?.likeness?.(at, this.#network) ?? at;
  }

  #guards(at: ComponentId, family: Family, direction: 'ingress' | 'egress'): string {
    const filters = this.#network.behaviour(at)?.guards?.(at, this.#network)?.[family][direction] ?? [];
    return filters.map((filter) => this.#filter(filter)).join();
  }

  /** Filters of equal rules, whoever's they are. */
  #filter(filter: Filter): number {
    const content = `${filter.layer} ${filter.reads} ${this.#content(filter.admits)} ${this.#content(filter.members)}`;
    const key = filter.flows ? `${content} ${filter.component}` : content;
    return this.#number(key);
  }

  #content(value: Filter['admits'] | Filter['members']): number {
    if (!value) return 0;
    let id = this.#filters.get(value);
    if (id === undefined) {
      id = this.#number(value instanceof Map ? [...value].sort().join() : piecesOf(value as Filter['admits']));
      this.#filters.set(value, id);
    }
    return id;
  }

  #number(content: string): number {
    const id = this.#contents.get(content) ?? this.#contents.size + 1;
    this.#contents.set(content, id);
    return id;
  }
}

/** Whose address is dialled. */
export function ownersOf(network: Network, { at, family, to }: EstateTarget): readonly ComponentId[] {
  if (at) return [at];
  const shown = family === 4 ? network.publicAddress(to) : undefined;
  return shown ? [shown.at] : network.ownersOf(family, to);
}

/** The private address behind a public one. */
export function insideOf(network: Network, { family, to }: EstateTarget): Label | undefined {
  return family === 4 ? network.publicAddress(to)?.inside : undefined;
}

function piecesOf({ starts, values }: Filter['admits']): string {
  return `${starts.join()};${values.join()}`;
}
