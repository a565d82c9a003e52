import { ADMITS_ALL, ADMITS_NOTHING, type AdmissionId } from '../net/admission.ts';
import { ICMP, NONE, type ServiceSetId, TCP, UDP } from '../net/service-set.ts';
import type { ComponentId, Layer, LegJoin, NextLeg, Stop } from '../model/route.ts';
import { admissionAt, applySteps, packetFrom, type Packet } from './packet.ts';
import type { Network } from './network.ts';
import type { PathTree } from './router.ts';
import { pair } from './pair.ts';
import { portsServed } from './ports-served.ts';
import type { Leg, Outcome, Pick, Trip, Way } from './trip.ts';

/** Legs of one conversation at most; more means that boxes hand it to each other (core contract 13). */
const MOST_LEGS = 8;

export interface Asking {
  /** Layers of filters that are set aside. */
  readonly ignore: ReadonlySet<Layer>;
  /** The client's ports, as services of tcp and udp. */
  readonly clientPorts: ServiceSetId;
}

/** Follows a leg to wherever it ends, there and back, over every choice of branches. */
export function evaluate(network: Network, leg: Leg, asking: Asking): Outcome {
  return evaluateLeg(network, leg, asking, []);
}

function evaluateLeg(network: Network, leg: Leg, asking: Asking, joins: readonly string[]): Outcome {
  const tree = network.router.route(leg.from, leg.to);
  return followRequest(network, leg, asking, joins, tree, packetFrom(leg));
}

function followRequest(network: Network, leg: Leg, asking: Asking, joins: readonly string[], tree: PathTree, packet: Packet): Outcome {
  if ('pick' in tree) {
    const picked = { ...packet, picks: [...packet.picks, pickOf(tree)] };
    return combine(network, tree.pick, tree.of.map((one) => followRequest(network, leg, asking, joins, one, picked)));
  }
  const moved = applySteps(network, leg, asking, tree.branch, packet);
  if (!('kind' in tree.rest)) return followRequest(network, leg, asking, joins, tree.rest, moved);
  const way: Way = wayOf(moved, tree.rest);
  if (tree.rest.kind !== 'arrival') return stopped(network, leg, asking, way, moved);
  return arrived(network, leg, asking, joins, way, moved);
}

/** The packet is at an interface, a place or a box: its guards, what the end does with it, and the way back. */
function arrived(network: Network, leg: Leg, asking: Asking, joins: readonly string[], way: Way, packet: Packet): Outcome {
  const at = way.end.at;
  const admitted = network.admissions.both(packet.admitted, guardsOf(network, leg, asking, packet, at));
  const guarded = { ...packet, admitted };
  const ended = network.behaviour(at)?.arrive?.(at, packet.destination, leg.family, network) ?? 'end';
  if (ended === 'end') {
    const back = pair(network, leg, asking, way, guarded);
    const trips = back.ways.map((reply): Trip => ({ leg, request: way, reply, next: undefined, ...back, delivered: admitted }));
    return { delivered: admitted, answered: back.answered, clientPorts: back.clientPorts, trips };
  }
  if (ended.kind !== 'join') return stopped(network, leg, asking, { ...way, end: ended }, guarded);
  const place = `${at} ${packet.destination}`;
  if (joins.includes(place) || joins.length + 1 >= MOST_LEGS) {
    return stopped(network, leg, asking, { ...way, end: loopAt(at) }, guarded);
  }
  return joined(network, leg, asking, [...joins, place], way, guarded, ended);
}

function joined(network: Network, leg: Leg, asking: Asking, joins: readonly string[], way: Way, packet: Packet, join: LegJoin): Outcome {
  const pool = network.admissions;
  const back = pair(network, leg, asking, way, packet);
  const ports = join.clientPorts === 'remapped' ? remappedPorts(network) : asking.clientPorts;
  const outcomes = join.next.map((next): Outcome => {
    const onward = evaluateLeg(network, legOf(next), { ...asking, clientPorts: ports }, joins);
    const delivered = pool.both(pool.both(packet.admitted, join.accepts), onward.delivered);
    const carried = join.clientPorts === 'remapped' ? portsServed(network, onward.clientPorts, ports) : ADMITS_ALL;
    const answered = pool.both(pool.both(back.answered, onward.answered), carried);
    const trips = onward.trips.flatMap((rest) =>
      back.ways.map((reply): Trip => ({ leg, request: way, reply, next: rest, delivered, answered, clientPorts: back.clientPorts })),
    );
    return { delivered, answered, clientPorts: back.clientPorts, trips };
  });
  return combine(network, join.pick, outcomes);
}

