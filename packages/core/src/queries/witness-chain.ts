import type { Check } from '../engine/check.ts';
import type { Network } from '../engine/network.ts';
import { traceTrip } from '../engine/trace.ts';
import type { Trip } from '../engine/trip.ts';
import type { Code } from '../model/codes.ts';
import type { Missing } from '../model/evidence.ts';
import type { ComponentId } from '../model/route.ts';
import { chooseTrip } from './choose-trip.ts';
import type { Witness } from './exposure.ts';
import { judge } from './judge.ts';
import type { Part } from './parts.ts';
import type { Question } from './question.ts';
import { reworded } from './reworded.ts';

/** A witness as the part of an answer that it is, so that it is explained like any. */
export function partOf(network: Network, question: Question, witness: Witness): Part {
  const { sender, target, services, verdict, behind } = witness;
  const pair = { sender, target };
  const { outcome, beside, stop } = judge(network, question, pair);
  const trips = (outcome?.trips ?? []).filter((trip) => behind === undefined || endsAt(trip, behind));
  const trip = chooseTrip(network, trips, verdict, services, question);
  return {
    verdict,
    services,
    pairs: 1,
    senders: [sender],
    targets: [target],
    ways: trips.length,
    witness: { ...pair, services, trip, trips, beside, stop },
  };
}

/** Everything that was asked on the way, there and back, in order. */
export function checksOf(network: Network, question: Question, witness: Witness): readonly Check[] {
  const { trip } = partOf(network, question, witness).witness;
  if (!trip) return [];
  const legs = traceTrip(network, trip, question.asking, witness.services);
  const hops = [...legs.flatMap(({ request }) => request), ...legs.toReversed().flatMap(({ reply }) => reply)];
  return reworded(network, witness, true, hops).flatMap(({ checks }) => checks);
}

/** What the input leaves open on the way: rules and routes, and choices that AWS makes. */
export function doubtsOf(network: Network, question: Question, witness: Witness): readonly WitnessDoubt[] {
  const { trip } = partOf(network, question, witness).witness;
  const checks = checksOf(network, question, witness).flatMap(({ effect, code, missing }): readonly WitnessDoubt[] =>
    effect === 'undecided' && code ? [{ code, missing }] : [],
  );
  return [...checks, ...picksOf(trip)];
}

export interface WitnessDoubt {
  readonly code: Code;
  readonly missing?: Missing | undefined;
}

function picksOf(trip: Trip | undefined): readonly WitnessDoubt[] {
  if (!trip) return [];
  return [...trip.request.picks, ...(trip.reply?.picks ?? []), ...picksOf(trip.next)];
}

function endsAt({ request, next }: Trip, end: ComponentId): boolean {
  if (next) return endsAt(next, end);
  return request.end.kind === 'arrival' && request.end.at === end;
}
