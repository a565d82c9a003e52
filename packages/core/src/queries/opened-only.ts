import type { Network } from '../engine/network.ts';
import type { Trip } from '../engine/trip.ts';
import type { Witness } from './exposure.ts';
import type { Pair } from './judge.ts';
import type { Question } from './question.ts';
import { checksOf, partOf } from './witness-chain.ts';

/**
 * Tells where a connection opens and nothing is carried over it: a firewall that looks into connections lets them open
 * first (NFW-05). Whether there is one on the way is the same for all that are `routed` alike.
 */
export function openedOnly(
  network: Network,
  question: Question,
  routed: (pair: Pair) => string,
): (witness: Witness) => boolean {
  const inspected = new Map<string, boolean>();
  return (witness) => {
    const key = routed(witness);
    const isKnown = inspected.get(key) ?? partOf(network, question, witness).witness.trips.some(isInspected);
    inspected.set(key, isKnown);
    return isKnown && checksOf(network, question, witness).some(({ code }) => code === 'HANDSHAKE_ONLY');
  };
}

function isInspected({ request, next }: Trip): boolean {
  const steps = request.branches.flatMap((branch) => branch.steps);
  return steps.some((step) => step.kind === 'filter' && step.filter.flows) || (next !== undefined && isInspected(next));
}
