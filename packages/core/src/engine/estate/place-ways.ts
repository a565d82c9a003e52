import type { Arrival } from '../../model/route.ts';
import { ADMITS_NOTHING, type AdmissionId } from '../../net/admission.ts';
import { Numbering } from '../../net/numbering.ts';
import { ICMP, NONE, TCP } from '../../net/service-set.ts';
import type { BulkRoutes } from '../bulk-routes.ts';
import type { Network } from '../network.ts';
import type { Asking } from '../walk.ts';
import { type Chain, type ChainPlace, Chains } from './chains.ts';
import type { EstateSender, EstateTarget } from './ends.ts';
import { isUnanswered, isUnasked, letBack, MOST_BITS } from './marks.ts';
import type { Result } from './outcomes.ts';
import { type Passage, Passages } from './passages.ts';
import { type Alike, type DialledPlace, isBeside, onlyValueOf, type SendingPlace } from './place-ends.ts';
import { BLOCKED, FIRST_BOX, type PlaceWay, PlaceWayPool, UNKNOWN_WAY, type WayNumber } from './place-way.ts';
import { SentBy } from './sent-by.ts';
import type { Station } from './stations.ts';

/** What the end of a request comes to, for all senders alike. */
interface Ended {
  readonly endsAtTarget: boolean;
  /** Of those that hand on to others, the number; absent where it is the end. */
  readonly box?: number;
  /** Where the replies start. */
  readonly replies: Station;
}

/** What of the replies gets back by a passage. */
interface Back extends Pick<Result, 'answered' | 'clientPorts'> {
  /** They come from the address that was dialled. */
  readonly isRestored: boolean;
}

/** A place of targets with what is known of the ways to it: whoever asks goes on from one to the next. */
interface Turned {
  readonly number: number;
  readonly place: DialledPlace;
  readonly target: EstateTarget;
  /** By the number of the locus that requests start from; `null` where the way is not plain. */
  readonly requests: (Chain | null)[];
  readonly ended: Map<Arrival, Ended>;
  /** Counts ways to boxes. */
  readonly boxed: Numbering;
  /** By passage, of replies from the addresses of the place and from those behind them. */
  readonly backs: Map<number, Back | undefined>;
}

/**
 * The walker's answer for two places from the chains between them: of each passage it is summed up once what its filters
 * admit, and what is left to look at is what they read of the other end.
 */
export class PlaceWays {
  readonly #ways = new PlaceWayPool();
  readonly #network: Network;
  readonly #requests: Chains;
  readonly #replies: Chains;
  readonly #senders: readonly (SendingPlace | undefined)[];
  readonly #targets: readonly (DialledPlace | undefined)[];
  /** By place of senders, where their requests start. */
  readonly #starts: readonly (Station | undefined)[];
  /** Where replies go: to senders, by their numbers, and to the public addresses that they are seen under. */
  readonly #clients: (ChainPlace | undefined)[];
  readonly #sent: SentBy;
  #turned: Turned | undefined;
  readonly #ported: AdmissionId;
  readonly #lost: Back;

