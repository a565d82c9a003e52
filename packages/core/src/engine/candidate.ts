import type { ComponentId } from '../model/route.ts';
import type { AdmissionId } from '../net/admission.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { evaluate } from './evaluate.ts';
import { type Broken, nearestWays } from './nearest-ways.ts';
import type { Network } from './network.ts';
import { createRouter, type Detours, detourKey } from './router.ts';
import type { Trip, Way } from './trip.ts';
import type { Asking } from './walk.ts';

/** Detours are tried one after the other, so many at most. */
const ROUNDS = 8;

/**
 * Where routing gives up, the way the packet would most cheaply take, for the request and for its reply (core contract 9).
 */
export function cheapestCandidate(
  network: Network,
  trip: Trip,
  asking: Asking,
  services: ServiceSetId,
): Trip | undefined {
  const detours = new Map<string, ComponentId>();
  let current = trip;
  // Request first, then reply, leg by leg: each round adds one detour.
  for (let round = 0; round < ROUNDS; round++) {
    const broken = brokenAt(current);
    const key = broken && detourKey(broken.at, broken.to);
    if (!broken || !key || detours.has(key)) break;
    const better = nearestWays(network, broken)
      .map((via) => new Map([...detours, [key, via]]))
      .map((choice) => ({ choice, trip: along(network, choice, trip, asking) }))
      .sort((a, b) => gap(network, a.trip, services) - gap(network, b.trip, services));
    const [best] = better;
    if (!best) break;
    for (const [place, via] of best.choice) detours.set(place, via);
    current = best.trip;
  }
  return detours.size > 0 ? current : undefined;
}

/** The first leg and direction that routing, not a filter, cuts off. */
function brokenAt(trip: Trip): Broken | undefined {
  const { leg, request, reply } = trip;
  if (isRoutingStop(request)) {
    return { at: leg.from.at, family: leg.family, to: leg.to, goals: [] };
  }
  const onward = trip.next && brokenAt(trip.next);
  if (onward) return onward;
  if (!reply || !isRoutingStop(reply) || request.end.kind !== 'arrival') return undefined;
  return { at: request.end.replies.at, family: leg.family, to: request.source, goals: [leg.client] };
}

function isRoutingStop(way: Way): boolean {
  return way.end.kind === 'dropped' && ROUTING_STOPS.has(way.end.code);
}

/** Drops that another route would avoid. */
const ROUTING_STOPS: ReadonlySet<string> = new Set([
  'NO_ROUTE_TO_DESTINATION',
  'BAD_STATE_ROUTE',
  'BAD_STATE',
  'BAD_STATE_ATTACHMENT',
  'LOOP',
  'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
  'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS',
  'IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS',
  'PROTOCOL_RESTRICTION',
  'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
  'TGW_RTB_CANNOT_ROUTE',
  'TGW_RTB_BAD_STATE_ROUTE',
]);

/** The trip as it would be if the tables sent packets along the detours. */
function along(network: Network, detours: Detours, trip: Trip, asking: Asking): Trip {
  const { trips } = evaluate({ ...network, router: createRouter(network, { detours }) }, trip.leg, asking);
  // Every evaluation has a trip, even one that goes nowhere.
  return trips.find((one) => isAlike(one, trip)) ?? (trips[0] as Trip);
}

/** Whether both make the same calls, as far as both go on: of several targets, a candidate is for the one in question. */
function isAlike(a: Trip, b: Trip): boolean {
  if (a.leg.to !== b.leg.to || a.leg.source !== b.leg.source || a.leg.family !== b.leg.family) return false;
  return !a.next || !b.next || isAlike(a.next, b.next);
}

/** How far a candidate is from being answered: what routing lacks counts more than what filters refuse. */
function gap(network: Network, trip: Trip, services: ServiceSetId): number {
  const { admissions: pool } = network;
  const refuses = (admission: AdmissionId) => (pool.services.intersect(pool.may(admission), services) === NONE ? 1 : 0);
  return 2 * unrouted(trip) + refuses(trip.delivered) + refuses(trip.answered);
}

function unrouted(trip: Trip): number {
  if (trip.request.end.kind === 'dropped') return 3;
  if (trip.next) return unrouted(trip.next);
  return !trip.reply || trip.reply.end.kind === 'dropped' ? 2 : trip.reply.broken ? 1 : 0;
}
