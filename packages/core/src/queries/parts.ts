import type { Network } from '../engine/network.ts';
import { headline, VERDICTS, type Verdict } from '../engine/partition.ts';
import type { Trip } from '../engine/trip.ts';
import type { Code } from '../model/codes.ts';
import type { Stop } from '../model/route.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { chooseTrip } from './choose-trip.ts';
import { type ClientPorts, partialPorts } from './client-ports.ts';
import type { Judged, Pair } from './judge.ts';
import type { Question } from './question.ts';
import { icmpOf } from './services-asked.ts';

/** Pairs and services with one verdict, and one trip that shows why. */
export interface Part {
  readonly verdict: Verdict;
  readonly services: ServiceSetId;
  readonly pairs: readonly Pair[];
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

/** Gathers pairs of equal behaviour. */
export class Parts {
  readonly #network: Network;
  readonly #question: Question;
  readonly #parts = new Map<string, Part & { services: ServiceSetId; readonly pairs: Pair[] }>();

  constructor(network: Network, question: Question) {
    this.#network = network;
    this.#question = question;
  }

  add(judged: Judged): void {
    const pool = this.#network.admissions.services;
    for (const verdict of VERDICTS) {
      const services = judged.parts[verdict];
      if (services === NONE) continue;
      const clientPorts = this.#partialPorts(judged, verdict, services);
      const key = [
        verdict,
        shapeOf(this.#network, judged, verdict),
        judged.stop?.code,
        ...Object.values(clientPorts ?? {}),
      ];
      const known = this.#parts.get(key.join(' '));
      if (known) {
        known.pairs.push(judged.pair);
        known.services = pool.union(known.services, services);
      } else this.#parts.set(key.join(' '), this.#partOf(judged, verdict, services, clientPorts));
    }
  }

  /** The best first; what not every client port has after what all have. */
  list(): readonly Part[] {
    const order = ({ verdict, clientPorts }: Part) => 2 * VERDICTS.indexOf(verdict) + (clientPorts ? 1 : 0);
    return [...this.#parts.values()].sort((a, b) => order(a) - order(b));
  }

  #partOf(judged: Judged, verdict: Verdict, services: ServiceSetId, clientPorts: ClientPorts | undefined) {
    const { pair, outcome, beside, stop } = judged;
    const trips = outcome?.trips ?? [];
    const trip = chooseTrip(this.#network, trips, verdict, services, this.#question);
    const witness: Witness = { ...pair, services, trip, trips, beside, stop };
    return { verdict, services, pairs: [pair], ways: trips.length, witness, ...(clientPorts ? { clientPorts } : {}) };
  }

  #partialPorts({ outcome }: Judged, verdict: Verdict, services: ServiceSetId): ClientPorts | undefined {
    if (verdict !== 'reachable' || !outcome || this.#question.oneWay) return undefined;
    return partialPorts(this.#network, outcome, services, this.#question.asking.clientPorts);
  }
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
