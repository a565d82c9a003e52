import { formatServices } from '../aws/format-services.ts';
import type { Network } from '../engine/network.ts';
import { QuestionError } from '../model/question-error.ts';
import { INTERNET } from '../model/route.ts';
import { NONE } from '../net/service-set.ts';
import { findMatrix, type Matrix } from './matrix.ts';
import { askPolicy, type Policy, type PolicyAsked } from './policy.ts';
import { checkAtOnce } from './policy-sweep.ts';
import { parseQuestion } from './question.ts';
import type { Segment } from './segments.ts';

/**
 * What is true of a network today, segment by segment, as policies to be cut down by hand: what is blocked, and what all
 * of a segment can reach. Each was held against the network; one that says more than is so is left out.
 */
export function learnPolicies(network: Network, by: string): readonly Policy[] {
  const sent = findMatrix(network, parseQuestion(network, { from: '*', to: '*', oneWay: true, addresses: 'all' }), by);
  const answered = findMatrix(network, parseQuestion(network, { from: '*', to: '*' }), by);
  const named = sent.segments.flatMap((segment) => {
    const selector = selectorOf(segment, by);
    return selector === undefined ? [] : [{ segment, selector }];
  });
  const policies = named.flatMap((from) =>
    named.flatMap((to): readonly Policy[] => {
      if (from.segment.id === INTERNET && to.segment.id === INTERNET) return [];
      const ends = { from: from.selector, to: to.selector };
      const name = `${wordOf(from.segment)}-to-${wordOf(to.segment)}`;
      return [
        ...blocked(network, sent, from.segment, to.segment, ends, name),
        ...reachable(network, answered, from.segment, to.segment, ends, name),
      ];
    }),
  );
  const asked = policies.flatMap((policy) => askIfPossible(network, policy));
  const held = checkAtOnce(network, asked).filter(({ pairs, violations, undecided }) => {
    return pairs > 0 && violations.length + undecided.length === 0;
  });
  return distinct(held.map(({ policy }) => policy));
}

type Ends = Pick<Policy, 'from' | 'to'>;

function blocked(
  network: Network,
  { cells }: Matrix,
  from: Segment,
  to: Segment,
  ends: Ends,
  name: string,
): readonly Policy[] {
  const pool = network.admissions.services;
  const parts = cells.find((cell) => cell.from === from.id && cell.to === to.id)?.parts ?? [];
  const open = parts.reduce((sum, { services }) => pool.union(sum, services), NONE);
  const except = open === NONE ? {} : { except: formatServices(pool, open).split(', ') };
  return [{ name: `${name}-${open === NONE ? 'blocked' : 'only'}`, ...ends, ...except, expect: 'blocked' }];
}

function reachable(
  network: Network,
  { cells }: Matrix,
  from: Segment,
  to: Segment,
  ends: Ends,
  name: string,
): readonly Policy[] {
  const cell = cells.find((one) => one.from === from.id && one.to === to.id);
  const [group] = cell?.groups ?? [];
  if (!cell || group?.verdict !== 'reachable' || group.pairs !== cell.pairs) return [];
  const services = formatServices(network.admissions.services, group.services).split(', ');
  return [{ name: `${name}-reachable`, ...ends, services, expect: 'reachable' }];
}

/** A policy about ends that cannot be asked is none. */
function askIfPossible(network: Network, policy: Policy): readonly PolicyAsked[] {
  try {
    return [askPolicy(network, policy)];
  } catch (error) {
    if (error instanceof QuestionError) return [];
    throw error;
  }
}

function selectorOf({ id }: Segment, by: string): string | undefined {
  if (id.startsWith('(')) return undefined;
  if (/^[a-z]+-|^internet$|^onprem:/.test(id) && !by.startsWith('tag:') && by !== 'region') return id;
  if (by.startsWith('tag:') && id !== INTERNET && !id.startsWith('onprem:')) return `${by}=${id}`;
  return by === 'account' || by === 'region' ? (id === INTERNET ? id : `${by}:${id}`) : id;
}

function wordOf({ id, name }: Segment): string {
  return (name ?? id).replace(/[^\w.-]+/g, '-');
}

/** Two segments may be called alike. */
function distinct(policies: readonly Policy[]): readonly Policy[] {
  const counts = new Map<string, number>();
  return policies.map((policy) => {
    const count = (counts.get(policy.name) ?? 0) + 1;
    counts.set(policy.name, count);
    return count === 1 ? policy : { ...policy, name: `${policy.name}-${count}` };
  });
}
