import type { Arrival, ComponentId, Filter, Locus, Step, Stop } from '../../model/route.ts';
import { ADMITS_ALL, ADMITS_NOTHING, type AdmissionId } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import { ICMP, NONE, TCP } from '../../net/service-set.ts';
import type { BulkRoutes } from '../bulk-routes.ts';
import type { Network } from '../network.ts';
import type { Asking } from '../walk.ts';
import { eachKey, type Threshold } from './cuts.ts';
import type { EstateSender, EstateTarget } from './ends.ts';
import type { Result } from './outcomes.ts';
import { type DialledPlace, onlyValue, type SendingPlace } from './place-ends.ts';

/** What comes of any pair of two places, the guards of their ends apart. */
export interface PlainWay extends Result {
  readonly threshold: Threshold;
}

/** A filter, or a choice, that this does not know to be alike for both places. */
type Otherwise = undefined;

/** No way is longer; a longer one goes round in circles, which the walker tells. */
const MOST_HOPS = 32;

/** Whose addresses a packet carries: those of one place as they are dialled or sent from, or what they stand for. */
interface Address {
  readonly label: Label;
  /** What a filter admits of all such addresses of the place. */
  all(map: Filter['admits']): AdmissionId | Otherwise;
}

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
    if (sending.beside.some(({ from, to }) => from <= dialled.highest && dialled.lowest < to)) return undefined;
    if (sending.stop) return 'blocked';
    const request = new Request(this.#network, this.#asking, sender, sourceOf(sending, sender), dialled, target);
    const end = this.#follow(sender.from, request, undefined);
    if (end?.kind === 'arrival') return this.#arrived(request, end, sending);
    return end?.kind === 'dropped' ? 'blocked' : undefined;
  }

  #arrived(request: Request, end: Arrival, sending: SendingPlace): PlainWay | 'blocked' | Otherwise {
    const { target, dialled, source, destination, sender, references } = request;
    const { at } = end;
    const behaviour = this.#network.behaviour(at);
    if (!dialled.owners.includes(at) || (target.ends && !target.ends.includes(at))) return undefined;
    const ended = behaviour?.arrive?.(end, destination.label, sender.family, this.#network, source.label);
    if (ended !== 'end') return ended?.kind === 'dropped' ? 'blocked' : undefined;
    const back = this.#answered(request, end);
    if (!back) return undefined;
    const threshold = {
      at,
      source: source.label,
      knowsSender: references !== 'none' && sending.isMeant,
      knowsTarget: references !== 'both' ? 'no' : destination.label === target.to ? 'yes' : 'nobody',
    } as const;
    return { delivered: request.admitted, ...back, threshold };
  }

  #answered(request: Request, end: Arrival): Pick<Result, 'answered' | 'clientPorts'> | Otherwise {
    const { sender, target } = request;
    const reply = new Reply(this.#network, this.#asking, request, this.#ported);
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
    const isMissed = request.stateful.some(({ by, missed }) => missed === 'drop' && !reply.remembered.includes(by));
    return isMissed || reply.source.label !== target.to ? lost : { answered, clientPorts };
  }

  /** To where the packets of a way end up. */
  #follow(start: Locus, packet: Request | Reply, request: Request | undefined): Arrival | Stop | Otherwise {
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

type Stateful = Extract<Step, { kind: 'stateful' }>;

class Request {
  readonly sender: EstateSender;
  readonly target: EstateTarget;
  readonly dialled: DialledPlace;
  readonly source: Address;
  readonly stateful: Stateful[] = [];
  readonly passed: ComponentId[] = [];
  destination: Address;
  admitted: AdmissionId = ADMITS_ALL;
  references: 'both' | 'ingress-only' | 'none' = 'both';
  #detour: Stateful | undefined;
  readonly #network: Network;
  readonly #asking: Asking;

  constructor(
    network: Network,
    asking: Asking,
    sender: EstateSender,
    source: Address,
    dialled: DialledPlace,
    target: EstateTarget,
  ) {
    this.#network = network;
    this.#asking = asking;
    this.sender = sender;
    this.source = source;
    this.dialled = dialled;
    this.target = target;
    this.destination = addressOf(target.to, dialled.labels, dialled.from, dialled.to);
  }

