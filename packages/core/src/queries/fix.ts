import { applyChanges } from '../aws/apply-changes.ts';
import { compile, type Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import { cheapestRepair } from '../engine/repair.ts';
import { type Edit, identityOfEdit } from '../model/change.ts';
import type { Part } from './parts.ts';
import { type Answer, findPath } from './path.ts';
import { parseQuestion, type QuestionText } from './question.ts';

/** The edits that open what a question asks, proven by making them and asking again. */
export interface Fix {
  readonly edits: readonly Edit[];
  /** What the question is answered after the edits; what it is without any where there are none. */
  readonly verdict: Verdict;
  /** `open`: all that is asked works already. `found`. `none`: some blocker cannot be mended by an edit. */
  readonly result: 'open' | 'found' | 'none';
  /** Whether no cheaper edits among those that are known would do. */
  readonly isFewest: boolean;
}

/** Each round mends one part of the answer, as far as it can be seen. */
const MOST_ROUNDS = 12;

/** The fewest edits that make everything reachable that is asked. */
export function findFix(network: Network, text: QuestionText): Fix {
  const before = ask(network, text);
  if (isOpen(before)) return { edits: [], verdict: before.verdict, result: 'open', isFewest: true };
  const none: Fix = { edits: [], verdict: before.verdict, result: 'none', isFewest: false };
  const edits = new Map<string, Edit>();
  let [current, answer, rounds, isFewest] = [network, before, 0, true];
  for (; rounds < MOST_ROUNDS && !isOpen(answer); rounds++) {
    const part = answer.parts.find(({ verdict }) => verdict === 'blocked' || verdict === 'forward-only');
    const repair = part && repairOf(current, answer, part);
    if (!repair) return none;
    const known = edits.size;
    for (const edit of repair.edits) edits.set(identityOfEdit(edit), edit);
    if (edits.size === known) return none;
    isFewest &&= repair.isCheapest;
    current = changed(network, [...edits.values()]);
    answer = ask(current, text);
  }
  if (!isOpen(answer)) return none;
  const needed = rounds > 1 ? withoutSpare(network, text, [...edits.values()]) : [...edits.values()];
  return { edits: needed, verdict: answer.verdict, result: 'found', isFewest: isFewest && rounds === 1 };
}

function repairOf(network: Network, { question }: Answer, { witness }: Part) {
  const { trip, trips, services } = witness;
  const { asking, oneWay } = question;
  const failing = [...(trip ? [trip] : []), ...trips.filter((one) => one !== trip)];
  for (const one of failing) {
    const repair = cheapestRepair({ network, trip: one, asking, services, oneWay });
    if (repair) return repair;
  }
  return undefined;
}

/** What an earlier round asked for, a later one may have made needless. */
function withoutSpare(network: Network, text: QuestionText, edits: readonly Edit[]): readonly Edit[] {
  return edits.reduce<readonly Edit[]>((needed, edit) => {
    const rest = needed.filter((one) => one !== edit);
    return isOpen(ask(changed(network, rest), text)) ? rest : needed;
  }, edits);
}

/** The network after edits, compiled anew. */
export function changed(network: Network, edits: readonly Edit[]): Network {
  const changes = edits.flatMap((edit) => edit.changes);
  return compile(applyChanges(network.snapshot, changes), network.assume);
}

function ask(network: Network, text: QuestionText): Answer {
  return findPath(network, parseQuestion(network, text));
}

function isOpen({ parts }: Answer): boolean {
  return parts.every(({ verdict }) => verdict === 'reachable');
}
