import { applyChanges } from '../aws/apply-changes.ts';
import { FAILURE_CLASSES, type Failure, type FailureClass, failuresOf } from '../aws/failures.ts';
import { interfaceIndex } from '../aws/interface-index.ts';
import { compileMixed, type Network } from '../engine/network.ts';
import type { Trip } from '../engine/trip.ts';
import { QuestionError } from '../model/question-error.ts';
import { type ComponentId, INTERNET } from '../model/route.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { judge, type Pair } from './judge.ts';
import type { Matrix } from './matrix.ts';
import { findPath } from './path.ts';
import type { Policy, PolicyResult } from './policy.ts';
import { checkPolicy } from './policy-sweep.ts';
import { isOutside, isOutsider } from './positions.ts';
import { parseQuestion, type Question, type QuestionText } from './question.ts';

/** Something that works today, or is to stay as it is. */
export interface Guarded {
  /** What people call it. */
  readonly name: string;
  /** FROM and TO of `hopwise path` and `hopwise what-if`. */
  readonly text: Pick<QuestionText, 'from' | 'to'>;
  readonly question: Question;
  readonly pair: Pair;
  /** How many pairs it stands for; one where it was asked for itself. */
  readonly pairs: number;
}

/** What the loss of one thing does, proven by taking it away and asking again. */
export interface Loss {
  readonly failure: Failure;
  /** No longer answered on some service, of those that passed it. */
  readonly cut: readonly CutFlow[];
  /** Of these the input does not tell what becomes. */
  readonly undecided: readonly Guarded[];
  /** Passed it, and go on by another way. */
  readonly kept: number;
  readonly policies: readonly string[];
}
export interface CutFlow {
  readonly flow: Guarded;
  /** What is lost of it. */
  readonly services: ServiceSetId;
  /** Nothing of it is left. */
  readonly isWhole: boolean;
  /** One of its ends is in the zone of what was lost. */
  readonly isBeside: boolean;
}

export interface Resilience {
  /** Zones first, then appliances, links, what is in one zone, what AWS runs redundantly; of each the most cut first. */
  readonly losses: readonly Loss[];
  readonly asked: number;
  /** Flows and losses beyond the bounds, which were not asked about. */
  readonly leftOut: { readonly flows: number; readonly failures: number };
}

/** Of a cell, so many behaviours. */
const MOST_PER_CELL = 3;
/** A network of ten thousand interfaces has more; the ones that stand for the most pairs are asked. */
const MOST_FLOWS = 1_500;
const MOST_FAILURES = 200;
/** Interfaces times networks that are compiled at most. */
const MOST_INTERFACES = 800_000;
/** Flows of one loss that are asked again. */
const MOST_PER_FAILURE = 300;

/**
 * Which single losses cut what works today. Whatever a flow passes, on any of its ways, there or back, is taken away, and
 * those flows are asked again; what no flow passes cannot cut any.
 */
export function findResilience(
  network: Network,
  guarded: readonly Guarded[],
  policies: readonly Policy[] = [],
): Resilience {
  // What stays inside a VPC mostly passes nothing that could be lost.
  const isLocal = new Map(guarded.map((one) => [one, staysInside(network, one.pair)]));
  const inOrder = (a: Guarded, b: Guarded) => Number(isLocal.get(a)) - Number(isLocal.get(b)) || b.pairs - a.pairs;
  const flows = guarded.toSorted(inOrder).slice(0, MOST_FLOWS);
  const working = flows.flatMap((flow) => workingFlow(network, flow) ?? []);
  const passings = passingsOf(network, working).toSorted((a, b) => byClass(a.failure, b.failure));
  const size = Math.max(1, network.snapshot.records.networkInterface.length);
  const most = Math.max(10, Math.min(MOST_FAILURES, Math.floor(MOST_INTERFACES / size)));
  const kept = policies.filter((policy) => isKept(network, policy));
  const losses = passings.slice(0, most).map((passing) => lossOf(network, passing, kept));
  return {
    losses: losses.toSorted((a, b) => byClass(a.failure, b.failure) || weight(b) - weight(a)),
    asked: working.length,
    leftOut: { flows: guarded.length - flows.length, failures: passings.length - losses.length },
  };
}

/** What works today between segments: of each behaviour of each cell one pair. */
export function workingFlows(network: Network, question: Question, { cells, segments }: Matrix): readonly Guarded[] {
  const names = new Map(segments.map(({ id, name }) => [id, name ?? id]));
  return cells.flatMap(({ from, to, groups }) =>
    groups
      .filter(({ verdict }) => verdict === 'reachable')
      .slice(0, MOST_PER_CELL)
      .map(({ pairs, witness: pair }): Guarded => {
        const name = `${names.get(from) ?? from} → ${names.get(to) ?? to}`;
        return { name, text: textOf(network, pair), question, pair, pairs };
      }),
  );
}

/** What of a question works today, as it was asked. */
export function workingAnswer(network: Network, name: string, text: QuestionText): readonly Guarded[] {
  const { question, parts } = findPath(network, parseQuestion(network, text));
  return parts
    .filter(({ verdict }) => verdict === 'reachable')
    .map(({ witness: { sender, target } }): Guarded => {
      return { name, text, question, pair: { sender, target }, pairs: 1 };
    });
}

