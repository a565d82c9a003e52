import { applyChanges } from '../aws/apply-changes.ts';
import { interfaceIndex } from '../aws/interface-index.ts';
import { openings } from '../aws/openings.ts';
import { placesWith } from '../aws/site.ts';
import { compile, type Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import { cheapestRepair, type Repair } from '../engine/repair.ts';
import { type Edit, identityOfEdit, PRICE } from '../model/change.ts';
import { QuestionError } from '../model/question-error.ts';
import { rebased } from '../model/rebase.ts';
import { INTERNET } from '../model/route.ts';
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
    const own = repairOf(current, answer);
    const repair = own && own.price <= PRICE.attachment ? own : cheaper(own, openedRepair(current, text, answer));
    if (!repair) return none;
    const known = edits.size;
    const made = [...edits.values()];
    for (const edit of repair.edits.map((one) => rebased(made, one))) edits.set(identityOfEdit(edit), edit);
    if (edits.size === known) return none;
    isFewest &&= repair.isCheapest;
    current = changed(network, [...edits.values()]);
    answer = ask(current, text);
  }
  if (!isOpen(answer)) return none;
  const needed = rounds > 1 ? withoutSpare(network, text, [...edits.values()]) : [...edits.values()];
  return { edits: needed, verdict: answer.verdict, result: 'found', isFewest: isFewest && rounds === 1 };
}

/** What mends the first part of an answer that fails for sure. */
function repairOf(network: Network, { question, parts }: Answer): Repair | undefined {
  const { witness } = parts.find(isFailing) ?? {};
  if (!witness) return undefined;
  const { trip, trips, services, target } = witness;
  const { asking, oneWay } = question;
  const failing = [...(trip ? [trip] : []), ...trips.filter((one) => one !== trip)];
  return cheapestRepair({ network, trips: failing, asking, services, oneWay, named: target.ends });
}

/** The same, once something is laid between the two ends that is not there. */
function openedRepair(network: Network, text: QuestionText, { parts }: Answer): Repair | undefined {
  const part = parts.find(isFailing);
  if (!part) return undefined;
  const all = openings(network, placesOf(network, part)).flatMap((opening): readonly Repair[] => {
    const opened = changed(network, [opening]);
    const answer = ask(opened, text);
    const repair = isOpen(answer) ? undefined : repairOf(opened, answer);
    const edits = [opening, ...(repair?.edits ?? [])];
    return repair || isOpen(answer)
      ? [{ edits, price: opening.price + (repair?.price ?? 0), isCheapest: repair?.isCheapest ?? true }]
      : [];
  });
  return all.reduce<Repair | undefined>(cheaper, undefined);
}

function cheaper(a: Repair | undefined, b: Repair | undefined): Repair | undefined {
  if (!a || !b) return a ?? b;
  return b.price < a.price ? b : a;
}

/** The VPCs of the two ends of a part, or the places outside. */
function placesOf(network: Network, { witness }: Part) {
  const index = interfaceIndex(network);
  const { sender, target } = witness;
  const [owner] = index.holdersOf(target.family, target.to);
  const [place = INTERNET] = target.ends ?? placesWith(network, target.family, target.to);
  return {
    from: index.holderOf(sender.end)?.vpcId ?? sender.end,
    to: owner?.vpcId ?? place,
  };
}

function isFailing({ verdict }: Part): boolean {
  return verdict === 'blocked' || verdict === 'forward-only';
}

/** What an earlier round asked for, a later one may have made needless. */
function withoutSpare(network: Network, text: QuestionText, edits: readonly Edit[]): readonly Edit[] {
  return edits.reduce<readonly Edit[]>((needed, edit) => {
    const rest = needed.filter((one) => one !== edit);
    return isEnough(network, text, rest) ? rest : needed;
  }, edits);
}

/** What remains may edit an object that only the edit left out brings into being: then it cannot be made. */
function isEnough(network: Network, text: QuestionText, edits: readonly Edit[]): boolean {
  try {
    return isOpen(ask(changed(network, edits), text));
  } catch (error) {
    if (error instanceof QuestionError) return false;
    throw error;
  }
}

/** The network after edits, compiled anew. */
export function changed(network: Network, edits: readonly Edit[]): Network {
  const changes = edits.flatMap((edit) => edit.changes);
  return compile(applyChanges(network.snapshot, changes), network.assume, network);
}

function ask(network: Network, text: QuestionText): Answer {
  return findPath(network, parseQuestion(network, text));
}

function isOpen({ parts }: Answer): boolean {
  return parts.every(({ verdict }) => verdict === 'reachable');
}
