import type { Arrival } from '../../model/route.ts';
import { ADMITS_ALL, ADMITS_NOTHING, type AdmissionId } from '../../net/admission.ts';
import { Numbering } from '../../net/numbering.ts';
import { ICMP, NONE, TCP } from '../../net/service-set.ts';
import type { BulkRoutes } from '../bulk-routes.ts';
import type { Network } from '../network.ts';
import { seenAfter } from '../packet.ts';
import type { Asking } from '../walk.ts';
import { type Chain, Chains } from './chains.ts';
import type { Threshold } from './cuts.ts';
import type { EstateSender, EstateTarget } from './ends.ts';
import type { Result } from './outcomes.ts';
import { type DialledPlace, isBeside, onlyValueOf, type SendingPlace } from './place-ends.ts';

/** What comes of any pair of two places, the guards of their ends apart. */
export interface PlaceWay extends Result, Pick<Threshold, 'knowsSender' | 'knowsTarget'> {
  /** It ends at whose address is dialled, not at a place of which nobody is known. */
  readonly endsAtTarget: boolean;
}

/** The number of a way; or nothing is delivered, or this does not know. */
export type WayNumber = number;
export const BLOCKED: WayNumber = -1;
export const UNKNOWN_WAY: WayNumber = -2;

/** What the end of a request comes to, for all senders alike. */
interface Ended {
  readonly isBlocked: boolean;
  readonly endsAtTarget: boolean;
}

/**
 * The walker's answer for two places from the chains between them: of each chain it is summed up once what its filters
 * admit, and what is left to look at is what filters read of the other end.
 */
export class PlaceWays {
  /** By number. */
  readonly all: PlaceWay[] = [];
  readonly #network: Network;
  readonly #requests: Chains;
  readonly #replies: Chains;
  readonly #senders: readonly (SendingPlace | undefined)[];
  readonly #targets: readonly (DialledPlace | undefined)[];
  readonly #numbers = { delivered: new Numbering(), answered: new Numbering(), ways: new Numbering() };
  /** Of the place that was asked for last: whoever asks goes on from one to the next. */
  #ended = new Map<Arrival, Ended>();
  #endedAt = -1;
  readonly #ported: AdmissionId;
  readonly #lost: { readonly answered: AdmissionId; readonly clientPorts: AdmissionId };

  constructor(
    network: Network,
    routes: BulkRoutes,
    asking: Asking,
    senders: readonly (SendingPlace | undefined)[],
    targets: readonly (DialledPlace | undefined)[],
  ) {
    const pool = network.admissions;
    this.#network = network;
    this.#senders = senders;
    this.#targets = targets;
    this.#requests = new Chains(routes, asking, targets);
    this.#replies = new Chains(routes, asking, senders);
    this.#ported = pool.exactly(pool.services.of([TCP, ICMP]));
    this.#lost = { answered: pool.exactly(network.replies.unanswered), clientPorts: pool.pair(NONE, NONE) };
  }

  between(from: number, to: number): WayNumber {
    const [sending, dialled] = [this.#senders[from] as SendingPlace, this.#targets[to] as DialledPlace];
    const [sender, target] = [sending.ends[sending.from] as EstateSender, dialled.ends[dialled.from] as EstateTarget];
    if (sender.by || target.by || sending.stop?.kind === 'unknown') return UNKNOWN_WAY;
    if (isBeside(sending, dialled)) return UNKNOWN_WAY;
    if (sending.stop) return BLOCKED;
    const request = this.#requests.between(sender.from, to);
    if (request?.end.kind === 'dropped') return BLOCKED;
    if (request?.end.kind !== 'arrival') return UNKNOWN_WAY;
    if (this.#endedAt !== to) [this.#ended, this.#endedAt] = [new Map(), to];
    const ended = this.#endOf(request.end, sender, dialled, target);
    if (!ended || ended.isBlocked) return ended ? BLOCKED : UNKNOWN_WAY;
    const delivered = this.#delivered(request, sending);
    if (delivered === undefined || delivered === ADMITS_NOTHING) return delivered === undefined ? UNKNOWN_WAY : BLOCKED;
    const [detour, ...others] = request.detours;
    const reply = others.length === 0 && this.#replies.between(request.end.replies, from, detour);
    const answer = reply && this.#answered(request, reply, sending, dialled);
    if (!answer) return UNKNOWN_WAY;
    let references: 'both' | 'ingress-only' | 'none' = 'both';
    for (const becomes of request.identities) references = seenAfter(references, becomes);
    return this.#number({
      delivered,
      ...answer,
      knowsSender: references !== 'none' && sending.isMeant,
      knowsTarget: references === 'both' ? 'yes' : 'no',
      endsAtTarget: ended.endsAtTarget,
    });
  }

