import type { Network } from '../engine/network.ts';
import type { Prefix } from '../net/address.ts';
import { KeyNumbering } from '../net/numbering.ts';
import { PairMemo } from '../net/pair-memo.ts';
import type { ServiceSetId } from '../net/service-set.ts';
import { type Enclosed, type EnclosingHosts, enclosingHosts } from './enclosing-hosts.ts';
import type { Pair } from './judge.ts';
import { isOutsider, type Sender, type Target } from './positions.ts';
import type { Question } from './question.ts';

/** A sender's host and a target's, shown by one address of each. */
export interface PolicyPair extends Pair {
  /** What is open that should not be; what is not that should be; what nobody knows. */
  readonly services: ServiceSetId;
  /** Of the prefix of the sender, or of the target where only that is outside: those inside it of which the same is not so. */
  readonly except?: readonly Prefix[];
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

/** The prefixes inside a host's that are not like it, each with those inside it that are. */
function exceptions(
  inside: (host: number) => readonly Enclosed[],
  host: number,
  isSo: (host: number) => boolean,
): readonly Prefix[] {
  return inside(host).flatMap((one) => (isSo(one.host) ? exceptions(inside, one.host, isSo) : one.address));
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

  /**
   * But for those of other lists. What is so of all hosts in a prefix outside is told of the prefix, however many prefixes
   * inside it rules elsewhere name.
   */
  list({ senders, targets }: Question, ...others: readonly HostPairs[]): readonly PolicyPair[] {
    if (this.#pairs.length === 0) return this.#pairs;
    const isListed = (pair: PolicyPair) => others.every((one) => !one.has(pair));
    const outside = {
      from: enclosingHosts(this.#hosts, senders),
      to: enclosingHosts(this.#hosts, [...targets.inside, ...targets.outside]),
    };
    const found: PolicyPair[] = [];
    for (const pair of this.#pairs) {
      const told = isListed(pair) ? this.#widest(pair, outside, isListed) : undefined;
      if (told) found.push(told);
    }
    return found;
  }

  /** A pair with all that it stands for; undefined where another stands for it. */
  #widest(
    pair: PolicyPair,
    { from, to }: { readonly from: EnclosingHosts; readonly to: EnclosingHosts },
    isListed: (pair: PolicyPair) => boolean,
  ): PolicyPair | undefined {
    const [sender, target] = [this.#hosts.of(pair.sender), this.#hosts.of(pair.target)];
    const isFromOutside = pair.sender.place !== undefined;
    const [outside, host] = isFromOutside ? [from, sender] : [to, target];
    const isSo = (other: number) => {
      const at = isFromOutside ? this.#at.get(other, target) : this.#at.get(sender, other);
      const alike = this.#pairs[at];
      return alike !== undefined && alike.services === pair.services && isListed(alike);
    };
    const around = outside.around(host);
    if (around !== undefined && isSo(around)) return undefined;
    const except = exceptions(outside.inside, host, isSo);
    return except.length > 0 ? { ...pair, except } : pair;
  }
}
