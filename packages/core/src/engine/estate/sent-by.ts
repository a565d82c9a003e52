import type { AdmissionId } from '../../net/admission.ts';
import type { Label } from '../../net/label-tree.ts';
import type { Network } from '../network.ts';
import type { ChainPlace } from './chains.ts';
import { eachKey } from './cuts.ts';
import type { EstateSender } from './ends.ts';
import type { Passage, Translation } from './passages.ts';
import { type Alike, alike, onlyValueOf, type SendingPlace } from './place-ends.ts';
import { routingLabels } from './routing-labels.ts';

/** What leaves a place by a passage. */
interface Sent {
  readonly delivered: AdmissionId;
  /** The number of the place that replies go to, where that is not the senders' own. */
  readonly client: number | undefined;
}

/** Senders of a place under public addresses. */
interface Shown {
  readonly outside: Alike;
  readonly client: number;
}

/** What leaves places by passages. */
export class SentBy {
  readonly #network: Network;
  readonly #senders: readonly (SendingPlace | undefined)[];
  /** Where replies go, by number: public addresses of senders are places of their own. */
  readonly #clients: (ChainPlace | undefined)[];
  /** By passage that reads no source, what leaves any place. */
  readonly #known: Sent[] = [];
  /** By map and place, who sends under public addresses of its own. */
  readonly #shown = new Map<Translation['map'], Map<SendingPlace, Shown | undefined>>();

  constructor(network: Network, senders: readonly (SendingPlace | undefined)[], clients: (ChainPlace | undefined)[]) {
    this.#network = network;
    this.#senders = senders;
    this.#clients = clients;
  }

  /** Undefined where what is on the way tells senders of the place apart. */
  from(passage: Passage, place: number): Sent | undefined {
    const known = this.#known[passage.number];
    if (known) return known;
    const sent = this.#sent(passage, this.#senders[place] as SendingPlace);
    if (sent && passage.onSource.length === 0) this.#known[passage.number] = sent;
    return sent;
  }

  #sent({ admitted, unasked, onSource }: Passage, sending: SendingPlace): Sent | undefined {
    const pool = this.#network.admissions;
    let [delivered, client]: [AdmissionId, number | undefined] = [admitted, undefined];
    let seen: Alike = sending;
    for (const one of unasked) delivered = pool.both(delivered, one);
    for (const one of onSource) {
      if ('admits' in one) {
        const own = onlyValueOf(one.admits, seen);
        if (own === undefined) return undefined;
        delivered = pool.both(delivered, own);
      } else if (onlyValueOf(eachKey(one.map), seen) !== 0) {
        const shown: Shown | undefined = client === undefined ? this.#shownBy(one.map, sending) : undefined;
        if (!shown) return undefined;
        [seen, client] = [shown.outside, shown.client];
      }
    }
    return { delivered, client };
  }

  #shownBy(map: Translation['map'], sending: SendingPlace): Shown | undefined {
    let places = this.#shown.get(map);
    if (!places) {
      places = new Map();
      this.#shown.set(map, places);
    }
    if (places.has(sending)) return places.get(sending);
    const outside = publicAddressesOf(this.#network, map, sending);
    const place = outside && { ...outside, inside: sending, home: sending.home };
    const shown = place && { outside: place, client: this.#clients.push(place) - 1 };
    places.set(sending, shown);
    return shown;
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
