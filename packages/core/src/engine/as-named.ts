import type { Code } from '../model/codes.ts';
import { type ComponentId, INTERNET, type Stop } from '../model/route.ts';
import { NONE } from '../net/service-set.ts';
import type { Network } from './network.ts';
import type { Outcome, Trip } from './trip.ts';

/** What was named of two ends, where it was more than addresses. */
export interface Named {
  readonly sender: {
    /** The gateway that packets of the internet come in by. */
    readonly by?: ComponentId;
  };
  readonly target: {
    /** Set where a resource was named: the packet must end there, not merely at its address. */
    readonly ends: readonly ComponentId[] | undefined;
    readonly by?: ComponentId;
  };
}

/**
 * Whoever named a resource did not mean another one that happens to have its address, and whoever named a gateway meant
 * what takes it: ways that lead elsewhere do not count.
 */
export function onlyAsNamed(network: Network, outcome: Outcome, { sender, target }: Named): Outcome {
  if (!target.ends && !target.by && !sender.by) return outcome;
  const trips = outcome.trips.map((trip) => {
    const entered = enteredElsewhere(network, trip, sender.by);
    const ended = endedElsewhere(network, trip, target);
    return entered ? neverEntering(trip, entered) : ended ? endingAt(trip, ended) : trip;
  });
  const counted = trips.filter((trip, position) => trip === outcome.trips[position]);
  if (counted.length === trips.length) return outcome;
  const pool = network.admissions;
  const may = counted.reduce((sum, { delivered }) => pool.services.union(sum, pool.may(delivered)), NONE);
  return { ...outcome, delivered: pool.pair(NONE, may), trips };
}

/** IGW-05: what is sent to an address comes in by the gateway of its VPC. */
function enteredElsewhere(network: Network, { request }: Trip, by: ComponentId | undefined): Stop | undefined {
  if (!by) return undefined;
  const first = request.branches.find(({ links }) => links.length > 0)?.links[0];
  if (first === undefined) return undefined;
  const gateway = network.topology.endsOf(first)[1];
  const text = `what is sent to this address comes in by ${gateway}`;
  return gateway === by ? undefined : refused(by, 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', text);
}

function endedElsewhere(network: Network, trip: Trip, { ends, by }: Named['target']): Stop | undefined {
  const { request } = lastLeg(trip);
  if (request.end.kind !== 'arrival') return undefined;
  const { at } = request.end;
  if (ends && !arrivesAt(trip, ends))
    return refused(at, 'NO_POSSIBLE_DESTINATION', `the address leads to ${at}, not to ${ends.join(', ')}`);
  if (!by) return undefined;
  const last = request.branches.flatMap(({ links }) => links).at(-1);
  const gateway = at === INTERNET && last !== undefined ? network.topology.endsOf(last)[0] : at;
  return gateway === by
    ? undefined
    : refused(gateway, 'NO_POSSIBLE_DESTINATION', `the packet leaves by ${gateway}, not by ${by}`);
}

/** Who named a balancer or an endpoint meant what it hands on to others. */
function arrivesAt({ request, next }: Trip, ends: readonly ComponentId[]): boolean {
  const { end } = request;
  return (end.kind === 'arrival' && ends.includes(end.at)) || (next !== undefined && arrivesAt(next, ends));
}

function lastLeg(trip: Trip): Trip {
  return trip.next ? lastLeg(trip.next) : trip;
}

function neverEntering(trip: Trip, end: Stop): Trip {
  const request = { ...trip.request, branches: [], picks: [], end };
  return { ...trip, delivered: NONE, request, reply: undefined, next: undefined, join: undefined };
}

/** The same trip, which its last leg does not end. */
function endingAt(trip: Trip, end: Stop): Trip {
  if (trip.next) return { ...trip, next: endingAt(trip.next, end), delivered: NONE };
  return { ...trip, delivered: NONE, reply: undefined, request: { ...trip.request, end } };
}

function refused(at: ComponentId, code: Code, text: string): Stop {
  return { kind: 'dropped', code, at, evidence: [{ component: at, effect: 'blocks', text }] };
}
