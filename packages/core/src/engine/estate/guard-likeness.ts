import type { ComponentId, Filter, Membership } from '../../model/route.ts';
import type { Family } from '../../net/address.ts';
import { AddressMapPool } from '../../net/address-map.ts';
import { KeyNumbering, Numbering } from '../../net/numbering.ts';
import { PairMemo } from '../../net/pair-memo.ts';
import type { Network } from '../network.ts';
import type { EndTable } from './end-facts.ts';

/** Which rules guard an end: the number of the family and direction. */
const GUARDS = { 4: { ingress: 0, egress: 1 }, 6: { ingress: 2, egress: 3 } } as const;

/** Tells which ends equal rules guard, by numbers as places are told. */
export class GuardLikeness {
  readonly #network: Network;
  readonly #ends: EndTable;
  readonly #names = new KeyNumbering<string>();
  readonly #kinds = new KeyNumbering<string>();
  readonly #members = new Map<Filter['members'], number>();
  readonly #maps = new AddressMapPool();
  /** What counts each part of a key: equal numbers of one are equal keys. */
  readonly #parts = {
    rules: new Numbering(),
    members: new Numbering(),
    filters: new Numbering(),
    lists: new Numbering(),
    carried: new Numbering(),
    bundles: new Numbering(),
  };
  readonly #ofPolicy = new PairMemo();

  constructor(network: Network, ends: EndTable) {
    this.#network = network;
    this.#ends = ends;
  }

  /** A number for the rules that guard an end; those of equal rules are equal, whoever's they are. */
  ofGuards(at: ComponentId, family: Family, direction: 'ingress' | 'egress'): number {
    const { policy } = this.#ends.of(at);
    if (policy === undefined) return this.#guardsAt(at, family, direction);
    const which = GUARDS[family][direction];
    let number = this.#ofPolicy.get(policy, which);
    if (number < 0) {
      number = this.#guardsAt(at, family, direction);
      this.#ofPolicy.set(policy, which, number);
    }
    return number;
  }

  /** A number for the guards of an end, or of several, with the groups by which rules elsewhere mean it. */
  ofBundle(guards: readonly number[], carried: number): number {
    const [only = 0] = guards;
    const all = guards.length === 1 ? 1 + only : 1 + this.#list(guards);
    return this.#parts.bundles.of(all, 2 * carried + (guards.length === 1 ? 1 : 0));
  }

  /** A number for some groups; 0 for none. */
  ofGroups(groups: readonly Membership[]): number {
    let number = 0;
    for (const { group, isSure } of groups)
      number = 1 + this.#parts.carried.of(number, 2 * this.#names.of(group) + (isSure ? 1 : 0));
    return number;
  }

  #guardsAt(at: ComponentId, family: Family, direction: 'ingress' | 'egress'): number {
    const filters = this.#network.behaviour(at)?.guards?.(at, this.#network)?.[family][direction] ?? [];
    return this.#list(filters.map((filter) => this.#filter(filter)));
  }

  #list(numbers: readonly number[]): number {
    let list = 0;
    for (const number of numbers) list = 1 + this.#parts.lists.of(list, number);
    return list;
  }

  #filter({ admits, members, layer, reads, flows, component }: Filter): number {
    const kind = this.#kinds.of(flows ? `${layer} ${reads} ${component}` : `${layer} ${reads}`);
    const rules = this.#parts.rules.of(this.#maps.numberOf(admits), this.#membersOf(members));
    return this.#parts.filters.of(rules, kind);
  }

  #membersOf(members: Filter['members']): number {
    if (!members?.size) return 0;
    let number = this.#members.get(members);
    if (number === undefined) {
      const pairs = Array.from(members, ([group, admission]) =>
        this.#parts.members.of(this.#names.of(group), admission),
      );
      number = 1 + this.#list(pairs.sort((a, b) => a - b));
      this.#members.set(members, number);
    }
    return number;
  }
}
