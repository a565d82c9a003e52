import type { ComponentId, Filter, Locus, Membership } from '../../model/route.ts';
import type { Family } from '../../net/address.ts';
import { AddressMapPool } from '../../net/address-map.ts';
import { KeyNumbering, Numbering } from '../../net/numbering.ts';
import { PairMemo } from '../../net/pair-memo.ts';
import { locusKey } from '../fork-at.ts';
import type { Network } from '../network.ts';
import type { EndTable } from './end-facts.ts';
import { type EstateSender, type EstateTarget, insideOf, ownersOf } from './ends.ts';
import { routingLabels } from './routing-labels.ts';

/** Which rules guard an end: the number of the family and direction. */
const GUARDS = { 4: { ingress: 0, egress: 1 }, 6: { ingress: 2, egress: 3 } } as const;

/**
 * Tells which ends may stand for one another, so that an evaluation of one tells of all. Every key is a number: there is
 * a hundred thousand of each, and a text costs more than what it would tell.
 */
export class Likeness {
  readonly #network: Network;
  readonly #ends: EndTable;
  readonly #routed: ReturnType<typeof routingLabels>;
  readonly #names = new KeyNumbering<string>();
  readonly #filters = new KeyNumbering<string>();
  readonly #members = new Map<Filter['members'], number>();
  readonly #maps = new AddressMapPool();
  /** What counts each part of a key: equal numbers of one are equal keys. */
  readonly #parts = {
    routed: new Numbering(),
    sender: new Numbering(),
    named: new Numbering(),
    owners: new Numbering(),
  };
  readonly #places = { senders: new Numbering(), targets: new Numbering() };
  readonly #guards = {
    rules: new Numbering(),
    members: new Numbering(),
    filters: new Numbering(),
    lists: new Numbering(),
    carried: new Numbering(),
    bundles: new Numbering(),
  };
  readonly #ofPolicy = new PairMemo();
  readonly #loci = new Map<number, { readonly locus: Locus; readonly number: number }>();

  constructor(network: Network, ends: EndTable) {
    this.#network = network;
    this.#ends = ends;
    this.#routed = routingLabels(network);
  }

  /** The number of a sender's place, from 0 as they are first met. */
  ofSender({ end, from, family, source, by }: EstateSender): number {
    const { likeness } = this.#ends.of(end);
    const routed = this.#parts.routed.of(likeness, this.#routedAs(family, source));
    const sender = this.#parts.sender.of(routed, this.#locus(likeness, from));
    return this.#places.senders.of(sender, this.#nameOf(by));
  }

  /** The same of a target. */
  ofTarget(target: EstateTarget): number {
    const { at, family, to, by, ends } = target;
    const inside = insideOf(this.#network, target);
    const behind = inside === undefined ? 0 : 1 + (this.#routed[4][inside] as number);
    const routed = this.#parts.routed.of(this.#routedAs(family, to), behind);
    if (at !== undefined) {
      const isOwn = this.#network.behaviour(at)?.owns?.(at, to, family, this.#network) ?? true;
      const named = this.#parts.named.of(2 * this.#ends.of(at).likeness + (isOwn ? 1 : 0), this.#nameOf(by));
      return this.#places.targets.of(routed, 2 + named);
    }
    // Who named nobody, or something else than whose address it is, meant that alone.
    let owners = this.#parts.owners.of(0, this.#nameOf(`${by ?? ''} ${(ends ?? []).join()}`));
    for (const owner of ownersOf(this.#network, target))
      owners = this.#parts.owners.of(1 + owners, this.#ends.of(owner).likeness);
    return this.#places.targets.of(this.#parts.owners.of(1 + owners, routed), 0);
  }

  /** Of targets that nothing gets to: nobody asks what else they are. */
  ofUnreached(family: Family): number {
    return this.#places.targets.of(family, 1);
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
    return this.#guards.bundles.of(all, 2 * carried + (guards.length === 1 ? 1 : 0));
  }

  /** A number for some groups; 0 for none. */
  ofGroups(groups: readonly Membership[]): number {
    let number = 0;
    for (const { group, isSure } of groups)
      number = 1 + this.#guards.carried.of(number, 2 * this.#names.of(group) + (isSure ? 1 : 0));
    return number;
  }

  #guardsAt(at: ComponentId, family: Family, direction: 'ingress' | 'egress'): number {
    const filters = this.#network.behaviour(at)?.guards?.(at, this.#network)?.[family][direction] ?? [];
    return this.#list(filters.map((filter) => this.#filter(filter)));
  }

  #list(numbers: readonly number[]): number {
    let list = 0;
    for (const number of numbers) list = 1 + this.#guards.lists.of(list, number);
    return list;
  }

  #filter({ admits, members, layer, reads, flows, component }: Filter): number {
    const kind = this.#filters.of(flows ? `${layer} ${reads} ${component}` : `${layer} ${reads}`);
    const rules = this.#guards.rules.of(this.#maps.numberOf(admits), this.#membersOf(members));
    return this.#guards.filters.of(rules, kind);
  }

  #membersOf(members: Filter['members']): number {
    if (!members?.size) return 0;
    let number = this.#members.get(members);
    if (number === undefined) {
      const pairs = Array.from(members, ([group, admission]) =>
        this.#guards.members.of(this.#names.of(group), admission),
      );
      number = 1 + this.#list(pairs.sort((a, b) => a - b));
      this.#members.set(members, number);
    }
    return number;
  }

  #routedAs(family: Family, label: number): number {
    return 2 * (this.#routed[family][label] as number) + (family === 6 ? 1 : 0);
  }

  #nameOf(text: string | undefined): number {
    return text === undefined ? 0 : 1 + this.#names.of(text);
  }

  /** Ends that are alike send from one place, in nearly every case: it is not spelled again for each. */
  #locus(likeness: number, locus: Locus): number {
    const known = this.#loci.get(likeness);
    if (known && isSameLocus(known.locus, locus)) return known.number;
    const number = this.#names.of(`from ${locusKey(locus)}`);
    this.#loci.set(likeness, { locus, number });
    return number;
  }
}

function isSameLocus(a: Locus, b: Locus): boolean {
  return a.at === b.at && a.zone === b.zone && a.family === b.family && a.via === b.via && a.as === b.as;
}
