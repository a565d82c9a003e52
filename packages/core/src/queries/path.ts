import { evaluate } from '../engine/evaluate.ts';
import type { Network } from '../engine/network.ts';
import { headline, type Partition, partition, VERDICTS, type Verdict } from '../engine/partition.ts';
import type { Outcome, Trip } from '../engine/trip.ts';
import type { Asking } from '../engine/walk.ts';
import type { Code } from '../model/codes.ts';
import { groupBy } from '../model/group-by.ts';
import { nothingSelected } from '../model/question-error.ts';
import { INTERNET, type Layer, type Stop } from '../model/route.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { chooseTrip } from './choose-trip.ts';
import { type Ends, resolveEnds } from './ends.ts';
import { type Sender, sendersOf, type Target, targetsOf } from './positions.ts';
import { clientPortsAsked, servicesAsked, type TrafficText } from './services-asked.ts';

export interface QuestionText extends TrafficText {
  readonly from: string;
  readonly to: string;
  /** Which addresses of a named resource are dialled; absent: private ones, public ones from outside. */
  readonly addresses?: 'private' | 'public' | 'all' | undefined;
  readonly ignore?: readonly Layer[] | undefined;
  /** Only delivery is asked. */
  readonly oneWay?: boolean | undefined;
}

export interface Question {
  readonly from: Ends;
  readonly to: Ends;
  readonly senders: readonly Sender[];
  readonly targets: readonly Target[];
  readonly services: ServiceSetId;
  readonly asking: Asking;
  readonly oneWay: boolean;
}

export interface Pair {
  readonly sender: Sender;
  readonly target: Target;
}

/** Pairs and services with one verdict, and one trip that shows why. */
export interface Part {
  readonly verdict: Verdict;
  readonly services: ServiceSetId;
  readonly pairs: readonly Pair[];
  /** How many ways of this kind the witness was chosen from. */
  readonly ways: number;
  readonly witness: Witness;
}
export interface Witness extends Pair {
  /** Absent where the host itself, or a service beside its interface, answers. */
  readonly trip: Trip | undefined;
  readonly trips: readonly Trip[];
  readonly beside: Code | undefined;
}

/** A partition of the asked set: `parts` is what the question asked; `apart` are other addresses of the same hosts. */
export interface Answer {
  readonly question: Question;
  readonly verdict: Verdict;
  readonly parts: readonly Part[];
  readonly apart: readonly Part[];
}

/** More pairs than this belong to a question over the whole estate. */
const MOST_PAIRS = 2_000_000;

export function parseQuestion(network: Network, text: QuestionText): Question {
  const from = resolveEnds(network, text.from);
  const to = resolveEnds(network, text.to);
  const senders = from.ends.flatMap((end) => sendersOf(network, end, text.from));
  const isOutside = senders.every(({ host }) => host === INTERNET);
  const targets = to.ends.flatMap((end) => targetsOf(network, end, isOutside, text.addresses));
  const pool = network.admissions.services;
  const port = text.port ?? to.port;
  const families = new Set(senders.map(({ family }) => family));
  const dialled = targets.filter(({ family }) => families.has(family));
  if (dialled.length === 0) {
    throw nothingSelected(
      text.to,
      targets.length > 0
        ? 'The two ends have no address family in common.'
        : 'It has no address that the sender could dial.',
    );
  }
  if (senders.length * dialled.length > MOST_PAIRS) {
    throw nothingSelected(
      `${text.from} → ${text.to}`,
      `These are ${senders.length * dialled.length} pairs: ask for less at a time.`,
    );
  }
  const services = servicesAsked(pool, { ...text, port });
  return {
    from,
    to,
    senders,
    targets: dialled,
    services,
    asking: { ignore: new Set(text.ignore ?? []), clientPorts: clientPortsAsked(pool, text.sourcePort), services },
    oneWay: text.oneWay ?? false,
  };
}

/** Whether requests arrive and their replies come back, for everything the question asks. */
export function findPath(network: Network, question: Question): Answer {
  const [chosen, other] = [new Parts(network, question), new Parts(network, question)];
  for (const alternatives of hostPairs(question)) {
    const judged = alternatives.map((pair) => judge(network, question, pair));
    // Any address of a host may serve; the best one speaks for it, its own order deciding between equals.
    const best = judged.reduce((a, b) => (rank(b) < rank(a) ? b : a));
    for (const one of judged)
      (one === best || !speaksAlike(one, best) ? (one === best ? chosen : other) : chosen).add(one);
  }
  const parts = chosen.list();
  const verdict = VERDICTS.find((one) => parts.some((part) => part.verdict === one)) ?? 'blocked';
  return { question, verdict, parts, apart: other.list() };
}

interface Judged {
  readonly pair: Pair;
  readonly outcome: Outcome | undefined;
  readonly beside: Code | undefined;
  readonly parts: Partition;
}