  constructor(
    network: Network,
    routes: BulkRoutes,
    asking: Asking,
    senders: readonly (SendingPlace | undefined)[],
    targets: readonly (DialledPlace | undefined)[],
  ) {
    const pool = network.admissions;
    const passages = new Passages(pool, asking);
    this.#network = network;
    this.#senders = senders;
    this.#targets = targets;
    this.#clients = [...senders];
    this.#sent = new SentBy(network, senders, this.#clients);
    this.#requests = new Chains(routes, passages, targets);
    this.#replies = new Chains(routes, passages, this.#clients);
    this.#starts = senders.map((place) => {
      const sender = place?.ends[place.from];
      const isFollowed = sender && !sender.by && place?.stop?.kind !== 'unknown';
      return isFollowed ? this.#requests.station(sender.from) : undefined;
    });
    this.#ported = pool.exactly(pool.services.of([TCP, ICMP]));
    const answered = pool.exactly(network.replies.unanswered);
    this.#lost = { answered, clientPorts: pool.pair(NONE, NONE), isRestored: true };
  }

  /** By number. */
  get all(): readonly PlaceWay[] {
    return this.#ways.all;
  }

  of(way: PlaceWay): WayNumber {
    return this.#ways.of(way, 0);
  }

  between(from: number, to: number): WayNumber {
    const turned = this.#turned?.number === to ? this.#turned : this.#turnTo(to);
    const [sending, start, dialled] = [this.#senders[from] as SendingPlace, this.#starts[from], turned.place];
    if (!start || turned.target.by || isBeside(sending, dialled)) return UNKNOWN_WAY;
    if (sending.stop) return BLOCKED;
    let request = turned.requests[start.number];
    if (request === undefined) {
      request = this.#requests.between(start, to) ?? null;
      turned.requests[start.number] = request;
    }
    if (request?.end.kind === 'dropped') return BLOCKED;
    if (request?.end.kind !== 'arrival') return UNKNOWN_WAY;
    const { passage, marks, endsInside } = request;
    const ended = turned.ended.get(request.end) ?? this.#endOf(request.end, endsInside, sending, turned);
    if (typeof ended !== 'object') return ended ?? UNKNOWN_WAY;
    const sent = this.#sent.from(passage, from);
    if (!sent) return UNKNOWN_WAY;
    const shown = ended.endsAtTarget ? sent.client : undefined;
    // Behind an internet gateway nobody is meant by a group; otherwise the walker tells.
    if (shown !== undefined && passage.references !== 'none') return UNKNOWN_WAY;
    if (sent.delivered === ADMITS_NOTHING) return BLOCKED;
    const [detour, ...others] = marks.detours;
    const reply = others.length === 0 ? this.#replies.between(ended.replies, sent.client ?? from, detour) : undefined;
    const back = reply && this.#answered(request, reply, sent.client === undefined, sending, turned);
    if (!back) return UNKNOWN_WAY;
    const way: PlaceWay = {
      delivered: sent.delivered,
      answered: back.answered,
      clientPorts: back.clientPorts,
      knowsSender: passage.references !== 'none' && sending.isMeant,
      knowsTarget: passage.references !== 'both' ? 'no' : endsInside ? 'nobody' : 'yes',
      endsAtTarget: ended.endsAtTarget,
    };
    if (ended.box !== undefined)
      return sent.client === undefined ? FIRST_BOX - turned.boxed.of(this.#ways.of(way, 0), ended.box) : UNKNOWN_WAY;
    if (shown === undefined) return this.#ways.of(way, 0);
    const { labels } = this.#clients[shown] as ChainPlace;
    return this.#ways.of({ ...way, shown: { labels, first: sending.from } }, shown);
  }

  #turnTo(number: number): Turned {
    const place = this.#targets[number] as DialledPlace;
    const target = place.ends[place.from] as EstateTarget;
    this.#turned = { number, place, target, requests: [], ended: new Map(), boxed: new Numbering(), backs: new Map() };
    return this.#turned;
  }

  /** Undefined for somebody else than was dialled. What is not its end may be so for one sender alone. */
  #endOf(
    end: Arrival,
    endsInside: boolean,
    { ends, from }: SendingPlace,
    { place, target, ended }: Turned,
  ): Ended | typeof BLOCKED | undefined {
    const sender = ends[from] as EstateSender;
    const behaviour = this.#network.behaviour(end.at);
    const endsAtTarget = place.owners.includes(end.at);
    const isNamed = target.ends?.includes(end.at) ?? true;
    const at = endsInside ? (place.inside as Alike).first : target.to;
    const arrived = behaviour?.arrive?.(end, at, sender.family, this.#network, sender.source);
    const found = { endsAtTarget, replies: this.#replies.station(end.replies) };
    if (arrived !== 'end' && arrived?.kind === 'join') {
      const box = { ...found, box: ended.size };
      ended.set(end, box);
      return box;
    }
    // Where nobody is known nothing guards the end.
    if (isNamed && !endsAtTarget && (place.owners.length > 0 || behaviour?.guards)) return undefined;
    if (arrived !== 'end' && arrived?.kind !== 'dropped') return undefined;
    // What was named is not what has the address here.
    if (arrived !== 'end' || !isNamed) return BLOCKED;
    ended.set(end, found);
    return found;
  }

  #answered(
    request: Chain,
    reply: Chain,
    isItself: boolean,
    sending: SendingPlace,
    { place, backs }: Turned,
  ): Back | undefined {
    const [sent, marks] = [request.marks, reply.marks];
    // Who must see both directions knows them by addresses, which are others on the way.
    const isTranslated = !isItself || request.endsInside;
    if (isTranslated && sent.remembered.length + marks.remembered.length > 0) return undefined;
    const bits = letBack(sent, marks);
    if (bits === undefined) return undefined;
    const key = (2 * reply.passage.number + (request.endsInside ? 1 : 0)) * 2 ** MOST_BITS + bits;
    let back = backs.get(key);
    if (!back && !backs.has(key)) {
      back = this.#backBy(reply.passage, bits, request.endsInside, place);
      backs.set(key, back);
    }
    if (!back) return undefined;
    const { end } = reply;
    if (end.kind === 'dropped' || isUnasked(sent, marks)) return this.#lost;
    if (end.kind !== 'arrival') {
      const pool = this.#network.admissions;
      const perhaps = (of: AdmissionId) => pool.pair(NONE, pool.may(of));
      const answered = pool.either(this.#lost.answered, perhaps(back.answered));
      return { answered, clientPorts: perhaps(back.clientPorts), isRestored: back.isRestored };
    }
    if (!sending.ownsSource || !reply.isHome) return undefined;
    if (reply.endsInside === isItself) return undefined;
    return isUnanswered(sent, marks) || !back.isRestored ? this.#lost : back;
  }

  /** What gets back to anybody, but for unasked filters of these bits; undefined where it tells targets of the place apart. */
  #backBy(
    { admitted, unasked, onSource }: Passage,
    bits: number,
    fromInside: boolean,
    place: DialledPlace,
  ): Back | undefined {
    const pool = this.#network.admissions;
    let [left, number]: [AdmissionId, number] = [admitted, 0];
    let seen: Alike = fromInside ? (place.inside as Alike) : place;
    for (const own of unasked) if (!((bits >> number++) & 1)) left = pool.both(left, own);
    for (const one of onSource) {
      if (!('admits' in one)) {
        const restored = one.map.get(seen.first);
        if (restored !== undefined && restored !== place.first) return undefined;
        if (restored !== undefined) seen = place;
      } else if (!one.isUnasked || !((bits >> number++) & 1)) {
        const own = onlyValueOf(one.admits, seen);
        if (own === undefined) return undefined;
        left = pool.both(left, own);
      }
    }
    const { services, clientPorts } = this.#network.replies.of(left);
    return { answered: services, clientPorts: pool.both(this.#ported, clientPorts), isRestored: seen === place };
  }
}
