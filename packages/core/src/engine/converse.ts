import type { Code } from '../model/codes.ts';
import type { ComponentId, Locus, Stop } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { ADMITS_NOTHING, UNDECIDED } from '../net/admission.ts';
import type { Label } from '../net/label-tree.ts';
import { NONE } from '../net/service-set.ts';
import { evaluate } from './evaluate.ts';
import type { Network } from './network.ts';
import type { Leg, Outcome } from './trip.ts';
import type { Asking } from './walk.ts';

/** Somebody who sends from an address, and the address that is dialled. */
export interface Ends {
  readonly sender: {
    readonly end: ComponentId;
    readonly from: Locus;
    readonly family: Family;
    readonly source: Label;
  };
  readonly target: { readonly to: Label };
}

export interface Conversation {
  /** Absent where no packet is followed: the host itself, or a service beside its interface, answers. */
  readonly outcome: Outcome | undefined;
  readonly beside: Code | undefined;
}

/** What comes of one sender and one address, from whether the sender can send at all. */
export function converse(network: Network, asking: Asking, { sender, target }: Ends): Conversation {
  const { end, from, family, source } = sender;
  const leg: Leg = { family, from, client: end, source, to: target.to };
  const behaviour = network.behaviour(end);
  const unfit = behaviour?.depart?.(end, source, family, network);
  if (unfit?.kind === 'dropped') return { outcome: stoppedAtStart(leg, unfit), beside: undefined };
  const beside = behaviour?.answersBeside?.(end, target.to, family, network);
  if (typeof beside === 'object') return { outcome: stoppedAtStart(leg, beside), beside: undefined };
  if (beside) return unfit ? { outcome: stoppedAtStart(leg, unfit), beside } : { outcome: undefined, beside };
  const outcome = evaluate(network, leg, asking);
  return { outcome: unfit ? perhapsSent(network, leg, unfit, outcome) : outcome, beside };
}

/** Whether it sends is not known, but what would not arrive anyway is blocked for sure (core contract 5). */
function perhapsSent(network: Network, leg: Leg, stop: Stop, outcome: Outcome): Outcome {
  const pool = network.admissions;
  const delivered = pool.pair(NONE, pool.may(outcome.delivered));
  const unsure = stoppedAtStart(leg, stop);
  return { ...unsure, delivered, trips: [...unsure.trips, ...outcome.trips] };
}

/** The sender is not in a state to send: the walk never starts. */
function stoppedAtStart(leg: Leg, stop: Stop): Outcome {
  const perhaps = stop.kind === 'unknown' ? UNDECIDED : ADMITS_NOTHING;
  const request = { branches: [], end: stop, source: leg.source, destination: leg.to, picks: [] };
  const outcome = { delivered: perhaps, answered: perhaps, clientPorts: perhaps };
  return { ...outcome, trips: [{ leg, request, reply: undefined, next: undefined, join: undefined, ...outcome }] };
}
