import { onlyAsNamed } from '../engine/as-named.ts';
import { converse } from '../engine/converse.ts';
import type { Network } from '../engine/network.ts';
import { type Partition, partition } from '../engine/partition.ts';
import type { Outcome, Trip } from '../engine/trip.ts';
import type { Code } from '../model/codes.ts';
import type { Stop } from '../model/route.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import type { Sender, Target } from './positions.ts';
import { isSingle } from './positions.ts';
import type { Question } from './question.ts';
import { servicesOver } from './services-asked.ts';
import { onlyMeant } from './ways.ts';

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
  const { outcome, beside } = converse(network, question.asking, pair);
  if (!outcome) return { ...judged, beside, parts: { ...NOTHING, reachable: asked } };
  // Nobody has the address of a host whose interface was not read: that is what is not known.
  if (stop && outcome.trips.some(isNowhere)) return { ...judged, stop, parts: wholly(stop, asked) };
  const named = onlyMeant(network, onlyAsNamed(network, outcome, pair), question, asked);
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
