import { scopeTypesOf } from '../../aws/scope-types.ts';
import { standsFor } from '../../aws/stands-for.ts';
import { onlyAsNamed } from '../../engine/as-named.ts';
import { converse } from '../../engine/converse.ts';
import type { Listener } from '../../engine/listener.ts';
import type { Network } from '../../engine/network.ts';
import type { Trip } from '../../engine/trip.ts';
import type { ComponentId } from '../../model/route.ts';
import type { Label } from '../../net/label-tree.ts';
import type { Pair } from '../judge.ts';
import type { Question } from '../question.ts';

/** What lies on the ways between two bundles of ends: it is the same for every pair of them. */
export interface Crossing {
  readonly ways: readonly Crossed[];
  /** The host itself, or a service beside its interface, answers: nothing crosses the network. */
  readonly isBeside: boolean;
  /** Whose own address decided which way it is; and, of `addresses`, with which addresses packets arrive. */
  readonly singled: Singled;
  readonly addresses: Singled;
}
interface Singled {
  readonly sender: boolean;
  readonly target: boolean;
}

/** One way of the request. */
export interface Crossed {
  readonly trip: Trip;
  readonly ends: 'arrives' | 'unknown' | 'dropped';
  /** Where the last leg ends. */
  readonly at: ComponentId;
  readonly components: ReadonlySet<ComponentId>;
  /** Of those, what scopes have a name for, in order. */
  readonly passages: readonly ComponentId[];
  /** Nobody picks it from several: if the pair can talk at all, then also by this way. */
  readonly isSure: boolean;
  /** The addresses that the packet arrives with; `own` is that of whoever sends, or dials. */
  readonly source: 'own' | Label;
  readonly destination: 'own' | Label;
}

export function crossingOf(network: Network, question: Question, pair: Pair): Crossing {
  const [singled, addresses] = [
    { sender: false, target: false },
    { sender: false, target: false },
  ];
  const single = (end: 'sender' | 'target') => {
    singled[end] = true;
    addresses[end] = true;
  };
  const listener: Listener = {
    isUnguarded: false,
    openBehind: [],
    asked: () => {},
    met: () => {},
    lost: () => {},
    singled: single,
    toldApart: () => single('sender'),
    translated: (field) => {
      addresses[field === 'source' ? 'sender' : 'target'] = true;
    },
  };
  const { outcome } = converse(network, { ...question.asking, listener }, pair);
  const both = { sender: true, target: true };
  if (!outcome) return { ways: [], isBeside: true, singled: both, addresses: both };
  const { trips } = onlyAsNamed(network, outcome, pair);
  const ways = trips.map((trip) => crossed(network, trip));
  return { ways, isBeside: false, singled, addresses };
}

export function crossed(network: Network, trip: Trip): Crossed {
  const components = new Set<ComponentId>();
  const legs: Trip[] = [];
  for (let leg: Trip | undefined = trip; leg; leg = leg.next) legs.push(leg);
  for (const leg of legs) addComponents(network, leg, components);
  const last = legs.at(-1) as Trip;
  const { end } = last.request;
  const { leg } = trip;
  return {
    trip,
    ends: end.kind === 'arrival' ? endOf(last) : end.kind,
    at: end.at,
    components,
    passages: passagesOf(network, components, [leg.client, end.at]),
    isSure: legs.every(({ request, reply }) => request.picks.length === 0 && (reply?.picks.length ?? 0) === 0),
    source: last.request.source === leg.source ? 'own' : last.request.source,
    destination: last.request.destination === leg.to ? 'own' : last.request.destination,
  };
}

/** A box may end the conversation: by answering itself, or not at all. */
function endOf({ onward }: Trip): Crossed['ends'] {
  if (!onward || !('ends' in onward) || onward.ends === 'here') return 'arrives';
  return onward.ends.kind;
}

function addComponents({ topology }: Network, { leg, request, onward }: Trip, found: Set<ComponentId>): void {
  found.add(leg.client);
  for (const { at, links, steps } of request.branches) {
    if (at) found.add(at);
    for (const link of links) for (const end of topology.endsOf(link)) found.add(end);
    for (const step of steps) {
      if (step.kind === 'filter') found.add(step.filter.at).add(step.filter.component);
      else if (step.kind === 'note') found.add(step.about);
      else found.add(step.by);
    }
  }
  found.add(request.end.at);
  if (onward && 'by' in onward && onward.by) found.add(onward.by);
}

function passagesOf(
  network: Network,
  components: ReadonlySet<ComponentId>,
  ends: readonly ComponentId[],
): readonly ComponentId[] {
  const own = [...components].filter((id) => !ends.includes(id)).flatMap((id) => standsFor(network, id).slice(0, 4));
  const isEnd = new Set(ends.flatMap((id) => standsFor(network, id)));
  const found = own.filter((id) => !isEnd.has(id) && scopeTypesOf(network, id).some((type) => !HOSTS.has(type)));
  return [...new Set(found)];
}

/** Who is on the way like any host, an appliance, is told by its hop alone. */
const HOSTS: ReadonlySet<string> = new Set(['AWS::EC2::NetworkInterface', 'AWS::EC2::Instance']);
