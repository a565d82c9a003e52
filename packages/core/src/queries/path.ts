import type { Network } from '../engine/network.ts';
import { VERDICTS, type Verdict } from '../engine/partition.ts';
import { groupBy } from '../model/group-by.ts';
import { nothingSelected } from '../model/question-error.ts';
import { judge, type Pair } from './judge.ts';
import { type Part, Parts, rank, speaksAlike } from './parts.ts';
import { isOutside, isOutsider, type Sender } from './positions.ts';
import type { Question } from './question.ts';

/** A partition of the asked set: `parts` is what the question asked; `apart` are other addresses of the same hosts. */
export interface Answer {
  readonly question: Question;
  readonly verdict: Verdict;
  readonly parts: readonly Part[];
  readonly apart: readonly Part[];
}

/** More pairs than this belong to a question over the whole estate: see `survey`. */
const MOST_PAIRS = 2_000_000;

/** Whether requests arrive and their replies come back, for everything the question asks. */
export function findPath(network: Network, question: Question): Answer {
  checkSize(question);
  const [chosen, other] = [new Parts(network, question), new Parts(network, question)];
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
  if (chosen.list().length === 0) for (const pairs of selves) add(pairs);
  const parts = chosen.list();
  const verdict = VERDICTS.find((one) => parts.some((part) => part.verdict === one)) ?? 'blocked';
  return { question, verdict, parts, apart: other.list() };
}

function checkSize({ from, to, senders, targets }: Question): void {
  const outside = senders.filter(isOutsider).length;
  const pairs = (senders.length - outside) * targets.inside.length + outside * targets.outside.length;
  if (pairs > MOST_PAIRS)
    throw nothingSelected(
      `${from.text} → ${to.text}`,
      `These are ${pairs} pairs: ask for less at a time, or for a matrix.`,
    );
}

/** Whether an end dials itself, the internet too, by name; or, one of several, by an address that its own system answers. */
function isSelf(network: Network, { sender, target }: Pair, isOneOfSet: boolean): boolean {
  if (isOutsider(sender)) return isOutside(network, target.family, target.to);
  if (sender.host === target.host) return true;
  const { end, family } = sender;
  return isOneOfSet && network.behaviour(end)?.answersBeside?.(end, target.to, family, network) === 'HOST_LOCAL';
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

/** Places outside are no host: each of their addresses is asked for itself. */
function hostKey(sender: Sender): string {
  return isOutsider(sender) ? `${sender.host} ${sender.by ?? ''} ${sender.family} ${sender.source}` : sender.host;
}
