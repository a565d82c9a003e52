import type { Network } from '../engine/network.ts';
import type { Outcome, Trip } from '../engine/trip.ts';
import { badSelector } from '../model/question-error.ts';
import type { ComponentId, Stop } from '../model/route.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { crossed } from './access/crossing.ts';
import { type Passing, passing } from './access/passing.ts';
import type { Question } from './question.ts';

/** Which ways a question means, as it was typed: those by one of these, or by none of these. */
export interface WaysText {
  readonly through?: readonly string[] | undefined;
  readonly notThrough?: readonly string[] | undefined;
}

/** The same, understood. */
export interface WaysAsked {
  readonly text: WaysText;
  /** Undefined where it may pass, there or back, what it likes. */
  readonly wanted: Passing | undefined;
  readonly unwanted: Passing | undefined;
}

export function waysAsked(network: Network, { through = [], notThrough = [] }: WaysText): WaysAsked | undefined {
  if (through.length + notThrough.length === 0) return undefined;
  const any = (words: readonly string[]): Passing | undefined => {
    const all = words.map((word) => {
      if (word.trim() === '') throw badSelector(word, 'Name a component that a way can pass.');
      return passing(network, { selector: word });
    });
    return all.length === 0 ? undefined : (id) => all.some((is) => is(id));
  };
  return { text: { through, notThrough }, wanted: any(through), unwanted: any(notThrough) };
}

/**
 * Only the ways that a question means count. Where some that deliver are meant and others are not, nobody knows which
 * one packets take: what they deliver is perhaps delivered by those that are.
 */
export function onlyMeant(network: Network, outcome: Outcome, question: Question, asked: ServiceSetId): Outcome {
  const { ways } = question;
  if (!ways) return outcome;
  const pool = network.admissions;
  const delivers = ({ delivered }: Trip) => pool.services.intersect(pool.may(delivered), asked) !== NONE;
  const trips = outcome.trips.map((trip) => {
    const stray = delivers(trip) ? strayOf(network, trip, ways) : undefined;
    return stray ? endingAt(trip, stray) : trip;
  });
  const meant = trips.filter((trip, at) => trip === outcome.trips[at]);
  if (meant.length === trips.length) return outcome;
  const may = meant.reduce((sum, { delivered }) => pool.services.union(sum, pool.may(delivered)), NONE);
  return { ...outcome, delivered: pool.pair(NONE, may), trips };
}

/** Why a way is none of those that are meant; a way whose rest is not known may pass anything. */
function strayOf(network: Network, trip: Trip, { text, wanted, unwanted }: WaysAsked): Stop | undefined {
  const { components, ends } = crossed(network, trip);
  const passed = new Set([...components, ...repliesBy(network, trip)]);
  const met = unwanted && [...passed].find(unwanted);
  if (met !== undefined) return stray(trip, met, `the way passes ${met}, and only those that do not are asked for`);
  if (!wanted || ends === 'unknown' || [...passed].some(wanted)) return undefined;
  return stray(trip, lastOf(trip).request.end.at, `the way does not pass ${text.through?.join(' or ')}, as asked`);
}

function stray(trip: Trip, component: ComponentId, text: string): Stop {
  const { at } = lastOf(trip).request.end;
  return { kind: 'dropped', code: 'WAY_NOT_MEANT', at, evidence: [{ component, effect: 'blocks', text }] };
}

/** What the replies of all legs pass. */
function repliesBy(network: Network, { reply, next }: Trip): readonly ComponentId[] {
  const links = reply?.branches.flatMap((branch) => branch.links) ?? [];
  const own = links.flatMap((link) => network.topology.endsOf(link));
  return next ? [...own, ...repliesBy(network, next)] : own;
}

function lastOf(trip: Trip): Trip {
  return trip.next ? lastOf(trip.next) : trip;
}

/** The same trip, which its last leg does not end. */
function endingAt(trip: Trip, end: Stop): Trip {
  if (trip.next) return { ...trip, next: endingAt(trip.next, end), reply: undefined, delivered: NONE };
  return { ...trip, delivered: NONE, reply: undefined, request: { ...trip.request, end } };
}
