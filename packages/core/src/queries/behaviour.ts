import type { Network } from '../engine/network.ts';
import { type Partition, VERDICTS, type Verdict } from '../engine/partition.ts';
import type { Outcome } from '../engine/trip.ts';
import type { AdmissionId } from '../net/admission.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { partialPorts } from './client-ports.ts';
import type { Question } from './question.ts';

/** What can be told of a pair: a verdict for every service, and which of the client's ports hear replies. */
export interface Behaviour {
  readonly parts: Partition;
  /** Ports of the client that surely hear replies; undefined where all do, or nothing is reachable. */
  readonly clientPorts: ServiceSetId | undefined;
}

/** Some services of a pair, and what became of them. */
export interface Transition {
  readonly before: Verdict;
  readonly after: Verdict;
  readonly services: ServiceSetId;
}

export type ChangeKind =
  | 'newly-reachable'
  | 'no-longer-reachable'
  | 'changed-services'
  | 'newly-one-way'
  | 'no-longer-one-way'
  | 'newly-unknown'
  | 'no-longer-unknown'
  | 'changed-client-ports';

/** In the order that they are told. */
export const CHANGE_KINDS: readonly ChangeKind[] = [
  'newly-reachable',
  'changed-services',
  'no-longer-reachable',
  'newly-one-way',
  'no-longer-one-way',
  'changed-client-ports',
  'newly-unknown',
  'no-longer-unknown',
];

/** How a pair behaves of which nobody tells anything: nothing is delivered. */
export const SILENT: Behaviour = {
  parts: { reachable: NONE, unknown: NONE, 'forward-only': NONE, blocked: NONE },
  clientPorts: undefined,
};

export function behaviourOf(
  network: Network,
  { asking }: Question,
  parts: Partition,
  clientPorts: AdmissionId,
): Behaviour {
  if (parts.reachable === NONE) return { parts, clientPorts: undefined };
  // Of a pair without its ways only the ports of its first leg are told.
  const outcome = { clientPorts, trips: [] } as unknown as Outcome;
  const ports = partialPorts(network, outcome, parts.reachable, asking.clientPorts);
  return { parts, clientPorts: ports?.answered };
}

/** Equal for behaviours that are; what is blocked is the rest. */
export function keyOfBehaviour({ parts, clientPorts }: Behaviour): string {
  return `${parts.reachable} ${parts.unknown} ${parts['forward-only']} ${clientPorts ?? ''}`;
}

export function transitionsBetween(network: Network, before: Behaviour, after: Behaviour): readonly Transition[] {
  const pool = network.admissions.services;
  const told = ({ parts }: Behaviour) => TOLD.reduce((sum, verdict) => pool.union(sum, parts[verdict]), NONE);
  // Of both networks the same services are asked: what is told of one alone is blocked in the other.
  const having = (one: Behaviour, other: Behaviour, verdict: Verdict): ServiceSetId =>
    verdict === 'blocked' ? pool.subtract(told(other), told(one)) : one.parts[verdict];
  return VERDICTS.flatMap((from) =>
    VERDICTS.filter((to) => to !== from).flatMap((to) => {
      const services = pool.intersect(having(before, after, from), having(after, before, to));
      return services === NONE ? [] : [{ before: from, after: to, services }];
    }),
  );
}

const TOLD: readonly Verdict[] = ['reachable', 'unknown', 'forward-only'];

/** What a change of behaviour is called; what is sure names it before what is not. */
export function kindOfChange(
  network: Network,
  before: Behaviour,
  after: Behaviour,
  transitions: readonly Transition[],
): ChangeKind {
  const pool = network.admissions.services;
  if (transitions.length === 0) return 'changed-client-ports';
  const sure = transitions.filter((one) => one.before !== 'unknown' && one.after !== 'unknown');
  const to = (verdict: Verdict) => sure.some((one) => one.after === verdict);
  const from = (verdict: Verdict) => sure.some((one) => one.before === verdict);
  const stays = pool.intersect(before.parts.reachable, after.parts.reachable) !== NONE;
  if (to('reachable') || from('reachable')) {
    if (stays || (to('reachable') && from('reachable'))) return 'changed-services';
    if (to('reachable')) return 'newly-reachable';
    return to('forward-only') ? 'newly-one-way' : 'no-longer-reachable';
  }
  if (sure.length > 0) return to('forward-only') ? 'newly-one-way' : 'no-longer-one-way';
  return transitions.some((one) => one.after === 'unknown') ? 'newly-unknown' : 'no-longer-unknown';
}

/** Whether some of it is sure: unknowns are not all that differs. */
export function isSure(transitions: readonly Transition[]): boolean {
  return transitions.length === 0 || transitions.some((one) => one.before !== 'unknown' && one.after !== 'unknown');
}
