import { carriedAs } from '../engine/join.ts';
import type { Network } from '../engine/network.ts';
import { partition, type Verdict } from '../engine/partition.ts';
import type { Trip } from '../engine/trip.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import type { Question } from './question.ts';

/** The trip to show for a verdict: one that has it by itself where there is one, with the fewest hops, then by ids. */
export function chooseTrip(
  network: Network,
  trips: readonly Trip[],
  verdict: Verdict,
  services: ServiceSetId,
  question: Question,
): Trip | undefined {
  const { services: pool } = network.admissions;
  if (trips.length < 2) return trips[0];
  const scored = trips.map((trip) => {
    const parts = partition(network, { ...trip, trips: [] }, question.asking, services, question.oneWay);
    // Where ways differ no single one is unknown: the one that fails shows why.
    const fails = verdict === 'unknown' && parts.reachable !== services;
    const suits = pool.intersect(parts[verdict], services) !== NONE ? 0 : fails ? 1 : 2;
    return { trip, strays: takes(network, trip, services) ? 0 : 1, suits, hops: hopsOf(trip), name: nameOf(trip) };
  });
  scored.sort(
    (a, b) =>
      a.strays - b.strays || a.suits - b.suits || a.hops - b.hops || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
  return scored[0]?.trip;
}

/** Whether all its boxes hand some of the services on: what another listener takes tells nothing of them. */
function takes(network: Network, { onward, next }: Trip, services: ServiceSetId): boolean {
  const carried = carriedAs(network, onward, services);
  return carried !== NONE && (!next || takes(network, next, carried));
}

function hopsOf(trip: Trip): number {
  const own = [...trip.request.branches, ...(trip.reply?.branches ?? [])].reduce(
    (sum, { links }) => sum + links.length,
    0,
  );
  return own + (trip.next ? hopsOf(trip.next) : 0);
}

function nameOf(trip: Trip): string {
  return `${trip.request.end.at} ${trip.reply?.end.at ?? ''} ${trip.next ? `${trip.next.leg.source} ${nameOf(trip.next)}` : ''}`;
}