function textOf(network: Network, { sender, target }: Pair): Guarded['text'] {
  return {
    from: isOutsider(sender) ? INTERNET : `${sender.end}/${network.formatLabel(sender.family, sender.source)}`,
    to: isOutside(network, target.family, target.to) ? INTERNET : network.formatLabel(target.family, target.to),
  };
}

interface Working {
  readonly flow: Guarded;
  readonly reachable: ServiceSetId;
  readonly passed: ReadonlySet<ComponentId>;
  readonly ends: readonly ComponentId[];
}

function workingFlow(network: Network, flow: Guarded): Working | undefined {
  const { outcome, parts } = judge(network, flow.question, flow.pair);
  if (!outcome || parts.reachable === NONE) return undefined;
  const { sender, target } = flow.pair;
  const behind = outcome.trips.flatMap(lastEnd);
  const ends = [sender.end, endAt(network, target)];
  const own = new Set([...ends, ...behind]);
  const passed = new Set(outcome.trips.flatMap((trip) => passedBy(network, trip)).filter((id) => !own.has(id)));
  return { flow, reachable: parts.reachable, passed, ends: behind.length === 1 ? [...ends, ...behind] : ends };
}

/** Where a conversation ends, behind whatever boxes. */
function lastEnd(trip: Trip): readonly ComponentId[] {
  if (trip.next) return lastEnd(trip.next);
  return trip.request.end.kind === 'arrival' ? [trip.request.end.at] : [];
}

function staysInside(network: Network, { sender, target }: Pair): boolean {
  const vpcOf = (end: ComponentId) => interfaceIndex(network).holderOf(end)?.vpcId;
  const own = vpcOf(sender.end);
  return own !== undefined && own === vpcOf(endAt(network, target));
}

function endAt(network: Network, { at, family, to, host }: Pair['target']): ComponentId {
  return at ?? network.publicAddress(to)?.at ?? network.ownersOf(family, to)[0] ?? host;
}

/** Everything on the way there and back, through every leg. */
function passedBy(network: Network, { request, reply, next }: Trip): readonly ComponentId[] {
  const own = [...request.branches, ...(reply?.branches ?? [])].flatMap(({ links, at }) => [
    ...(at ? [at] : []),
    ...links.flatMap((link) => network.topology.endsOf(link)),
  ]);
  return [...own, ...(next ? passedBy(network, next) : [])].filter((id) => id !== INTERNET);
}

interface Passing {
  readonly failure: Failure;
  readonly flows: Set<Working>;
}

/** What can be lost, with the flows that pass it and do not end in it. */
function passingsOf(network: Network, working: readonly Working[]): readonly Passing[] {
  const found = new Map<string, Passing>();
  const known = new Map<ComponentId, readonly Failure[]>();
  for (const one of working) {
    for (const id of one.passed) {
      const failures = known.get(id) ?? failuresOf(network, id, network.kindOf(id));
      known.set(id, failures);
      for (const failure of failures) {
        const passing = found.get(failure.id) ?? { failure, flows: new Set() };
        found.set(failure.id, passing);
        if (!one.ends.some((end) => failure.takes(end))) passing.flows.add(one);
      }
    }
  }
  return [...found.values()];
}

function lossOf(network: Network, { failure, flows }: Passing, policies: readonly Policy[]): Loss {
  const asked = [...flows].slice(0, MOST_PER_FAILURE);
  // What is taken away uses no address that the network as it is does not.
  const after = compileMixed(applyChanges(network.snapshot, failure.changes()), network);
  const pool = network.admissions.services;
  const [cut, undecided]: [CutFlow[], Guarded[]] = [[], []];
  for (const { flow, reachable, ends } of asked) {
    const { parts } = judge(after, flow.question, flow.pair);
    const lost = pool.subtract(reachable, pool.union(parts.reachable, parts.unknown));
    if (lost !== NONE)
      cut.push({ flow, services: lost, isWhole: lost === reachable, isBeside: ends.some(failure.isBeside) });
    else if (pool.subtract(reachable, parts.reachable) !== NONE) undecided.push(flow);
  }
  const broken = policies.filter((policy) => breaks(after, policy, failure));
  return {
    failure,
    cut,
    undecided,
    kept: asked.length - cut.length - undecided.length,
    policies: broken.map(({ name }) => name),
  };
}

function isKept(network: Network, policy: Policy): boolean {
  const result = policyResult(network, policy);
  return result !== undefined && result.violations.length === 0;
}

/** Hosts that are lost themselves break no policy: that nobody can reach them is no news. */
function breaks(after: Network, policy: Policy, failure: Failure): boolean {
  const result = policyResult(after, policy);
  return (
    result?.violations.some(
      ({ sender, target }) => !failure.takes(sender.end) && !failure.takes(endAt(after, target)),
    ) ?? false
  );
}

function policyResult(network: Network, policy: Policy): PolicyResult | undefined {
  try {
    return checkPolicy(network, policy);
  } catch (error) {
    if (error instanceof QuestionError) return undefined;
    throw error;
  }
}

function byClass(a: { readonly of: FailureClass; readonly id: string }, b: typeof a): number {
  return FAILURE_CLASSES.indexOf(a.of) - FAILURE_CLASSES.indexOf(b.of) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function weight({ cut, policies }: Loss): number {
  return policies.length * 1e9 + cut.reduce((sum, { flow }) => sum + flow.pairs, 0);
}