  /** False where the step is more than this knows of. */
  take(step: Step, next: Locus | Arrival | Stop): boolean {
    switch (step.kind) {
      case 'filter': {
        const { filter, tracks, spares } = step;
        if (spares || tracks || filter.flows || filter.members) return false;
        this.passed.push(filter.component);
        const admitted = this.#asking.ignore.has(filter.layer)
          ? ADMITS_ALL
          : (filter.reads === 'source' ? this.source : this.destination).all(filter.admits);
        if (admitted === undefined) return false;
        this.admitted = this.#network.admissions.both(this.admitted, admitted);
        return true;
      }
      case 'translate':
        return step.field === 'source' ? this.source.all(eachKey(step.map)) === 0 : this.#translated(step.map);
      case 'stateful':
        this.stateful.push(step);
        if (!step.returns || 'kind' in next) return true;
        if (this.#detour) return false;
        this.#detour = step;
        return true;
      case 'identity':
        this.references = step.becomes === 'none' || this.references === 'none' ? 'none' : 'ingress-only';
        return true;
      case 'note':
        return true;
    }
  }

  /** The component by which replies are led back that come to a place. */
  returnsBy({ at, via }: Locus): ComponentId | undefined {
    return via === undefined && this.#detour?.returns === at ? this.#detour.by : undefined;
  }

  #translated(map: ReadonlyMap<Label, Label>): boolean {
    const to = map.get(this.destination.label);
    if (to === undefined) return true;
    const { insides, labels, from } = this.dialled;
    const position = labels.indexOf(this.target.to, from) - from;
    if (!insides || insides[position] !== to) return false;
    this.destination = addressOf(to, insides, 0, insides.length);
    return true;
  }
}

class Reply {
  readonly remembered: ComponentId[] = [];
  readonly destination: Address;
  source: Address;
  answered: AdmissionId = ADMITS_ALL;
  clientPorts: AdmissionId;
  /** It came by something that must have seen the request, and did not. */
  isForgotten = false;
  readonly #network: Network;
  readonly #asking: Asking;
  readonly #request: Request;

  constructor(network: Network, asking: Asking, request: Request, clientPorts: AdmissionId) {
    this.#network = network;
    this.#asking = asking;
    this.#request = request;
    this.source = request.destination;
    this.destination = request.source;
    this.clientPorts = clientPorts;
  }

  take(step: Step): boolean {
    switch (step.kind) {
      case 'filter': {
        const { filter, tracks } = step;
        // What let the request through lets its reply through unasked.
        if (filter.answers === 'unasked' && this.#request.passed.includes(filter.component)) return true;
        if (tracks || filter.flows || filter.members) return false;
        const admitted = this.#asking.ignore.has(filter.layer)
          ? ADMITS_ALL
          : (filter.reads === 'source' ? this.source : this.destination).all(filter.admits);
        if (admitted === undefined) return false;
        const pool = this.#network.admissions;
        const left = this.#network.replies.of(admitted);
        this.answered = pool.both(this.answered, left.services);
        this.clientPorts = pool.both(this.clientPorts, left.clientPorts);
        return true;
      }
      case 'translate':
        if (step.field === 'destination') return !step.map.has(this.destination.label);
        return this.#restored(step.map.get(this.source.label));
      case 'stateful':
        this.remembered.push(step.by);
        if (step.missed !== 'warn' && !this.#request.stateful.some(({ by }) => by === step.by)) this.isForgotten = true;
        return true;
      default:
        return true;
    }
  }

  /** The private address of the server as the public one that was dialled, or not at all. */
  #restored(to: Label | undefined): boolean {
    if (to === undefined) return true;
    const { target, dialled } = this.#request;
    if (to !== target.to) return false;
    this.source = addressOf(to, dialled.labels, dialled.from, dialled.to);
    return true;
  }
}

function sourceOf({ labels, from, to }: SendingPlace, { source }: EstateSender): Address {
  return addressOf(source, labels, from, to);
}

function addressOf(label: Label, labels: Int32Array, from: number, to: number): Address {
  return { label, all: (map) => onlyValue(map, labels, from, to) };
}

/** Nothing gets there, or all that does is not delivered. */
export function isBlocked(way: PlainWay | 'blocked' | undefined): boolean {
  return way === 'blocked' || way?.delivered === ADMITS_NOTHING;
}
