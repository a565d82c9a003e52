import type { Network } from '../engine/network.ts';
import type { Evidence } from '../model/evidence.ts';
import type { ComponentId, Filter } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { AddressMap } from '../net/address-map.ts';
import { ALL, NONE, type ServiceSetId } from '../net/service-set.ts';
import type { Sender } from './positions.ts';
import type { Question } from './question.ts';
import type { Ranges, RangesPool } from './ranges.ts';
import { SendersByLabel, type Stretch } from './senders-by-label.ts';

/** What the rules before an end surely let in from somewhere, whether or not anything leads there. */
export interface OpenRule {
  readonly services: ServiceSetId;
  readonly from: Ranges;
}

/** A sender whom the rules of an end let in. */
export interface AdmittedSender {
  /** Whose rules: absent where they are the end's own. */
  readonly at?: ComponentId;
  readonly sender: Sender;
  readonly services: ServiceSetId;
}

/** The rules that let them in. */
export function openRuleEvidence(
  network: Network,
  end: ComponentId,
  { at = end, sender, services }: AdmittedSender,
): readonly Evidence[] {
  const { family, source: address } = sender;
  const asked = {
    family,
    ends: { source: address, destination: address },
    way: 'request',
    address,
    groups: [],
    services,
  } as const;
  return rulesAt(network, at, family)
    .flatMap((filter) => filter.evidence(asked))
    .filter(({ effect }) => effect !== 'blocks');
}

function rulesAt(network: Network, at: ComponentId, family: Family): readonly Filter[] {
  const filters = network.behaviour(at)?.guards?.(at, network)?.[family].ingress ?? [];
  return filters.filter(({ reads, flows }) => reads === 'source' && !flows);
}

const NOTHING_OPEN: readonly OpenRule[] = [];

/** By the rules of an end, which services they let in from whom of the senders. Ends without rules have none open. */
export class OpenRules {
  readonly #network: Network;
  readonly #question: Question;
  readonly #ranges: RangesPool;
  readonly #senders: { readonly [F in Family]: SendersByLabel };
  readonly #numbers = new Map<AddressMap, number>();
  readonly #known = new Map<string, readonly OpenRule[]>();
  readonly #lists = new Map<string, readonly OpenRule[]>();

  constructor(network: Network, question: Question, senders: readonly Sender[], ranges: RangesPool) {
    this.#network = network;
    this.#question = question;
    this.#ranges = ranges;
    this.#senders = { 4: new SendersByLabel(senders, 4), 6: new SendersByLabel(senders, 6) };
  }

  /** The same list for ends of which the same is open. */
  at(end: ComponentId, family: Family): readonly OpenRule[] {
    const own = rulesAt(this.#network, end, family);
    if (own.length === 0) return NOTHING_OPEN;
    const key = `${family} ${own.map(({ admits }) => this.#numberOf(admits)).join()}`;
    let rules = this.#known.get(key);
    if (!rules) {
      rules = this.#rulesOf(own, family);
      this.#known.set(key, rules);
    }
    return rules;
  }

  #rulesOf(filters: readonly Filter[], family: Family): readonly OpenRule[] {
    const { ignore } = this.#question.asking;
    const pool = this.#network.admissions;
    const maps = filters.filter(({ layer }) => !ignore.has(layer)).map(({ admits }) => admits);
    const found = new Map<ServiceSetId, Stretch[]>();
    for (const { values, own } of this.#senders[family].alikeIn(maps)) {
      const services = values.reduce((left, admitted) => pool.services.intersect(left, pool.must(admitted)), ALL);
      if (services === NONE) continue;
      const known = found.get(services);
      if (known) known.push(...own);
      else found.set(services, own);
    }
    const rules = [...found].map(([services, own]) => ({ services, from: this.#ranges.of(own) }));
    return this.#once(
      rules.sort((a, b) => (a.from[0] as number) - (b.from[0] as number)),
      family,
    );
  }

  /** Most rules are about the network's own addresses: of the internet they say the same. */
  #once(rules: readonly OpenRule[], family: Family): readonly OpenRule[] {
    const key = `${family} ${rules.map(({ services, from }) => `${services} ${this.#ranges.numberOf(from)}`).join()}`;
    const known = this.#lists.get(key) ?? rules;
    this.#lists.set(key, known);
    return known;
  }

  #numberOf(map: AddressMap): number {
    const number = this.#numbers.get(map) ?? this.#numbers.size;
    this.#numbers.set(map, number);
    return number;
  }
}
