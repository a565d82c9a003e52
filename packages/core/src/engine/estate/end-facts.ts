import type { ComponentId, Membership } from '../../model/route.ts';
import { KeyNumbering } from '../../net/numbering.ts';
import type { Network } from '../network.ts';
import { groupsOf } from '../packet.ts';
import { GuardLikeness } from './guard-likeness.ts';

/** What is asked of every end, as numbers, each asked once. */
export interface EndFacts {
  /** Equal for ends that are routed to, deliver and answer alike. */
  readonly likeness: number;
  /** Equal for ends of the same groups and guards; undefined for one whose guards are its own. */
  readonly policy: number | undefined;
}

/** Ends by what their types say that they have in common. */
export class EndTable {
  readonly guards: GuardLikeness;
  readonly #network: Network;
  readonly #facts = new Map<ComponentId, EndFacts>();
  readonly #likenesses = new KeyNumbering<string | number>();
  readonly #groups: (readonly Membership[])[] = [];

  constructor(network: Network) {
    this.#network = network;
    this.guards = new GuardLikeness(network, this);
  }

  of(end: ComponentId): EndFacts {
    let facts = this.#facts.get(end);
    if (!facts) {
      const behaviour = this.#network.behaviour(end);
      const likeness = this.#likenesses.of(behaviour?.likeness?.(end, this.#network) ?? `at ${end}`);
      facts = { likeness, policy: behaviour?.policy?.(end, this.#network) };
      this.#facts.set(end, facts);
    }
    return facts;
  }

  /** The groups of an end, by which rules elsewhere may mean it. */
  groupsOf(end: ComponentId): readonly Membership[] {
    const { policy } = this.of(end);
    if (policy === undefined) return groupsOf(this.#network, end);
    let groups = this.#groups[policy];
    if (!groups) {
      groups = groupsOf(this.#network, end);
      this.#groups[policy] = groups;
    }
    return groups;
  }
}

const known = new WeakMap<Network, EndTable>();

/** One for each network: whoever compares two asks many small questions of the same ends. */
export function endTable(network: Network): EndTable {
  let table = known.get(network);
  if (!table) {
    table = new EndTable(network);
    known.set(network, table);
  }
  return table;
}