function judge(network: Network, question: Question, pair: Pair): Judged {
  const { sender, target } = pair;
  const { family } = sender;
  const behaviour = network.behaviour(sender.end);
  const unfit = behaviour?.depart?.(sender.end, sender.source, family, network);
  const beside =
    unfit?.kind === 'dropped' ? undefined : behaviour?.answersBeside?.(sender.end, target.to, family, network);
  if (beside && !unfit) {
    return {
      pair,
      outcome: undefined,
      beside,
      parts: { reachable: question.services, unknown: NONE, 'forward-only': NONE, blocked: NONE },
    };
  }
  const leg = { family, from: sender.from, client: sender.end, source: sender.source, to: target.to };
  const outcome =
    unfit && (beside || unfit.kind === 'dropped')
      ? stoppedAtStart(network, leg, unfit)
      : onlyAt(network, evaluate(network, leg, question.asking), target);
  const judged = unfit?.kind === 'unknown' ? perhapsSent(network, leg, unfit, outcome) : outcome;
  return {
    pair,
    outcome: judged,
    beside: undefined,
    parts: partition(network, judged, question.asking, question.services, question.oneWay),
  };
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
  const trip: Trip = {
    leg,
    request,
    reply: undefined,
    next: undefined,
    join: undefined,
    delivered: perhaps,
    answered: perhaps,
    clientPorts: perhaps,
  };
  return { delivered: perhaps, answered: perhaps, clientPorts: perhaps, trips: [trip] };
}

/** Whoever named a resource did not mean another one that happens to have its address. */
function onlyAt(network: Network, outcome: Outcome, target: Target): Outcome {
  const { ends } = target;
  if (!ends || outcome.trips.every((trip) => endOf(trip) === undefined || ends.includes(endOf(trip) as string)))
    return outcome;
  const pool = network.admissions;
  const nothing = pool.pair(NONE, NONE);
  const trips = outcome.trips.map((trip) => elsewhere(trip, ends));
  return { ...outcome, delivered: nothing, answered: nothing, trips };
}

function endOf(trip: Trip): string | undefined {
  if (trip.next) return endOf(trip.next);
  return trip.request.end.kind === 'arrival' ? trip.request.end.at : undefined;
}

function elsewhere(trip: Trip, ends: readonly string[]): Trip {
  if (trip.next) return { ...trip, next: elsewhere(trip.next, ends), delivered: 0 };
  const { at } = trip.request.end;
  const evidence = {
    component: at,
    effect: 'blocks' as const,
    text: `the address leads to ${at}, not to ${ends.join(', ')}`,
  };
  const end = { kind: 'dropped' as const, code: 'NO_POSSIBLE_DESTINATION' as const, at, evidence: [evidence] };
  return { ...trip, delivered: 0, reply: undefined, request: { ...trip.request, end } };
}

function* hostPairs(question: Question): Generator<readonly Pair[]> {
  const targets = groupBy(question.targets, ({ host }) => host);
  for (const senders of groupBy(question.senders, hostKey).values()) {
    for (const dialled of targets.values()) {
      const pairs = senders.flatMap((sender) =>
        dialled.filter(({ family }) => family === sender.family).map((target) => ({ sender, target })),
      );
      if (pairs.length > 0) yield pairs;
    }
  }
}

/** Places outside are no host: each of their addresses is asked for itself. */
function hostKey(sender: Sender): string {
  return sender.host === sender.end && sender.host === INTERNET
    ? `internet ${sender.family} ${sender.source}`
    : sender.host;
}

function rank(judged: Judged): number {
  return VERDICTS.indexOf(headline(judged.parts));
}

function speaksAlike(a: Judged, b: Judged): boolean {
  return VERDICTS.every((verdict) => a.parts[verdict] === b.parts[verdict]);
}

/** Gathers pairs of equal behaviour. */
class Parts {
  readonly #network: Network;
  readonly #question: Question;
  readonly #parts = new Map<
    string,
    { verdict: Verdict; services: ServiceSetId; pairs: Pair[]; ways: number; witness: Witness }
  >();

  constructor(network: Network, question: Question) {
    this.#network = network;
    this.#question = question;
  }

  add(judged: Judged): void {
    for (const verdict of VERDICTS) {
      const services = judged.parts[verdict];
      if (services === NONE) continue;
      const key = `${verdict} ${services}`;
      const known = this.#parts.get(key);
      if (known) {
        known.pairs.push(judged.pair);
        continue;
      }
      const trips = judged.outcome?.trips ?? [];
      const trip = chooseTrip(this.#network, trips, verdict, services, this.#question);
      const witness: Witness = { ...judged.pair, trip, trips, beside: judged.beside };
      this.#parts.set(key, { verdict, services, pairs: [judged.pair], ways: trips.length, witness });
    }
  }

  list(): readonly Part[] {
    return [...this.#parts.values()].sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict));
  }
}
