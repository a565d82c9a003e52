import type { ComponentId, Filter } from '../../model/route.ts';
import type { Family } from '../../net/address.ts';
import type { AddressMap } from '../../net/address-map.ts';
import type { Network } from '../network.ts';
import { type EstateSender, type EstateTarget, insideOf, ownersOf } from './ends.ts';
import { routingLabels } from './routing-labels.ts';

/** Tells which ends may stand for one another, so that an evaluation of one tells of all. */
export class Likeness {
  readonly #network: Network;
  readonly #routed: ReturnType<typeof routingLabels>;
  readonly #numbers = new Map<string, number>();
  readonly #alike = new Map<ComponentId, number>();
  readonly #contents = new Map<unknown, number>();
  readonly #filters = new Map<string, Map<number, number>>();

  constructor(network: Network) {
    this.#network = network;
    this.#routed = routingLabels(network);
  }

  /** The key of a sender's place. */
  ofSender({ end, from, family, source, by = '' }: EstateSender): string {
    const { at, zone = '', via = '', as = '' } = from;
    return `${this.#of(end)} ${this.#routed[family][source]} ${family} ${at} ${zone} ${via} ${as} ${by}`;
  }

  /** The key of a target's place. */
  ofTarget(target: EstateTarget): string {
    const { at, family, to, by = '', ends } = target;
    const isOwn = at === undefined || (this.#network.behaviour(at)?.owns?.(at, to, family, this.#network) ?? true);
    const inside = insideOf(this.#network, target);
    const behind = inside === undefined ? '' : this.#routed[4][inside];
    const routed = `${this.#routed[family][to]} ${behind} ${family} ${isOwn} ${by}`;
    if (at !== undefined) return `${this.#of(at)} ${routed}`;
    // Who named nobody, or something else than whose address it is, meant that alone.
    const owners = ownersOf(this.#network, target).map((one) => this.#of(one));
    return `${owners.join('|')} ${routed} ${(ends ?? []).join()}.`;
  }

  /** A number for the rules that guard an end; those of equal rules are equal, whoever's they are. */
  ofGuards(at: ComponentId, family: Family, direction: 'ingress' | 'egress'): number {
    const filters = this.#network.behaviour(at)?.guards?.(at, this.#network)?.[family][direction] ?? [];
    const [only, ...others] = filters;
    if (!only) return 0;
    return others.length === 0 ? this.#filter(only) : this.number(`all ${filters.map((one) => this.#filter(one))}`);
  }

  /** One number for equal texts. */
  number(text: string): number {
    const known = this.#numbers.get(text) ?? this.#numbers.size + 1;
    this.#numbers.set(text, known);
    return known;
  }

  #of(at: ComponentId): number {
    let known = this.#alike.get(at);
    if (known === undefined) {
      known = this.number(`at ${this.#network.behaviour(at)?.likeness?.(at, this.#network) ?? at}`);
      this.#alike.set(at, known);
    }
    return known;
  }

  #filter({ admits, members, layer, reads, flows, component }: Filter): number {
    const [addresses, groups] = [this.#content(admits), this.#content(members)];
    if (flows) return this.number(`filter ${addresses} ${groups} ${layer} ${reads} ${component}`);
    // Nearly all are of one layer and direction; both numbers are far below 2^26.
    const known = this.#filters.get(`${layer} ${reads}`) ?? new Map<number, number>();
    this.#filters.set(`${layer} ${reads}`, known);
    const key = addresses * 67_108_864 + groups;
    const number = known.get(key) ?? this.number(`filter ${addresses} ${groups} ${layer} ${reads}`);
    known.set(key, number);
    return number;
  }

  #content(value: Filter['admits'] | Filter['members']): number {
    if (!value) return 0;
    let id = this.#contents.get(value);
    if (id === undefined) {
      const text = value instanceof Map ? [...value].sort().join() : piecesOf(value as AddressMap);
      id = this.number(`content ${text}`);
      this.#contents.set(value, id);
    }
    return id;
  }
}

function piecesOf({ starts, values }: AddressMap): string {
  return `${starts.join()};${values.join()}`;
}
