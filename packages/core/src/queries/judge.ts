import { evaluate } from '../engine/evaluate.ts';
import type { Network } from '../engine/network.ts';
import { type Partition, partition } from '../engine/partition.ts';
import type { Outcome, Trip } from '../engine/trip.ts';
import type { Code } from '../model/codes.ts';
import type { Stop } from '../model/route.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { onlyAsNamed } from './as-named.ts';
import type { Sender, Target } from './positions.ts';
import { isSingle } from './positions.ts';
import type { Question } from './question.ts';
import { servicesOver } from './services-asked.ts';

export interface Pair {
  readonly sender: Sender;
  readonly target: Target;
}

/** What comes of one pair, for every service that is asked of it. */
export interface Judged {
  readonly pair: Pair;
  readonly asked: ServiceSetId;
  readonly parts: Partition;
  /** Absent where no packet is followed. */
  readonly outcome: Outcome | undefined;
  /** The host itself, or a service beside its interface, answers. */
  readonly beside: Code | undefined;
  /** Why no packet is followed. */
  readonly stop: Stop | undefined;
}

export function judge(network: Network, question: Question, pair: Pair): Judged {
  const { sender, target } = pair;
  const asked = servicesOver(network.admissions.services, question.services, sender.family);
  const judged = { pair, asked, outcome: undefined, beside: undefined, stop: undefined };
  const stop = stopOf(pair);
  const isKnown = stop === undefined || (stop === target.stop && stop.kind === 'unknown' && isSingle(target.address));
  if (stop && !isKnown) return { ...judged, stop, parts: wholly(stop, asked) };
  const behaviour = network.behaviour(sender.end);
  const unfit = behaviour?.depart?.(sender.end, sender.source, sender.family, network);
  const beside =
    unfit?.kind === 'dropped' ? undefined : behaviour?.answersBeside?.(sender.end, target.to, sender.family, network);
  if (beside && !unfit) return { ...judged, beside, parts: { ...NOTHING, reachable: asked } };
  const outcome = outcomeOf(network, question, pair, unfit, beside !== undefined);
  // Nobody has the address of a host whose interface was not read: that is what is not known.
  if (stop && outcome.trips.some(isNowhere)) return { ...judged, stop, parts: wholly(stop, asked) };
  const named = onlyAsNamed(network, outcome, pair);
  return { ...judged, outcome: named, parts: partition(network, named, question.asking, asked, question.oneWay) };
}

const NOTHING: Partition = { reachable: NONE, unknown: NONE, 'forward-only': NONE, blocked: NONE };

function wholly({ kind }: Stop, asked: ServiceSetId): Partition {
  return { ...NOTHING, [kind === 'unknown' ? 'unknown' : 'blocked']: asked };
}

/** Of two reasons the one that is sure decides. */
function stopOf({ sender, target }: Pair): Stop | undefined {
  const stops = [sender.stop, target.stop].filter((stop) => stop !== undefined);
  return stops.find(({ kind }) => kind === 'dropped') ?? stops[0];
}

function isNowhere(trip: Trip): boolean {
  if (trip.next) return isNowhere(trip.next);
  const { end } = trip.request;
  return end.kind === 'dropped' && end.code === 'NO_POSSIBLE_DESTINATION';
}

function outcomeOf(
  network: Network,
  { asking }: Question,
  { sender, target }: Pair,
  unfit: Stop | undefined,
  isBeside: boolean,
): Outcome {
  const leg = { family: sender.family, from: sender.from, client: sender.end, source: sender.source, to: target.to };
  if (unfit && (isBeside || unfit.kind === 'dropped')) return stoppedAtStart(network, leg, unfit);
  const outcome = evaluate(network, leg, asking);
  return unfit?.kind === 'unknown' ? perhapsSent(network, leg, unfit, outcome) : outcome;
}

/** Whether it sends is not known, but what would not arrive anyway is blocked for sure (core contract 5). */
function perhapsSent(network: Network, leg: Trip['leg'], stop: Stop, outcome: Outcome): Outcome {
  const pool = network.admissions;
  const delivered = pool.pair(NONE, pool.may(outcome.delivered));
  const unsure = stoppedAtStart(network, leg, stop);
  return { ...unsure, delivered, trips: [...unsure.trips, ...outcome.trips] };
}

/** The sender is not in a state to send: the walk never starts. */
function stoppedAtStart(network: Network, leg: Trip['leg'], stop: Stop): Outcome {
  const pool = network.admissions;
  const perhaps = stop.kind === 'unknown' ? pool.pair(NONE, 1) : pool.pair(NONE, NONE);
  const request = { branches: [], end: stop, source: leg.source, destination: leg.to, picks: [] };
  const outcome = { delivered: perhaps, answered: perhaps, clientPorts: perhaps };
  return { ...outcome, trips: [{ leg, request, reply: undefined, next: undefined, join: undefined, ...outcome }] };
}
