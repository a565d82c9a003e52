import { ANYWHERE } from '../aws/lookup.ts';
import { notCollected } from '../aws/missing.ts';
import type { Arrival, ComponentId, Filter, Membership, Stop } from '../model/route.ts';
import { ADMITS_ALL, ADMITS_NOTHING, type AdmissionId } from '../net/admission.ts';
import { NONE } from '../net/service-set.ts';
import { joined } from './join.ts';
import type { Network } from './network.ts';
import { admissionAt, applySteps, groupsOf, isTracked, type Packet, packetFrom, picksOf } from './packet.ts';
import { pair } from './pair.ts';
import { portsServed } from './ports-served.ts';
import type { PathTree } from './router.ts';
import type { Leg, Outcome, Trip, Way } from './trip.ts';
import type { Asking, Walk } from './walk.ts';

/** Legs of one conversation at most; more means that boxes hand it to each other (core contract 13). */
const MOST_LEGS = 8;

/** Follows a leg to wherever it ends, there and back, over every choice of branches. */
export function evaluate(network: Network, leg: Leg, asking: Asking): Outcome {
  return walkLeg({ network, leg, asking, joins: [] });
}

export function walkLeg(walk: Walk): Outcome {
  const { network, leg } = walk;
  return followRequest(walk, network.router.route(leg.from, leg.to), packetFrom(network, leg));
}

function followRequest(walk: Walk, tree: PathTree, packet: Packet): Outcome {
  if ('pick' in tree) {
    const picked = { ...packet, picks: [...packet.picks, ...picksOf(tree)] };
    return combine(
      walk,
      tree.pick,
      tree.of.map((one) => followRequest(walk, one, picked)),
    );
  }
  const moved = applySteps(walk.network, walk.asking, tree.branch, packet);
  if (!('kind' in tree.rest)) return followRequest(walk, tree.rest, moved);
  const way = wayOf(moved, tree.rest);
  return tree.rest.kind === 'arrival' ? arrived(walk, way, moved) : stopped(walk, way, moved);
}

/** The packet is at an interface, a place or a box: its guards, what the end does with it, and the way back. */
function arrived(walk: Walk, way: Way, packet: Packet): Outcome {
  const { network, leg } = walk;
  const { at } = way.end;
  const admitted = network.admissions.both(packet.admitted, guardsOf(walk, packet, at));
  const guarded = { ...packet, admitted };
  const ended =
    network.behaviour(at)?.arrive?.(way.end as Arrival, packet.destination, leg.family, network, packet.source) ??
    notCollected(network, at, network.kindOfId(at) ?? 'networkInterface', at, ANYWHERE);
  if (ended === 'end') return delivered(walk, way, guarded);
  if (ended.kind !== 'join') return stopped(walk, { ...way, end: ended }, guarded);
  if (ended.callers) walk.asking.listener?.toldApart(ended.callers, packet.source);
  const place = `${at} ${packet.destination}`;
  if (walk.joins.includes(place) || walk.joins.length + 1 >= MOST_LEGS) {
    return stopped(walk, { ...way, end: loopAt(at) }, guarded);
  }
  return joined({ ...walk, joins: [...walk.joins, place] }, way, guarded, ended);
}

function delivered(walk: Walk, request: Way, packet: Packet): Outcome {
  const { answered, clientPorts, ways } = pair(walk, request, packet);
  const outcome = { delivered: packet.admitted, answered, clientPorts };
  return {
    ...outcome,
    trips: ways.map((reply): Trip => ({ leg: walk.leg, request, reply, next: undefined, join: undefined, ...outcome })),
  };
}

/** The request goes no further: nothing is delivered, or nobody can tell. */
function stopped(walk: Walk, request: Way, packet: Packet): Outcome {
  const { network, leg } = walk;
  const pool = network.admissions;
  const isUnknown = request.end.kind === 'unknown';
  if (isUnknown && isFirst(walk)) walk.asking.listener?.lost();
  // Towards an end that is not known, a rule may be meant that names a group of whoever has the address, or any group
  // where the input does not say who has it.
  const members = (filter: Filter) => {
    const owners = network.ownersOf(leg.family, leg.to);
    if (owners.length > 0) return owners.flatMap((at) => groupsOf(network, at));
    return [...(filter.members?.keys() ?? [])].map(asMember);
  };
  const meant = (filter: Filter) => (packet.references === 'both' ? members(filter) : undefined);
  const admitted = isUnguarded(walk) ? packet.admitted : pool.both(packet.admitted, egressOf(walk, meant));
  const outcome = {
    delivered: isUnknown ? pool.pair(NONE, pool.may(admitted)) : ADMITS_NOTHING,
    answered: isUnknown ? pool.pair(NONE, pool.may(ADMITS_ALL)) : ADMITS_NOTHING,
    clientPorts: isUnknown ? pool.pair(NONE, pool.may(ADMITS_ALL)) : ADMITS_NOTHING,
  };
  return { ...outcome, trips: [{ leg, request, reply: undefined, next: undefined, join: undefined, ...outcome }] };
}

