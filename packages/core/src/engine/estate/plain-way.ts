import type { Arrival, Locus, Stop } from '../../model/route.ts';
import { ADMITS_NOTHING, type AdmissionId } from '../../net/admission.ts';
import { ICMP, NONE, TCP } from '../../net/service-set.ts';
import type { BulkRoutes } from '../bulk-routes.ts';
import type { Network } from '../network.ts';
import type { Asking } from '../walk.ts';
import type { Threshold } from './cuts.ts';
import type { EstateSender, EstateTarget } from './ends.ts';
import type { Result } from './outcomes.ts';
import { type DialledPlace, isBeside, type SendingPlace } from './place-ends.ts';
import type { PlaceWay } from './place-way.ts';
import { isSeenToo, PlainReply, PlainRequest } from './plain-packets.ts';

/** A way with where the guards of its ends stand. */
export interface PlainWay extends PlaceWay {
  readonly threshold: Threshold;
}

/** A filter, or a choice, that this does not know to be alike for both places. */
type Otherwise = undefined;

/** No way is longer; a longer one goes round in circles, which the walker tells. */
const MOST_HOPS = 32;

/**
 * The walker's answer for two places in a few sums, where the way there and the way back are a chain of branches each and no
 * filter on it tells the ends of a place apart: within a VPC, over peering, by gateways to the internet. Anything else is
 * left to the walker, which would say the same of these.
 */
export class PlainWays {
  readonly #network: Network;
  readonly #routes: BulkRoutes;
  readonly #asking: Asking;
  readonly #ported: AdmissionId;
  readonly #spared: AdmissionId;

  constructor(network: Network, routes: BulkRoutes, asking: Asking) {
    const pool = network.admissions;
    this.#network = network;
    this.#routes = routes;
    this.#asking = asking;
    this.#ported = pool.exactly(pool.services.of([TCP, ICMP]));
    this.#spared = pool.exactly(network.replies.unanswered);
  }

  /** `blocked`: nothing is delivered. Undefined: not plain. The two ends are of different hosts. */
  between(
    sending: SendingPlace,
    dialled: DialledPlace,
    sender: EstateSender,
    target: EstateTarget,
  ): PlainWay | 'blocked' | Otherwise {
    if (sender.by || target.by || sending.stop?.kind === 'unknown') return undefined;
    if (isBeside(sending, dialled)) return undefined;
    if (sending.stop) return 'blocked';
    const request = new PlainRequest(this.#network, this.#asking, sending, sender, dialled, target);
    const end = this.#follow(sender.from, request, undefined);
    if (end?.kind === 'arrival') return this.#arrived(request, end, sending);
    return end?.kind === 'dropped' ? 'blocked' : undefined;
  }

  #arrived(request: PlainRequest, end: Arrival, sending: SendingPlace): PlainWay | 'blocked' | Otherwise {
    const { target, dialled, source, destination, sender, references } = request;
    const { at } = end;
    const behaviour = this.#network.behaviour(at);
    const isNamed = target.ends?.includes(at) ?? true;
    const endsAtTarget = dialled.owners.includes(at);
    // Where nobody is known nothing guards the end, and senders may come under addresses of their own each.
    if (isNamed && (endsAtTarget ? request.isRenamed : dialled.owners.length > 0 || behaviour?.guards))
      return undefined;
    const ended = behaviour?.arrive?.(end, destination.label, sender.family, this.#network, source.label);
    if (ended !== 'end') return ended?.kind === 'dropped' ? 'blocked' : undefined;
    if (!isNamed) return 'blocked';
    const back = this.#answered(request, end);
    if (!back) return undefined;
    const threshold = {
      at,
      source: source.label,
      knowsSender: references !== 'none' && sending.isMeant,
      knowsTarget: references !== 'both' ? 'no' : destination.label === target.to ? 'yes' : 'nobody',
    } as const;
    const { knowsSender, knowsTarget } = threshold;
    return { delivered: request.admitted, ...back, knowsSender, knowsTarget, threshold, endsAtTarget };
  }

  #answered(request: PlainRequest, end: Arrival): Pick<Result, 'answered' | 'clientPorts'> | Otherwise {
    const { sender, target } = request;
    const reply = new PlainReply(this.#network, this.#asking, request, this.#ported);
    const home = this.#follow(end.replies, reply, request);
    if (home === undefined) return undefined;
    const pool = this.#network.admissions;
    const lost = { answered: this.#spared, clientPorts: pool.pair(NONE, NONE) };
    if (home.kind === 'dropped' || reply.isForgotten) return lost;
    const { answered, clientPorts } = reply;
    if (home.kind === 'unknown') {
      const perhaps = (of: AdmissionId) => pool.pair(NONE, pool.may(of));
      return { answered: pool.either(this.#spared, perhaps(answered)), clientPorts: perhaps(clientPorts) };
    }
    if (home.at !== sender.end || reply.destination.label !== sender.source) return undefined;
    const owns = this.#network.behaviour(home.at)?.owns;
    if (owns && !owns(home.at, sender.source, sender.family, this.#network)) return undefined;
    const isMissed = request.remembered.some((one) => one.step.missed === 'drop' && !isSeenToo(one, reply.remembered));
    return isMissed || reply.source.label !== target.to ? lost : { answered, clientPorts };
  }

  /** To where the packets of a way end up. */
  #follow(
    start: Locus,
    packet: PlainRequest | PlainReply,
    request: PlainRequest | undefined,
  ): Arrival | Stop | Otherwise {
    let from = start;
    for (let hop = 0; hop < MOST_HOPS; hop++) {
      const via = request?.returnsBy(from);
      const fork = this.#routes.at(via ? { ...from, via } : from, packet.destination.label);
      if ('pick' in fork) return undefined;
      for (const step of fork.steps) if (!packet.take(step, fork.next)) return undefined;
      if ('kind' in fork.next) return fork.next;
      from = fork.next;
    }
    return undefined;
  }
}

/** Nothing gets there, or all that does is not delivered. */
export function isBlocked(way: PlainWay | 'blocked' | undefined): boolean {
  return way === 'blocked' || way?.delivered === ADMITS_NOTHING;
}
