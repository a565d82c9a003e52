import type { Network } from '../engine/network.ts';
import { headline, VERDICTS, type Verdict } from '../engine/partition.ts';
import type { Trip } from '../engine/trip.ts';
import type { Code } from '../model/codes.ts';
import type { Stop } from '../model/route.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { chooseTrip } from './choose-trip.ts';
import { type ClientPorts, partialPorts } from './client-ports.ts';
import type { Judged, Pair } from './judge.ts';
import { isOutsider, type Sender, type Target } from './positions.ts';
import type { Question } from './question.ts';
import { icmpOf } from './services-asked.ts';

/** Pairs and services with one verdict, and one trip that shows why. */
export interface Part {
  readonly verdict: Verdict;
  readonly services: ServiceSetId;
  /** How many pairs of a sender's and a dialled address. */
  readonly pairs: number;
  /** Everybody in one of those pairs, in the order that they were asked. */
  readonly senders: readonly Sender[];
  readonly targets: readonly Target[];
  /** How many ways of this kind the witness was chosen from. */
  readonly ways: number;
  readonly witness: Witness;
  /** Set where replies do not surely reach all of the client's ports. */
  readonly clientPorts?: ClientPorts;
}
export interface Witness extends Pair {
  /** The services of the part that this pair was asked for. */
  readonly services: ServiceSetId;
  /** Absent where the host itself, or a service beside its interface, answers, and where no packet is followed. */
  readonly trip: Trip | undefined;
  readonly trips: readonly Trip[];
  readonly beside: Code | undefined;
  readonly stop: Stop | undefined;
}

/** Pairs that fare alike. */
export interface Alike {
  readonly pairs: number;
  readonly senders: Iterable<Sender>;
  readonly targets: Iterable<Target>;
}

interface Gathered {
  readonly verdict: Verdict;
  services: ServiceSetId;
  pairs: number;
  readonly senders: Set<Sender>;
  readonly targets: Set<Target>;
  readonly first: Judged;
  readonly firstServices: ServiceSetId;
  readonly clientPorts: ClientPorts | undefined;
}

/** Gathers pairs of equal behaviour. */
export class Parts {
  readonly #network: Network;
  readonly #question: Question;
  readonly #parts = new Map<string, Gathered>();

  constructor(network: Network, question: Question) {
    this.#network = network;
    this.#question = question;
  }

  get isEmpty(): boolean {
    return this.#parts.size === 0;
  }

  /** One pair, or all of those that fare as it does. */
  add(judged: Judged, alike?: Alike): void {
    const pool = this.#network.admissions.services;
    const { sender, target } = judged.pair;
    const { pairs, senders, targets } = alike ?? { pairs: 1, senders: [sender], targets: [target] };
    for (const verdict of VERDICTS) {
      const services = judged.parts[verdict];
      if (services === NONE) continue;
      const clientPorts = this.#partialPorts(judged, verdict, services);
      const shape = shapeOf(this.#network, judged, verdict);
      const key = [verdict, shape, judged.stop?.code, ...Object.values(clientPorts ?? {})].join(' ');
      let part = this.#parts.get(key);
      if (!part) {
        const first = { first: judged, firstServices: services, clientPorts };
        part = { verdict, services, pairs: 0, senders: new Set(), targets: new Set(), ...first };
        this.#parts.set(key, part);
      }
      part.services = pool.union(part.services, services);
      part.pairs += pairs;
      for (const one of senders) part.senders.add(one);
      for (const one of targets) part.targets.add(one);
    }
  }

  /** The best first; what not every client port has after what all have; then the most exposed. */
  list(): readonly Part[] {
    return [...this.#parts.values()].sort(byRank(this.#network)).map((part) => this.#partOf(part));
  }

  #partOf({ first, firstServices, clientPorts, senders, targets, ...part }: Gathered): Part {
    const { pair, outcome, beside, stop } = first;
    const trips = outcome?.trips ?? [];
    const trip = chooseTrip(this.#network, trips, part.verdict, firstServices, this.#question);
    const { verdict, services, pairs } = part;
    return {
      verdict,
      services,
      pairs,
      senders: [...senders],
      targets: [...targets],
      ways: trips.length,
      witness: { ...pair, services: firstServices, trip, trips, beside, stop },
      ...(clientPorts ? { clientPorts } : {}),
    };
  }

  #partialPorts({ outcome }: Judged, verdict: Verdict, services: ServiceSetId): ClientPorts | undefined {
    if (verdict !== 'reachable' || !outcome || this.#question.oneWay) return undefined;
    return partialPorts(this.#network, outcome, services, this.#question.asking.clientPorts);
  }
}

/** From outside before from inside, then on the most services, then the most pairs. */
function byRank({ admissions }: Network): (a: Gathered, b: Gathered) => number {
  const order = ({ verdict, clientPorts }: Gathered) => 2 * VERDICTS.indexOf(verdict) + (clientPorts ? 1 : 0);
  const isFromOutside = ({ first }: Gathered) => Number(isOutsider(first.pair.sender));
  const width = ({ services }: Gathered) => admissions.services.size(services);
  return (a, b) =>
    order(a) - order(b) || isFromOutside(b) - isFromOutside(a) || width(b) - width(a) || b.pairs - a.pairs;
}

/** The better of two headlines comes first. */
export function rank({ parts }: Judged): number {
  return VERDICTS.indexOf(headline(parts));
}

export function speaksAlike(network: Network, a: Judged, b: Judged): boolean {
  return VERDICTS.every((verdict) => shapeOf(network, a, verdict) === shapeOf(network, b, verdict));
}

/** Equal for equal services, and where only the ICMP differs that either family has for the other's. */
function shapeOf(network: Network, { parts, asked, pair }: Judged, verdict: Verdict): string {
  const pool = network.admissions.services;
  const icmp = icmpOf(pool, pair.sender.family);
  const [own, all] = [parts[verdict], asked].map((services) => pool.intersect(services, icmp));
  const share = own === NONE ? 'none' : own === all ? 'all' : own;
  return `${pool.subtract(parts[verdict], icmp)} ${share}`;
}