/** The groups of both ends: they are asked once, when it is known who the other end is. */
function guardsOf(walk: Walk, packet: Packet, at: ComponentId): AdmissionId {
  const { network, leg, asking } = walk;
  const pool = network.admissions;
  const isTrackedHere = isTracked(packet.tracked, at, packet.source, packet.destination);
  asking.listener?.met(at, packet, isTrackedHere, isFirst(walk));
  if (isUnguarded(walk)) return ADMITS_ALL;
  const isOwn = packet.references === 'both' && packet.destination === leg.to;
  const far = isOwn ? groupsOf(network, at) : [];
  let admitted = egressOf(walk, () => (packet.references === 'both' ? far : undefined));
  // A box that the request passed before and that it comes back to between other addresses sees a new flow (SG-30).
  if (isTrackedHere || isOpenBehind(walk, at)) return admitted;
  for (const filter of network.behaviour(at)?.guards?.(at, network)?.[leg.family].ingress ?? []) {
    const address = filter.reads === 'source' ? packet.source : packet.destination;
    const known = packet.references !== 'none' ? packet.groups : undefined;
    admitted = pool.both(admitted, admissionAt(network, asking, filter, address, known));
  }
  return admitted;
}

function isFirst({ joins }: Walk): boolean {
  return joins.length === 0;
}

/** Guards of the two ends, not those of boxes between them. */
function isUnguarded(walk: Walk): boolean {
  return isFirst(walk) && walk.asking.listener?.isUnguarded === true;
}

function isOpenBehind(walk: Walk, at: ComponentId): boolean {
  return !isFirst(walk) && walk.asking.listener?.openBehind.includes(at) === true;
}

/** `groups`: those of the end, by which a rule may mean it; undefined where the way does not keep references. */
function egressOf(walk: Walk, groups: (filter: Filter) => readonly Membership[] | undefined): AdmissionId {
  const { network, leg, asking } = walk;
  const filters = network.behaviour(leg.client)?.guards?.(leg.client, network)?.[leg.family].egress ?? [];
  return filters.reduce(
    (admitted, filter) =>
      network.admissions.both(admitted, admissionAt(network, asking, filter, leg.to, groups(filter))),
    ADMITS_ALL,
  );
}

function asMember(group: ComponentId): Membership {
  return { group, isSure: true };
}

/** `aws`: only what every way gives is sure. `any`: one that works is enough, by itself. */
export function combine(walk: Walk, pick: 'aws' | 'any', outcomes: readonly Outcome[]): Outcome {
  const pool = walk.network.admissions;
  const join = (a: AdmissionId, b: AdmissionId) => (pick === 'aws' ? pool.picked(a, b) : pool.either(a, b));
  const [only] = outcomes;
  if (only && outcomes.length === 1) return only;
  const ways = pick === 'any' ? outcomes.map((one) => alone(walk, one)) : outcomes;
  const { delivered, answered, clientPorts } = ways.reduce((a, b) => ({
    delivered: join(a.delivered, b.delivered),
    answered: join(a.answered, b.answered),
    clientPorts: join(a.clientPorts, b.clientPorts),
    trips: [],
  }));
  return { delivered, answered, clientPorts, trips: ways.flatMap(({ trips }) => trips) };
}

/** Answered is what this way itself delivers and answers at the client's ports: no other way's answers count for it. */
function alone({ network, asking }: Walk, { delivered, answered, clientPorts, trips }: Outcome): Outcome {
  const pool = network.admissions;
  const served = portsServed(network, clientPorts, asking.clientPorts);
  const heard = pool.either(served, pool.exactly(network.replies.unanswered));
  return { delivered, answered: pool.both(delivered, pool.both(answered, heard)), clientPorts, trips };
}

function wayOf(packet: Packet, end: Way['end']): Way {
  return {
    branches: packet.branches,
    end,
    source: packet.source,
    destination: packet.destination,
    picks: packet.picks,
  };
}

function loopAt(at: ComponentId): Stop {
  const text = 'it is handed its own packets again';
  return { kind: 'dropped', code: 'LOOP', at, evidence: [{ component: at, effect: 'blocks', text }] };
}
