import type { ComponentId, Membership } from '../model/route.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import {
  noteCheck,
  remarkChecks,
  replyCheck,
  requestCheck,
  type Scribe,
  trackedCheck,
  translateCheck,
} from './check.ts';
import { askingBehind, carriedAs } from './join.ts';
import { acceptanceChecks, onwardChecks } from './join-checks.ts';
import type { Network } from './network.ts';
import {
  applySteps,
  groupsAt,
  groupsOf,
  isSpared,
  isTracked,
  type Packet,
  packetFrom,
  trackedByAll,
} from './packet.ts';
import { isUnasked } from './pair.ts';
import { type Hop, Trail } from './trail.ts';
import type { Leg, Trip, Way } from './trip.ts';
import type { Asking } from './walk.ts';

/** One leg of a trip, hop by hop, there and back. */
export interface LegTrace {
  readonly leg: Leg;
  readonly request: readonly Hop[];
  readonly reply: readonly Hop[];
}

/** Walks a trip again for some of its services and writes down everything that was asked on the way, leg by leg. */
export function traceTrip(network: Network, trip: Trip, asking: Asking, services: ServiceSetId): readonly LegTrace[] {
  const legs: LegTrace[] = [];
  let before: Trip | undefined;
  let [own, asked] = [asking, services];
  for (let current: Trip | undefined = trip; current; before = current, current = current.next) {
    const { leg } = current;
    if (before) [own, asked] = [askingBehind(network, own, before), carriedAs(network, before.onward, asked)];
    // What the box does not take is not on its next leg.
    if (asked === NONE && services !== NONE) break;
    const client = before ? openerOf(before) : leg.client;
    const scribe: Scribe = { network, leg, asking: own, services: asked, client };
    const { hops, packet } = requestHops(scribe, current, before);
    legs.push({ leg, request: hops, reply: current.reply ? replyHops(scribe, current, packet, before) : [] });
  }
  return legs;
}

/** The component that opened the leg behind a box, as it is shown: a NAT gateway rather than its interface. */
export function openerOf({ request, onward }: Trip): ComponentId {
  return (onward && 'by' in onward ? onward.by : undefined) ?? request.end.at;
}

function requestHops(scribe: Scribe, trip: Trip, before: Trip | undefined): { hops: readonly Hop[]; packet: Packet } {
  const { network, leg, asking } = scribe;
  const { request: way, join } = trip;
  const trail = new Trail(scribe, leg.client);
  const isOther = before && before.request.source !== leg.source;
  if (isOther) trail.add(translateCheck(scribe, 'request', scribe.client, 'source', leg.source));
  const start = packetFrom(network, leg);
  const last = way.branches.reduce((packet, branch) => applySteps(network, asking, branch, packet), start);
  const isKept = last.references === 'both';
  const far = isKept && last.destination === leg.to && way.end.kind === 'arrival' ? groupsOf(network, way.end.at) : [];
  for (const filter of guardsOf(scribe, leg.client).egress) {
    const ends = { source: leg.source, destination: leg.to };
    trail.add(requestCheck(scribe, { filter, address: leg.to, groups: isKept ? far : undefined, ends }));
  }
  const packet = way.branches.reduce((stage, branch) => enterBranch(scribe, trail, stage, branch), start);
  if (way.end.kind !== 'arrival') {
    trail.stop('request', way.end);
    return { hops: trail.hops(), packet };
  }
  trail.reach(way.end.at);
  if (!isTracked(packet.tracked, way.end.at, packet.source, packet.destination)) {
    for (const filter of guardsOf(scribe, way.end.at).ingress) trail.add(requestCheck(scribe, met(packet, filter)));
  }
  if (join)
    trail.add(...acceptanceChecks(scribe, way.end.at, join), ...onwardChecks(scribe, way.end.at, packet, trip.onward));
  return { hops: trail.hops(), packet };
}

/** One branch of a request, step by step. */
function enterBranch(scribe: Scribe, trail: Trail, packet: Packet, branch: Way['branches'][number]): Packet {
  const { network, asking } = scribe;
  trail.enter(branch, 'request');
  let stage = packet;
  for (const step of branch.steps) {
    if (step.kind === 'filter' && !isSpared(step, stage.source, stage.remembered)) {
      const here = met(stage, step.filter);
      trail.add(requestCheck(scribe, here), ...remarkChecks(scribe, here));
    } else if (step.kind === 'note') trail.add(noteCheck('request', step.about, step.code));
    stage = applySteps(network, asking, { ...branch, steps: [step] }, stage);
    if (step.kind === 'translate') trail.add(translateCheck(scribe, 'request', step.by, step.field, stage[step.field]));
  }
  return { ...stage, branches: [...packet.branches, branch] };
}

function replyHops(scribe: Scribe, trip: Trip, request: Packet, before: Trip | undefined): readonly Hop[] {
  const { network, leg } = scribe;
  const way = trip.reply as NonNullable<Trip['reply']>;
  const server = trip.request.end.at;
  const trail = new Trail(scribe, server);
  const tracked = trackedByAll(leg, server, request);
  const ends = { source: request.destination, destination: request.source };
  let groups: readonly Membership[] | undefined = groupsAt(network, server, ends.source, leg.family);
  trail.add(...guardsOf(scribe, server).egress.map(trackedCheck));
  for (const branch of way.branches) {
    trail.enter(branch, 'reply');
    for (const step of branch.steps) {
      if (step.kind === 'filter') {
        const { filter, tracks } = step;
        const readsSource = filter.reads === 'source';
        if (tracks && isTracked(tracked, tracks, ends.destination, ends.source)) trail.add(trackedCheck(filter));
        else if (!isUnasked(filter, request)) {
          const asked = { source: ends.destination, destination: ends.source };
          const here = { filter, address: ends[filter.reads], groups: readsSource ? groups : undefined, ends: asked };
          trail.add(replyCheck(scribe, here));
        }
      } else if (step.kind === 'translate') {
        ends[step.field] = step.map.get(ends[step.field]) ?? ends[step.field];
        trail.add(translateCheck(scribe, 'reply', step.by, step.field, ends[step.field]));
      } else if (step.kind === 'identity') groups = undefined;
      else if (step.kind === 'note') trail.add(noteCheck('reply', step.about, step.code));
      else if (step.missed === 'warn' && !isTracked(request.remembered, step.by, ends.destination, ends.source)) {
        trail.add(noteCheck('reply', step.by, step.code));
      }
    }
  }
  if (way.end.kind === 'arrival') trail.reach(way.end.at);
  else trail.stop('reply', way.end);
  if (way.broken) trail.stop('reply', way.broken);
  else if (way.end.kind === 'arrival') trail.add(...guardsOf(scribe, leg.client).ingress.map(trackedCheck));
  const isOther = before && before.request.source !== leg.source;
  if (isOther && way.end.kind === 'arrival' && !way.broken) {
    // The leg before may be of the other family (NAT64).
    const { source, family } = before.leg;
    trail.add(translateCheck(scribe, 'reply', scribe.client, 'destination', source, family));
  }
  return trail.hops();
}

function met(packet: Packet, filter: Parameters<typeof trackedCheck>[0]) {
  const readsSource = filter.reads === 'source';
  const isKept = readsSource && packet.references !== 'none';
  return { filter, address: packet[filter.reads], groups: isKept ? packet.groups : undefined, ends: packet };
}

function guardsOf({ network, leg }: Scribe, at: ComponentId) {
  return network.behaviour(at)?.guards?.(at, network)?.[leg.family] ?? { ingress: [], egress: [] };
}