  /** Undefined for a box, or for somebody else than was dialled. What is not its end may be so for one sender alone. */
  #endOf(end: Arrival, sender: EstateSender, dialled: DialledPlace, target: EstateTarget): Ended | undefined {
    let ended = this.#ended.get(end);
    if (ended) return ended;
    ended = this.#newEnd(end, sender, dialled, target);
    if (ended && !ended.isBlocked) this.#ended.set(end, ended);
    return ended;
  }

  #newEnd(end: Arrival, sender: EstateSender, dialled: DialledPlace, target: EstateTarget): Ended | undefined {
    const behaviour = this.#network.behaviour(end.at);
    if (target.ends && !target.ends.includes(end.at)) return undefined;
    const endsAtTarget = dialled.owners.includes(end.at);
    // Where nobody is known nothing guards the end.
    if (!endsAtTarget && (dialled.owners.length > 0 || behaviour?.guards)) return undefined;
    const arrived = behaviour?.arrive?.(end, target.to, sender.family, this.#network, sender.source);
    if (arrived !== 'end') return arrived?.kind === 'dropped' ? { isBlocked: true, endsAtTarget } : undefined;
    return { isBlocked: false, endsAtTarget };
  }

  #delivered({ onDestination, onSource }: Chain, sending: SendingPlace): AdmissionId | undefined {
    const pool = this.#network.admissions;
    let delivered = ADMITS_ALL;
    for (const { admitted } of onDestination) delivered = pool.both(delivered, admitted);
    for (const { admits } of onSource) {
      const admitted = onlyValueOf(admits, sending);
      if (admitted === undefined) return undefined;
      delivered = pool.both(delivered, admitted);
    }
    return delivered;
  }

  #answered(
    request: Chain,
    reply: Chain,
    sending: SendingPlace,
    dialled: DialledPlace,
  ): Pick<Result, 'answered' | 'clientPorts'> | undefined {
    const pool = this.#network.admissions;
    let left = ADMITS_ALL;
    for (const { filter, admitted } of reply.onDestination) {
      if (filter.answers !== 'unasked' || !isPassed(request, filter.component)) left = pool.both(left, admitted);
    }
    for (const filter of reply.onSource) {
      if (filter.answers === 'unasked' && isPassed(request, filter.component)) continue;
      const admitted = onlyValueOf(filter.admits, dialled);
      if (admitted === undefined) return undefined;
      left = pool.both(left, admitted);
    }
    const { end } = reply;
    if (end.kind === 'dropped' || isUnasked(request, reply)) return this.#lost;
    const { services: answered, clientPorts: ports } = this.#network.replies.of(left);
    const clientPorts = pool.both(this.#ported, ports);
    if (end.kind !== 'arrival') {
      const perhaps = (of: AdmissionId) => pool.pair(NONE, pool.may(of));
      return { answered: pool.either(this.#lost.answered, perhaps(answered)), clientPorts: perhaps(clientPorts) };
    }
    if (!sending.ownsSource || end.at !== (sending.ends[sending.from] as EstateSender).end) return undefined;
    return isUnanswered(request, reply) ? this.#lost : { answered, clientPorts };
  }

  #number(way: PlaceWay): WayNumber {
    const { delivered, answered, clientPorts, knowsSender, knowsTarget, endsAtTarget } = way;
    const known = (knowsSender ? 4 : 0) + (knowsTarget === 'yes' ? 2 : 0) + (endsAtTarget ? 1 : 0);
    const back = this.#numbers.answered.of(answered, clientPorts);
    const number = this.#numbers.ways.of(this.#numbers.delivered.of(delivered, known), back);
    if (number === this.all.length) this.all.push(way);
    return number;
  }
}

function isPassed({ onDestination, onSource }: Chain, component: string): boolean {
  return (
    onDestination.some(({ filter }) => filter.component === component) ||
    onSource.some((filter) => filter.component === component)
  );
}

/** The reply came by what must have seen the request. Addresses stay as they are on a chain, so who saw it tells enough. */
function isUnasked(request: Chain, reply: Chain): boolean {
  return reply.remembered.some(
    ({ by, missed }) => missed !== 'warn' && !request.remembered.some((one) => one.by === by),
  );
}

/** The request came by what must see the reply too. */
function isUnanswered(request: Chain, reply: Chain): boolean {
  return request.remembered.some(
    ({ by, missed }) => missed === 'drop' && !reply.remembered.some((one) => one.by === by),
  );
}
