import { HAIRPIN } from './packet.ts';
import { least, most, type Sure } from './sure.ts';

export type Verdict = 'reachable' | 'unknown' | 'forward-only' | 'blocked';

/** What becomes of a packet, by one of the ways that it may go or by several. */
export interface Fate {
  readonly delivered: Sure;
  /** Its reply comes back, which takes that it was delivered. */
  readonly answered: Sure;
  /** Short, with the id of the rule that decided. */
  readonly reason: string;
  /** Kinds of component that lay on the deciding path. */
  readonly kinds: readonly string[];
}

/** What may be delivered and surely gets no answer is undecided between forward-only and blocked. */
export function verdictOf({ delivered, answered }: Fate): Verdict {
  if (delivered === 'no') return 'blocked';
  if (answered === 'yes') return 'reachable';
  return delivered === 'yes' && answered === 'no' ? 'forward-only' : 'unknown';
}

/** One of them happens, and nobody can tell which: sure is what they have in common (NAT-04, RT-06). */
export function oneOf(all: readonly Fate[]): Fate {
  const kinds = kindsOf(all);
  const [first] = all;
  if (first === undefined) return { delivered: 'no', answered: 'no', reason: 'NAT-01 no way on', kinds };
  const shared = (of: 'delivered' | 'answered') => (all.every((one) => one[of] === first[of]) ? first[of] : 'maybe');
  const isOne = all.every((one) => verdictOf(one) === verdictOf(first));
  const reason = isOne ? first.reason : `unequal ways: ${all.map((one) => one.reason).join(' / ')}`;
  return { delivered: shared('delivered'), answered: shared('answered'), reason, kinds };
}

/** LB-01: one usable target is enough, but for a host that the balancer may hand its own packet (NLB-03). */
export function anyOf(all: readonly Fate[]): Fate {
  const others = all.filter(({ reason }) => reason !== HAIRPIN);
  const [own] = all.filter(({ reason }) => reason === HAIRPIN);
  if (own && others.length > 0) return oneOf([own, anyOf(others)]);
  const [delivered, answered] = [most(all.map((one) => one.delivered)), most(all.map((one) => one.answered))];
  const kinds = kindsOf(all);
  const fate = { delivered, answered, reason: 'LB-05 no targets', kinds };
  const deciding = all.find((one) => verdictOf(one) === verdictOf(fate));
  return deciding ? { ...fate, reason: deciding.reason } : fate;
}

/** What happens only if the packet gets that far. */
export function ifDelivered(delivered: Sure, answered: Sure): Pick<Fate, 'delivered' | 'answered'> {
  return { delivered, answered: least([delivered, answered]) };
}

function kindsOf(all: readonly Fate[]): readonly string[] {
  return [...new Set(all.flatMap((one) => one.kinds))].sort();
}
