import {
  type CheckReport,
  type FailureClass,
  findResilience,
  formatServices,
  type Guarded,
  type LossOf,
  type Matrix,
  type Network,
  type Policy,
  type Question,
  QuestionError,
  type QuestionText,
  workingAnswer,
  workingFlows,
} from '@hopwise/core';
import type { Review } from '@hopwise/importers';

/** What the loss of one thing cuts; and what lies in one zone alone. */
export interface ResilienceSection {
  readonly losses: readonly LossDocument[];
  /** How many flows that work today were followed. */
  readonly asked: number;
  readonly leftOut: { readonly flows: number; readonly failures: number };
  /** What some checks say of zones and tunnels. */
  readonly zones: readonly ZoneCheck[];
}

export interface LossDocument {
  /** A component, a tunnel, or `zone eu-west-1a`. */
  readonly id: string;
  readonly of: FailureClass;
  readonly component?: string;
  /** What `hopwise what-if --set` takes, to see it for oneself. */
  readonly statements: readonly string[];
  /**
   * `cuts`: something is lost that the failure of a zone would not take too. `with its zone`: only ends beside it lose
   * something. `survived`: all go on by another way. `undecided`: the input does not tell. `cuts nothing`: nobody else passes it.
   */
  readonly result: 'cuts' | 'with its zone' | 'survived' | 'undecided' | 'cuts nothing';
  readonly cut: readonly {
    readonly name: string;
    readonly from: string;
    readonly to: string;
    readonly services: string;
    readonly isWhole: boolean;
  }[];
  readonly moreCut: number;
  readonly cutFlows: number;
  readonly undecided: number;
  readonly kept: number;
  /** That are kept today, and then are not. */
  readonly policies: readonly string[];
}

export interface ZoneCheck {
  readonly check: string;
  readonly title: string;
  readonly findings: readonly { readonly component: string; readonly message: string }[];
  readonly undecided: number;
}

const MOST_CUT = 12;
const ZONE_CHECKS = [
  'single-zone-nat',
  'single-zone-endpoint',
  'single-zone-balancer',
  'unattached-zone',
  'vpn-tunnel-down',
];

export interface Watched {
  readonly question: Question;
  readonly matrix: Matrix;
  readonly review: Review | undefined;
}

export function resilienceSection(
  network: Network,
  { question, matrix, review }: Watched,
  { findings, undecided }: CheckReport,
  titles: ReadonlyMap<string, string>,
): ResilienceSection {
  const asked = (review?.questions ?? []).flatMap(({ name, expect, why, ...text }) => working(network, name, text));
  const policies: readonly Policy[] = review?.policies ?? [];
  const found = findResilience(network, [...asked, ...workingFlows(network, question, matrix)], policies);
  return {
    losses: found.losses.map((loss) => lossDocument(network, loss)),
    asked: found.asked,
    leftOut: found.leftOut,
    zones: ZONE_CHECKS.map((check) => ({
      check,
      title: titles.get(check) ?? check,
      findings: findings.flatMap(({ check: of, component, message }) => (of === check ? [{ component, message }] : [])),
      undecided: undecided.filter((one) => one.check === check).length,
    })),
  };
}

/** What cannot be asked does not work today. */
function working(network: Network, name: string, text: QuestionText): readonly Guarded[] {
  try {
    return workingAnswer(network, name, text);
  } catch (error) {
    if (error instanceof QuestionError) return [];
    throw error;
  }
}

function lossDocument(network: Network, loss: LossOf): LossDocument {
  const { failure, cut, undecided, kept, policies } = loss;
  return {
    id: failure.id,
    of: failure.of,
    ...(failure.component ? { component: failure.component } : {}),
    statements: failure.said,
    result: resultOf(loss),
    cut: cut.slice(0, MOST_CUT).map(({ flow, services, isWhole }) => ({
      name: flow.name,
      from: flow.text.from,
      to: flow.text.to,
      services: formatServices(network.admissions.services, services),
      isWhole,
    })),
    moreCut: Math.max(0, cut.length - MOST_CUT),
    cutFlows: cut.length,
    undecided: undecided.length,
    kept,
    policies,
  };
}

function resultOf({ cut, undecided, kept, policies, failure }: LossOf): LossDocument['result'] {
  // An instance fails more often than the zone that it is in.
  const isTaken = failure.of === 'zonal' && cut.every(({ isBeside }) => isBeside);
  if (policies.length > 0 || (cut.length > 0 && !isTaken)) return 'cuts';
  if (cut.length > 0) return 'with its zone';
  if (undecided.length > 0) return 'undecided';
  return kept > 0 ? 'survived' : 'cuts nothing';
}
