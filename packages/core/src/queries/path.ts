import type { Network } from '../engine/network.ts';
import { VERDICTS, type Verdict } from '../engine/partition.ts';
import { groupBy } from '../model/group-by.ts';
import { nothingSelected } from '../model/question-error.ts';
import { tellInBulk } from './bulk/tell-in-bulk.ts';
import { judge, type Pair } from './judge.ts';
import { type Part, Parts, rank, speaksAlike } from './parts.ts';
import { isOutsider } from './positions.ts';
import type { Question } from './question.ts';
import { hostKey, isSelf } from './selves.ts';

/** A partition of the asked set: `parts` is what the question asked; `apart` are other addresses of the same hosts. */
export interface Answer {
  readonly question: Question;
  readonly verdict: Verdict;
  readonly parts: readonly Part[];
  readonly apart: readonly Part[];
}

/** More pairs than this are asked of the whole estate at once. */
const FEW_PAIRS = 500;

/** Hosts that are asked about themselves alone are asked pair by pair. */
const MOST_PAIRS = 2_000_000;

/** Whether requests arrive and their replies come back, for everything the question asks. */
export function findPath(network: Network, question: Question, mostByPair: number = FEW_PAIRS): Answer {
  const [chosen, other] = [new Parts(network, question), new Parts(network, question)];
  const pairs = countPairs(question);
  if (pairs > mostByPair) tellInBulk(network, question, chosen, other);
  // Who asks for many hosts that are all one and the same asks about itself.
  if (chosen.isEmpty && pairs > MOST_PAIRS)
    throw nothingSelected(
      `${question.from.text} → ${question.to.text}`,
      `These are ${pairs} pairs of what is one and the same: ask for less at a time.`,
    );
  if (chosen.isEmpty) tellByPair(network, question, chosen, other);
  const parts = chosen.list();
  const verdict = VERDICTS.find((one) => parts.some((part) => part.verdict === one)) ?? 'blocked';
  return { question, verdict, parts, apart: other.list() };
}

function countPairs({ senders, targets }: Question): number {
  const outside = senders.filter(isOutsider).length;
  return (senders.length - outside) * targets.inside.length + outside * targets.outside.length;
}

function tellByPair(network: Network, question: Question, chosen: Parts, other: Parts): void {
  const selves: (readonly Pair[])[] = [];
  const add = (pairs: readonly Pair[]) => {
    const judged = pairs.map((pair) => judge(network, question, pair));
    // Any address of a host may serve; the best one speaks for it, its own order deciding between equals.
    const best = judged.reduce((a, b) => (rank(b) < rank(a) ? b : a));
    for (const one of judged) {
      if (one !== best && !speaksAlike(network, one, best)) other.add(one);
      else chosen.add(one);
    }
  };
  const isSet = new Set(question.senders.map(hostKey)).size > 1;
  for (const pairs of hostPairs(question)) {
    if (pairs.some((pair) => isSelf(network, pair, isSet))) selves.push(pairs);
    else add(pairs);
  }
  // A member of a set is not asked whether it reaches itself; a host that is asked nothing else is.
  if (chosen.isEmpty) for (const pairs of selves) add(pairs);
}

function* hostPairs({ senders, targets }: Question): Generator<readonly Pair[]> {
  const [inside, outside] = [targets.inside, targets.outside].map((own) => groupBy(own, ({ host }) => host));
  for (const alternatives of groupBy(senders, hostKey).values()) {
    const dialled = alternatives.some(isOutsider) ? outside : inside;
    for (const own of dialled?.values() ?? []) {
      const pairs = alternatives.flatMap((sender) =>
        own.filter(({ family }) => family === sender.family).map((target) => ({ sender, target })),
      );
      if (pairs.length > 0) yield pairs;
    }
  }
}
