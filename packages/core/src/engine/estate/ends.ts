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

/** Ends that routing, delivery and their own rules treat alike; what is left to tell them apart is their address. */
export interface Bundle {
  readonly family: Family;
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
}

/** Sorts ends into bundles of equal key, each in the order of labels. */
export function bundle<E extends { readonly family: Family }>(
  all: readonly E[],
  keyOf: (end: E) => string,
  labelOf: (end: E) => Label,
): Bundled<E> {
  const found = new Map<string, E[]>();
  for (const end of all) {
    const key = keyOf(end);
    const own = found.get(key);
    if (own) own.push(end);
    else found.set(key, [end]);
  }
  const ends: E[] = [];
  const bundles: Bundle[] = [];
  for (const own of found.values()) {
    own.sort((a, b) => labelOf(a) - labelOf(b));
    bundles.push({ family: (own[0] as E).family, from: ends.length, to: ends.length + own.length });
    ends.push(...own);
  }
  const bundleOf = new Int32Array(ends.length);
  bundles.forEach(({ from, to }, position) => {
    bundleOf.fill(position, from, to);
  });
  return { ends, labels: Int32Array.from(ends, labelOf), bundles, bundleOf };
}

/** What two ends must have in common, so that an evaluation of one tells of the other; rules apart that are asked by address. */
export class Likeness {
  readonly #network: Network;
  readonly #routing: RoutingLabels;
  readonly #filters = new Map<unknown, number>();
  readonly #contents = new Map<string, number>();

  constructor(network: Network, routing: RoutingLabels) {
    this.#network = network;
    this.#routing = routing;
  }

  ofSender({ end, from, family, source, by }: EstateSender, groups: string): string {
    const locus = `${from.at} ${from.zone ?? ''} ${from.via ?? ''} ${from.as ?? ''}`;
    const routed = this.#routing.of(family, source);
    return `${family} ${locus} ${by ?? ''} ${this.#of(end)} ${routed} ${this.#guards(end, family, 'egress')} ${groups}`;
  }

  ofTarget({ at, family, to, by, ends }: EstateTarget, groupsOf: (at: ComponentId) => string): string {
    const shown = family === 4 ? this.#network.publicAddress(to) : undefined;
    const owners = at ? [at] : shown ? [shown.at] : this.#network.ownersOf(family, to);
    const places = owners.map((one) => `${this.#of(one)} ${this.#guards(one, family, 'ingress')} ${groupsOf(one)}`);
    const isOwn = at === undefined || (this.#network.behaviour(at)?.owns?.(at, to, family, this.#network) ?? true);
    const routed = [to, ...(shown ? [shown.inside] : [])].map((label) => this.#routing.of(family, label));
    // Who named nobody, or something else than whose address it is, meant that alone.
    const named = at ? '' : (ends ?? []).join();
    return `${family} ${by ?? ''} ${named} ${isOwn} ${routed} ${places.join(' | ')}`;
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
      const isMap = value instanceof Map;
      id = this.#number(isMap ? [...value].sort().join() : piecesOf(value as Filter['admits']));
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

function piecesOf({ starts, values }: Filter['admits']): string {
  return `${starts.join()};${values.join()}`;
}
