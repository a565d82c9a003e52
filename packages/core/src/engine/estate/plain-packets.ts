import type { Arrival, ComponentId, Filter, Locus, Step, Stop } from '../../model/route.ts';
import { ADMITS_ALL, type AdmissionId } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import type { Network } from '../network.ts';
import { seenAfter } from '../packet.ts';
import type { Asking } from '../walk.ts';
import { eachKey } from './cuts.ts';
import type { EstateSender, EstateTarget } from './ends.ts';
import { type DialledPlace, onlyValue, type SendingPlace } from './place-ends.ts';
import { routingLabels } from './routing-labels.ts';

/** Whose addresses a packet carries: those of one place as they are dialled or sent from, or what they stand for. */
interface Address {
  readonly label: Label;
  /** What a filter admits of all such addresses of the place; undefined where that is not one value. */
  all(map: Filter['admits']): AdmissionId | undefined;
}

function addressOf(label: Label, labels: Int32Array, from: number, to: number): Address {
  return { label, all: (map) => onlyValue(map, labels, from, to) };
}

type Stateful = Extract<Step, { kind: 'stateful' }>;

/** What must see both directions, and the addresses by which it saw one: of one pair as of any other. */
interface Seen {
  readonly step: Stateful;
  readonly source: Label;
  readonly destination: Label;
}

/** Whether one of the other direction saw the same conversation. */
export function isSeenToo({ step, source, destination }: Seen, others: readonly Seen[]): boolean {
  return others.some((one) => one.step.by === step.by && one.source === destination && one.destination === source);
}

/** A request from any sender of a place to any target of another. */
export class PlainRequest {
  readonly sender: EstateSender;
  readonly target: EstateTarget;
  readonly dialled: DialledPlace;
  readonly remembered: Seen[] = [];
  /** Whose filters it passed. */
  readonly passed: ComponentId[] = [];
  source: Address;
  destination: Address;
  admitted: AdmissionId = ADMITS_ALL;
  references: 'both' | 'ingress-only' | 'none' = 'both';
  /** Each sender got another address on the way. */
  isRenamed = false;
  #detour: Stateful | undefined;
  readonly #network: Network;
  readonly #asking: Asking;
  readonly #sending: SendingPlace;

  constructor(
    network: Network,
    asking: Asking,
    sending: SendingPlace,
    sender: EstateSender,
    dialled: DialledPlace,
    target: EstateTarget,
  ) {
    this.#network = network;
    this.#asking = asking;
    this.#sending = sending;
    this.sender = sender;
    this.dialled = dialled;
    this.target = target;
    this.source = this.own;
    this.destination = addressOf(target.to, dialled.labels, dialled.from, dialled.to);
  }

  /** The senders' own addresses. */
  get own(): Address {
    const { labels, from, to } = this.#sending;
    return addressOf(this.sender.source, labels, from, to);
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
        return step.field === 'source' ? this.#renamed(step.map) : this.#translated(step.map);
      case 'stateful':
        this.remembered.push({ step, source: this.source.label, destination: this.destination.label });
        if (!step.returns || 'kind' in next) return true;
        if (this.#detour) return false;
        this.#detour = step;
        return true;
      case 'identity':
        this.references = seenAfter(this.references, step.becomes);
        return true;
      case 'note':
        return true;
    }
  }

  /** The component by which replies are led back that come to a place. */
  returnsBy({ at, via }: Locus): ComponentId | undefined {
    return via === undefined && this.#detour?.returns === at ? this.#detour.by : undefined;
  }

  /** None of the senders, or each as an interface's own public address, of which routing tells none apart. */
  #renamed(map: ReadonlyMap<Label, Label>): boolean {
    if (this.source.all(eachKey(map)) === 0) return true;
    const { labels, ends, from, to } = this.#sending;
    const routed = routingLabels(this.#network)[this.sender.family];
    const label = map.get(this.sender.source) as Label;
    if (this.isRenamed || label === undefined) return false;
    const shown = new Int32Array(to - from);
    for (let position = from; position < to; position++) {
      const other = map.get(labels[position] as Label);
      const own = other === undefined ? undefined : this.#network.publicAddress(other);
      if (other === undefined || routed[other] !== routed[label]) return false;
      if (own?.at !== ends[position]?.end || own?.inside !== labels[position]) return false;
      shown[position - from] = other;
    }
    this.isRenamed = true;
    this.source = addressOf(label, shown, 0, shown.length);
    return true;
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

/** The reply to such a request. */
export class PlainReply {
  readonly remembered: Seen[] = [];
  source: Address;
  destination: Address;
  answered: AdmissionId = ADMITS_ALL;
  clientPorts: AdmissionId;
  /** It came by something that must have seen the request, and did not. */
  isForgotten = false;
  readonly #network: Network;
  readonly #asking: Asking;
  readonly #request: PlainRequest;

  constructor(network: Network, asking: Asking, request: PlainRequest, clientPorts: AdmissionId) {
    this.#network = network;
    this.#asking = asking;
    this.#request = request;
    this.source = request.destination;
    this.destination = request.source;
    this.clientPorts = clientPorts;
  }

  /** False where the step is more than this knows of. */
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
        return step.field === 'source'
          ? this.#restoredSource(step.map.get(this.source.label))
          : this.#restored(step.map.get(this.destination.label));
      case 'stateful': {
        const seen = { step, source: this.source.label, destination: this.destination.label };
        this.remembered.push(seen);
        if (step.missed !== 'warn' && !isSeenToo(seen, this.#request.remembered)) this.isForgotten = true;
        return true;
      }
      default:
        return true;
    }
  }

  /** The public address of the client as the one that it sends from. */
  #restored(to: Label | undefined): boolean {
    if (to === undefined) return true;
    if (!this.#request.isRenamed || to !== this.#request.sender.source) return false;
    this.destination = this.#request.own;
    return true;
  }

  /** The private address of the server as the public one that was dialled. */
  #restoredSource(to: Label | undefined): boolean {
    if (to === undefined) return true;
    const { target, dialled } = this.#request;
    if (to !== target.to) return false;
    this.source = addressOf(to, dialled.labels, dialled.from, dialled.to);
    return true;
  }
}
