import type { Network } from '../../engine/network.ts';
import { VERDICTS } from '../../engine/partition.ts';
import { NONE } from '../../net/service-set.ts';
import type { Judged } from '../judge.ts';
import { rank, speaksAlike } from '../parts.ts';

/** What one of several pairs of the same two hosts comes to beside the others: see `findPath`. */
export type Standing = 'chosen' | 'apart';

/** Two numbers of fates fit in the 53 bits of one. */
const MANY = 2 ** 26;

/** Numbers what comes of pairs, so that pairs of one number fare alike. */
export class Fates {
  readonly #network: Network;
  readonly #all: Judged[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #standings = new Map<number | string, readonly Standing[]>();

  constructor(network: Network) {
    this.#network = network;
  }

  number(judged: Judged): number {
    const { parts, pair, stop, beside, outcome } = judged;
    const ports = parts.reachable === NONE ? '' : outcome?.clientPorts;
    const key = [pair.sender.family, ...VERDICTS.map((one) => parts[one]), stop?.code, beside, ports].join(' ');
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#all.push(judged) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }

  /** Any address of a host may serve: the best one speaks for it, the first of equals, and those that fare like it. */
  standings(fates: readonly number[]): readonly Standing[] {
    const [a = 0, b = 0] = fates;
    const key = fates.length === 2 ? a * MANY + b : fates.join();
    let known = this.#standings.get(key);
    if (!known) {
      const judged = fates.map((fate) => this.#all[fate] as Judged);
      const best = judged.reduce((a, b) => (rank(b) < rank(a) ? b : a));
      known = judged.map((one) => (one === best || speaksAlike(this.#network, one, best) ? 'chosen' : 'apart'));
      this.#standings.set(key, known);
    }
    return known;
  }
}
