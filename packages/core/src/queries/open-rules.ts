import type { Network } from '../engine/network.ts';
import { admissionAt } from '../engine/packet.ts';
import type { Evidence } from '../model/evidence.ts';
import type { ComponentId, Filter } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { AddressMap } from '../net/address-map.ts';
import { ALL, NONE, type ServiceSetId } from '../net/service-set.ts';
import type { Sender } from './positions.ts';
import type { Question } from './question.ts';
import { type Ranges, rangesOf } from './ranges.ts';

/** What the rules before an end surely let in from somewhere, whether or not anything leads there. */
export interface OpenRule {
  readonly services: ServiceSetId;
  readonly from: Ranges;
}

/** One end and one sender whom its rules let in. */
export interface AdmittedSender {
  readonly at: ComponentId;
  readonly sender: Sender;
  readonly services: ServiceSetId;
}

/** The rules that let them in. */
export function openRuleEvidence(network: Network, { at, sender, services }: AdmittedSender): readonly Evidence[] {
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
  readonly #senders: readonly Sender[];
  readonly #numbers = new Map<AddressMap, number>();
  readonly #known = new Map<string, readonly OpenRule[]>();

  constructor(network: Network, question: Question, senders: readonly Sender[]) {
    this.#network = network;
    this.#question = question;
    this.#senders = senders;
  }

  at(end: ComponentId, family: Family): readonly OpenRule[] {
    const own = rulesAt(this.#network, end, family);
    if (own.length === 0) return [];
    const key = `${family} ${own.map(({ admits }) => this.#numberOf(admits)).join()}`;
    let rules = this.#known.get(key);
    if (!rules) {
      rules = this.#rulesOf(own, family);
      this.#known.set(key, rules);
    }
    return rules;
  }

  #rulesOf(filters: readonly Filter[], family: Family): readonly OpenRule[] {
    const pool = this.#network.admissions;
    const found = new Map<ServiceSetId, { from: number; to: number }[]>();
    this.#senders.forEach((sender, position) => {
      if (sender.family !== family) return;
      const services = filters.reduce((left, filter) => {
        const admitted = admissionAt(this.#network, this.#question.asking, filter, sender.source, undefined);
        return pool.services.intersect(left, pool.must(admitted));
      }, ALL);
      if (services === NONE) return;
      const piece = { from: position, to: position + 1 };
      const known = found.get(services);
      if (known) known.push(piece);
      else found.set(services, [piece]);
    });
    return [...found].map(([services, pieces]) => ({ services, from: rangesOf(pieces) }));
  }

  #numberOf(map: AddressMap): number {
    const number = this.#numbers.get(map) ?? this.#numbers.size;
    this.#numbers.set(map, number);
    return number;
  }
}