/** NAT devices and balancers open their own conversations from 1024–65535 (NAT-04, ALB-01). */
export function remappedPorts(network: Network): ServiceSetId {
  return network.admissions.services.of([TCP + 1024, UDP], [UDP + 1024, ICMP]);
}

/** The groups of both ends: they are asked once, when it is known who the other end is. */
function guardsOf(network: Network, leg: Leg, asking: Asking, packet: Packet, at: ComponentId): AdmissionId {
  const pool = network.admissions;
  let admitted = ADMITS_ALL;
  const egress = network.behaviour(leg.client)?.guards?.(leg.client, network)?.[leg.family].egress ?? [];
  const known = packet.references === 'both' && packet.destination === leg.to ? groupsOf(network, at) : [];
  for (const filter of egress) admitted = pool.both(admitted, admissionAt(network, asking, filter, leg.to, known, packet.references === 'both'));
  if (packet.tracked.includes(at)) return admitted;
  const ingress = network.behaviour(at)?.guards?.(at, network)?.[leg.family].ingress ?? [];
  for (const filter of ingress) {
    const address = filter.reads === 'source' ? packet.source : packet.destination;
    admitted = pool.both(admitted, admissionAt(network, asking, filter, address, packet.groups, packet.references !== 'none'));
  }
  return admitted;
}

export function groupsOf(network: Network, at: ComponentId): readonly ComponentId[] {
  return network.behaviour(at)?.groups?.(at, network) ?? [];
}

function stopped(network: Network, leg: Leg, asking: Asking, way: Way, packet: Packet): Outcome {
  const pool = network.admissions;
  const admitted = pool.both(packet.admitted, egressOf(network, leg, asking, packet));
  const delivered = way.end.kind === 'unknown' ? pool.pair(NONE, pool.may(admitted)) : ADMITS_NOTHING;
  const perhaps = way.end.kind === 'unknown' ? pool.pair(NONE, pool.may(ADMITS_ALL)) : ADMITS_NOTHING;
  const trip: Trip = { leg, request: way, reply: undefined, next: undefined, delivered, answered: perhaps, clientPorts: perhaps };
  return { delivered, answered: perhaps, clientPorts: perhaps, trips: [trip] };
}

/** Towards an end that is not known, a rule that names a group may be meant for it. */
function egressOf(network: Network, leg: Leg, asking: Asking, packet: Packet): AdmissionId {
  const pool = network.admissions;
  const filters = network.behaviour(leg.client)?.guards?.(leg.client, network)?.[leg.family].egress ?? [];
  return filters.reduce((admitted, filter) => {
    const members = packet.references === 'both' ? [...(filter.members?.keys() ?? [])] : [];
    return pool.both(admitted, admissionAt(network, asking, filter, leg.to, members, packet.references === 'both'));
  }, ADMITS_ALL);
}

function combine(network: Network, pick: 'aws' | 'any', outcomes: readonly Outcome[]): Outcome {
  const pool = network.admissions;
  const join = (a: AdmissionId, b: AdmissionId) => (pick === 'aws' ? pool.picked(a, b) : pool.either(a, b));
  return outcomes.reduce((a, b) => ({
    delivered: join(a.delivered, b.delivered),
    answered: join(a.answered, b.answered),
    clientPorts: join(a.clientPorts, b.clientPorts),
    trips: [...a.trips, ...b.trips],
  }));
}

function legOf(next: NextLeg): Leg {
  return { family: next.family, from: next.from, client: next.end, source: next.source, to: next.to };
}

function wayOf(packet: Packet, end: Way['end']): Way {
  return { branches: packet.branches, end, source: packet.source, destination: packet.destination, picks: packet.picks };
}

function pickOf(choice: Exclude<PathTree, { readonly branch: unknown }>): Pick {
  return { code: choice.code, choice: choice.choice, ...(choice.missing ? { missing: choice.missing } : {}) };
}

function loopAt(at: ComponentId): Stop {
  const text = 'it is handed its own packets again';
  return { kind: 'dropped', code: 'LOOP', at, evidence: [{ component: at, effect: 'blocks', text }] };
}
