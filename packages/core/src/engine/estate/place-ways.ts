import type { Arrival } from '../../model/route.ts';
import { ADMITS_ALL, ADMITS_NOTHING, type AdmissionId } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { Numbering } from '../../net/numbering.ts';
import { ICMP, NONE, TCP } from '../../net/service-set.ts';
import type { BulkRoutes } from '../bulk-routes.ts';
import type { Network } from '../network.ts';
import { seenAfter } from '../packet.ts';
import type { Asking } from '../walk.ts';
import { isPassed, isRemembered, isUnanswered, isUnasked, ofParts } from './chain-parts.ts';
import { type Chain, type ChainPlace, Chains } from './chains.ts';
import { eachKey, type Threshold } from './cuts.ts';
import type { EstateSender, EstateTarget } from './ends.ts';
import type { Result } from './outcomes.ts';
import { type Alike, alike, type DialledPlace, isBeside, onlyValueOf, type SendingPlace } from './place-ends.ts';
import { routingLabels } from './routing-labels.ts';

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

interface Sent {
  readonly delivered: AdmissionId;
  /** The number of the place that replies go to. */
  readonly client: number;
}

/** Senders of a place under public addresses. */
interface Shown {
  readonly outside: Alike;
  readonly client: number;
}

const KNOWN: readonly PlaceWay['knowsTarget'][] = ['yes', 'nobody', 'no'];

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
  /** Where replies go: to senders, by their numbers, and to the public addresses that they are seen under. */
  readonly #clients: (ChainPlace | undefined)[];
  /** By map and place, who sends under public addresses of its own. */
  readonly #shown = new Map<ReadonlyMap<Label, Label>, Map<SendingPlace, Shown | undefined>>();
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
    this.#clients = [...senders];
    this.#requests = new Chains(routes, asking, targets);
    this.#replies = new Chains(routes, asking, this.#clients);
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
    const at = request.endsInside ? (dialled.inside as Alike).first : target.to;
    const ended = this.#endOf(request.end, at, sender, dialled);
    if (!ended || ended.isBlocked) return ended ? BLOCKED : UNKNOWN_WAY;
    const sent = this.#sent(request, from, sending);
    // Whose own addresses on the internet are dialled from others of its own, the walker tells.
    if (!sent || (sent.client !== from && ended.endsAtTarget)) return UNKNOWN_WAY;
    if (sent.delivered === ADMITS_NOTHING) return BLOCKED;
    const detours = ofParts(request, ({ detours: own }) => own);
    const [detour] = detours;
    const reply = detours.length <= 1 && this.#replies.between(request.end.replies, sent.client, detour);
    const answer = reply && this.#answered(request, reply, sent.client === from, sending, dialled);
    if (!answer) return UNKNOWN_WAY;
    let references: 'both' | 'ingress-only' | 'none' = 'both';
    for (const { identities } of request.parts)
      for (const becomes of identities) references = seenAfter(references, becomes);
    return this.#number({
      delivered: sent.delivered,
      ...answer,
      knowsSender: references !== 'none' && sending.isMeant,
      knowsTarget: references !== 'both' ? 'no' : request.endsInside ? 'nobody' : 'yes',
      endsAtTarget: ended.endsAtTarget,
    });
  }

  /** Undefined for a box, or for somebody else than was dialled. What is not its end may be so for one sender alone. */
  #endOf(end: Arrival, at: Label, sender: EstateSender, dialled: DialledPlace): Ended | undefined {
    let ended = this.#ended.get(end);
    if (ended) return ended;
    ended = this.#newEnd(end, at, sender, dialled);
    if (ended && !ended.isBlocked) this.#ended.set(end, ended);
    return ended;
  }

  #newEnd(end: Arrival, at: Label, sender: EstateSender, dialled: DialledPlace): Ended | undefined {
    const target = dialled.ends[dialled.from] as EstateTarget;
    const behaviour = this.#network.behaviour(end.at);
    if (target.ends && !target.ends.includes(end.at)) return undefined;
    const endsAtTarget = dialled.owners.includes(end.at);
    // Where nobody is known nothing guards the end.
    if (!endsAtTarget && (dialled.owners.length > 0 || behaviour?.guards)) return undefined;
    const arrived = behaviour?.arrive?.(end, at, sender.family, this.#network, sender.source);
    if (arrived !== 'end') return arrived?.kind === 'dropped' ? { isBlocked: true, endsAtTarget } : undefined;
    return { isBlocked: false, endsAtTarget };
  }

  /** What leaves, and whom its replies go to; undefined where what is on the way tells senders of the place apart. */
  #sent({ parts }: Chain, from: number, sending: SendingPlace): Sent | undefined {
    const pool = this.#network.admissions;
    let [delivered, client]: [AdmissionId, number] = [ADMITS_ALL, from];
    let seen: Alike = sending;
    for (const { onDestination, onSource } of parts) {
      for (const { admitted } of onDestination) delivered = pool.both(delivered, admitted);
      for (const one of onSource) {
        if ('admits' in one) {
          const admitted = onlyValueOf(one.admits, seen);
          if (admitted === undefined) return undefined;
          delivered = pool.both(delivered, admitted);
        } else if (onlyValueOf(eachKey(one.map), seen) !== 0) {
          const shown = client === from ? this.#shownBy(one.map, sending) : undefined;
          if (!shown) return undefined;
          [seen, client] = [shown.outside, shown.client];
        }
      }
    }
    return { delivered, client };
  }

  #shownBy(map: ReadonlyMap<Label, Label>, sending: SendingPlace): Shown | undefined {
    let places = this.#shown.get(map);
    if (!places) {
      places = new Map();
      this.#shown.set(map, places);
    }
    if (places.has(sending)) return places.get(sending);
    const outside = publicAddressesOf(this.#network, map, sending);
    const shown = outside && { outside, client: this.#clients.push({ ...outside, inside: sending }) - 1 };
    places.set(sending, shown);
    return shown;
  }

  #answered(
    request: Chain,
    reply: Chain,
    isItself: boolean,
    sending: SendingPlace,
    dialled: DialledPlace,
  ): Pick<Result, 'answered' | 'clientPorts'> | undefined {
    const pool = this.#network.admissions;
    let left = ADMITS_ALL;
    let seen: Alike = request.endsInside ? (dialled.inside as Alike) : dialled;
    // Who must see both directions knows them by addresses, which are others on the way.
    const isTranslated = !isItself || request.endsInside;
    if (isTranslated && (isRemembered(request) || isRemembered(reply))) return undefined;
    for (const { onDestination, onSource } of reply.parts) {
      for (const { filter, admitted } of onDestination) {
        if (filter.answers !== 'unasked' || !isPassed(request, filter.component)) left = pool.both(left, admitted);
      }
      for (const one of onSource) {
        if (!('admits' in one)) {
          const restored = one.map.get(seen.first);
          if (restored !== undefined && restored !== dialled.first) return undefined;
          if (restored !== undefined) seen = dialled;
        } else if (one.answers !== 'unasked' || !isPassed(request, one.component)) {
          const admitted = onlyValueOf(one.admits, seen);
          if (admitted === undefined) return undefined;
          left = pool.both(left, admitted);
        }
      }
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
    if (reply.endsInside === isItself) return undefined;
    return isUnanswered(request, reply) || seen !== dialled ? this.#lost : { answered, clientPorts };
  }

  #number(way: PlaceWay): WayNumber {
    const { delivered, answered, clientPorts, knowsSender, knowsTarget, endsAtTarget } = way;
    const known = 4 * KNOWN.indexOf(knowsTarget) + (knowsSender ? 2 : 0) + (endsAtTarget ? 1 : 0);
    const back = this.#numbers.answered.of(answered, clientPorts);
    const number = this.#numbers.ways.of(this.#numbers.delivered.of(delivered, known), back);
    if (number === this.all.length) this.all.push(way);
    return number;
  }
}

/** The public address of each sender; undefined unless all have one of their own, and routing tells none of those apart. */
function publicAddressesOf(
  network: Network,
  map: ReadonlyMap<Label, Label>,
  { ends, labels, from, to, first }: SendingPlace,
): Alike | undefined {
  const routed = routingLabels(network)[(ends[from] as EstateSender).family];
  const outside = map.get(first);
  if (outside === undefined) return undefined;
  const shown = new Int32Array(to - from);
  for (let position = from; position < to; position++) {
    const own = map.get(labels[position] as Label);
    const known = own === undefined ? undefined : network.publicAddress(own);
    if (own === undefined || routed[own] !== routed[outside]) return undefined;
    if (known?.at !== ends[position]?.end || known?.inside !== labels[position]) return undefined;
    shown[position - from] = own;
  }
  return alike(shown, 0, shown.length);
}
