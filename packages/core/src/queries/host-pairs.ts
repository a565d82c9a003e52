import type { Network } from '../engine/network.ts';
import { KeyNumbering } from '../net/numbering.ts';
import { PairMemo } from '../net/pair-memo.ts';
import type { ServiceSetId } from '../net/service-set.ts';
import type { Pair } from './judge.ts';
import { isOutsider, type Sender, type Target } from './positions.ts';

/** A sender's host and a target's, shown by one address of each. */
export interface PolicyPair extends Pair {
  /** What is open that should not be; what is not that should be; what nobody knows. */
  readonly services: ServiceSetId;
}

/** Hosts by number, whatever addresses of theirs; hosts outside are as many as their addresses. */
export class HostNumbers {
  readonly #names = new KeyNumbering<string>();
  readonly #known = new Map<Sender | Target, number>();

  of(one: Sender | Target): number {
    let number = this.#known.get(one);
    if (number === undefined) {
      const isOuter = 'source' in one && isOutsider(one);
      number = this.#names.of(isOuter ? `${one.end} ${one.family} ${one.source}` : one.host);
      this.#known.set(one, number);
    }
    return number;
  }
}

/** One entry for two hosts: there may be as many as a policy has pairs. */
export class HostPairs {
  readonly #network: Network;
  readonly #hosts: HostNumbers;
  /** By the numbers of the hosts, the position in the list. */
  readonly #at = new PairMemo();
  readonly #pairs: (PolicyPair & { services: ServiceSetId })[] = [];

  constructor(network: Network, hosts: HostNumbers) {
    this.#network = network;
    this.#hosts = hosts;
  }

  add({ sender, target }: Pair, services: ServiceSetId): void {
    const [from, to] = [this.#hosts.of(sender), this.#hosts.of(target)];
    const known = this.#pairs[this.#at.get(from, to)];
    if (known) known.services = this.#network.admissions.services.union(known.services, services);
    else this.#at.set(from, to, this.#pairs.push({ sender, target, services }) - 1);
  }

  has({ sender, target }: Pair): boolean {
    return this.#at.get(this.#hosts.of(sender), this.#hosts.of(target)) >= 0;
  }

  /** But for those of other lists. */
  list(...others: readonly HostPairs[]): readonly PolicyPair[] {
    if (others.length === 0) return this.#pairs;
    return this.#pairs.filter((pair) => others.every((one) => !one.has(pair)));
  }
}
