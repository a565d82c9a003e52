import { NONE, type ServiceSetId } from '../net/service-set.ts';
import type { Network } from './network.ts';
import { portsServed } from './ports-served.ts';
import type { Outcome } from './trip.ts';
import type { Asking } from './walk.ts';

export type Verdict = 'reachable' | 'unknown' | 'forward-only' | 'blocked';
/** The headline is the first of these that is not empty. */
export const VERDICTS: readonly Verdict[] = ['reachable', 'unknown', 'forward-only', 'blocked'];

/** Splits the services asked into the four verdicts: every service is in exactly one. */
export type Partition = { readonly [V in Verdict]: ServiceSetId };

export function partition(
  network: Network,
  outcome: Outcome,
  asking: Asking,
  asked: ServiceSetId,
  oneWay: boolean,
): Partition {
  const pool = network.admissions;
  const { services } = pool;
  const answered = oneWay
    ? undefined
    : pool.both(outcome.answered, spared(network, portsServed(network, outcome.clientPorts, asking.clientPorts)));
  const sure = services.intersect(asked, pool.must(outcome.delivered));
  const perhaps = services.intersect(asked, pool.may(outcome.delivered));
  const reachable = answered === undefined ? sure : services.intersect(sure, pool.must(answered));
  const hoped = answered === undefined ? perhaps : services.intersect(perhaps, pool.may(answered));
  const forwardOnly = services.subtract(sure, hoped);
  return {
    reachable,
    // What may be delivered and surely gets no answer is undecided between forward-only and blocked.
    unknown: services.subtract(services.subtract(perhaps, reachable), forwardOnly),
    'forward-only': forwardOnly,
    blocked: services.subtract(asked, perhaps),
  };
}

function spared(network: Network, served: number): number {
  const pool = network.admissions;
  return pool.either(served, pool.exactly(network.replies.unanswered));
}

export function headline(parts: Partition): Verdict {
  return VERDICTS.find((verdict) => parts[verdict] !== NONE) ?? 'blocked';
}
