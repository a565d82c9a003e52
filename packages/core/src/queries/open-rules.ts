import type { Network } from '../engine/network.ts';
import type { Evidence } from '../model/evidence.ts';
import type { ComponentId, Filter } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { type AddressMap, constantMap, zipMaps } from '../net/address-map.ts';
import type { Label } from '../net/label-tree.ts';
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

/** By the rules of an end, which services they let in from whom of the senders. Ends without rules have none open. */
export class OpenRules {
  readonly #network: Network;
  readonly #question: Question;
  readonly #ranges: RangesPool;
  readonly #senders: { readonly [F in Family]: SendersByLabel };
  /** By policy, or by end where it has none. */
  readonly #guarded = {
    4: new Map<number | ComponentId, readonly OpenRule[]>(),
    6: new Map<number | ComponentId, readonly OpenRule[]>(),
  };
  readonly #lists = new Map<string, readonly OpenRule[]>();

  constructor(network: Network, question: Question, senders: readonly Sender[], ranges: RangesPool) {
    this.#network = network;
    this.#question = question;
    this.#ranges = ranges;
    this.#senders = { 4: new SendersByLabel(senders, 4), 6: new SendersByLabel(senders, 6) };
  }

  /** The same list for ends of which the same is open. */
  at(end: ComponentId, family: Family): readonly OpenRule[] {
    const key = this.#network.behaviour(end)?.policy?.(end, this.#network) ?? end;
    let rules = this.#guarded[family].get(key);
    if (!rules) {
      rules = this.#rulesOf(rulesAt(this.#network, end, family), family);
      this.#guarded[family].set(key, rules);
    }
    return rules;
  }

  #rulesOf(filters: readonly Filter[], family: Family): readonly OpenRule[] {
    const found = new Map<ServiceSetId, Stretch[]>();
    if (filters.length > 0) {
      const { starts, values } = this.#admittedBy(filters);
      for (let i = 0; i < starts.length; i++) {
        const services = values[i] as ServiceSetId;
        if (services === NONE) continue;
        const own = this.#senders[family].within(starts[i] as Label, starts[i + 1] ?? Number.POSITIVE_INFINITY);
        const known = found.get(services);
        if (known) known.push(...own);
        else if (own.length > 0) found.set(services, own);
      }
    }
    const rules = [...found].map(([services, own]) => ({ services, from: this.#ranges.of(own) }));
    return this.#once(
      rules.sort((a, b) => (a.from[0] as number) - (b.from[0] as number)),
      family,
    );
  }

  /** What all of the filters surely let in, by address. */
  #admittedBy(filters: readonly Filter[]): AddressMap {
    const { ignore } = this.#question.asking;
    const pool = this.#network.admissions;
    return (
      filters
        .filter(({ layer }) => !ignore.has(layer))
        .map(({ admits }) => ({ ...admits, values: admits.values.map((admitted) => pool.must(admitted)) }))
        .reduce<AddressMap | undefined>(
          (all, one) => (all ? zipMaps(all, one, (a, b) => pool.services.intersect(a, b)) : one),
          undefined,
        ) ?? constantMap(ALL)
    );
  }

  /** Most rules are about the network's own addresses: of the internet they say the same. */
  #once(rules: readonly OpenRule[], family: Family): readonly OpenRule[] {
    const key = `${family} ${rules.map(({ services, from }) => `${services} ${this.#ranges.numberOf(from)}`).join()}`;
    const known = this.#lists.get(key) ?? rules;
    this.#lists.set(key, known);
    return known;
  }
}
