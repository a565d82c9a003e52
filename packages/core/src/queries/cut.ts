import type { Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import { traceTrip } from '../engine/trace.ts';
import { type Edit, identityOfEdit } from '../model/change.ts';
import { QuestionError } from '../model/question-error.ts';
import { rebased } from '../model/rebase.ts';
import { INTERNET } from '../model/route.ts';
import { formatPrefix } from '../net/address.ts';
import { changed } from './fix.ts';
import { type Answer, findPath } from './path.ts';
import { type Sender, saidHost, type Target } from './positions.ts';
import { parseQuestion, type QuestionText } from './question.ts';
import { type Side, survey } from './survey.ts';

/** The removals after which nothing that is asked is delivered, proven by making them and asking again. */
export interface Cut {
  readonly edits: readonly Edit[];
  /** What the question is answered after them. */
  readonly verdict: Verdict;
  /** `closed`: nothing is delivered as it is. `none`: something delivers that no removal stops. */
  readonly result: 'closed' | 'found' | 'none';
  readonly isFewest: boolean;
  /** Pairs of ends, besides those that were asked for, that lose some of what they can send now; not counted in large networks. */
  readonly alsoCut?: readonly Loss[];
}
export interface Loss {
  readonly from: string;
  readonly to: string;
}

/** More removals than this are found, but not proven to be the fewest. */
const MOST_EXACT = 4;
/** Of so many sets that are as few, the losses are compared, where the network is not large. */
const MOST_COMPARED = 12;
const LARGE = 400;
/** Losses are counted by asking for everybody: not in networks larger than this. */
const TOO_LARGE = 2000;
/** Networks that are compiled at most in search of the fewest. */
const MOST_TRIES = 400;
/** More removals than this are no answer that anybody would follow. */
const MOST_REMOVALS = 40;

/**
 * Whatever closes a way must take away something that the way needs now. So every set of removals is found by taking
 * away, one after another, something that the way needs which is still open (fewest first, each set once).
 */
export function findCut(network: Network, text: QuestionText): Cut {
  const before = ask(network, text);
  const none = { edits: [], verdict: before.verdict, isFewest: true };
  if (isClosed(before)) return { ...none, result: 'closed' };
  const found = fewest(network, text, before) ?? greedy(network, text, before);
  if (!found) return { ...none, result: 'none', isFewest: false };
  const closed = found.sets.map((edits): Cut => {
    const after = changed(network, edits);
    const lost = sizeOf(network) > TOO_LARGE ? {} : { alsoCut: losses(network, after, text) };
    return { edits, verdict: ask(after, text).verdict, result: 'found', isFewest: found.isFewest, ...lost };
  });
  // Of several that are as few, the one that costs others least.
  return closed.reduce((a, b) => ((b.alsoCut?.length ?? 0) < (a.alsoCut?.length ?? 0) ? b : a));
}

function sizeOf({ snapshot }: Network): number {
  return snapshot.records.networkInterface.length;
}

interface Found {
  readonly sets: readonly (readonly Edit[])[];
  readonly isFewest: boolean;
}

function fewest(network: Network, text: QuestionText, before: Answer): Found | undefined {
  let open: readonly (readonly Edit[])[] = cutsOf(network, before).map((edit) => [edit]);
  const compared = sizeOf(network) > LARGE ? 1 : MOST_COMPARED;
  const seen = new Set<string>();
  let tries = 0;
  for (let count = 1; count <= MOST_EXACT; count++) {
    const larger: (readonly Edit[])[] = [];
    const closing: (readonly Edit[])[] = [];
    for (const edits of open) {
      const key = edits.map(identityOfEdit).sort().join();
      if (seen.has(key)) continue;
      seen.add(key);
      if (++tries > MOST_TRIES) return undefined;
      const after = changed(network, edits);
      const answer = ask(after, text);
      if (isClosed(answer)) closing.push(edits);
      if (closing.length >= compared) break;
      for (const edit of cutsOf(after, answer)) larger.push([...edits, rebased(edits, edit)]);
    }
    if (closing.length > 0) return { sets: closing, isFewest: true };
    open = larger;
  }
  return undefined;
}

/** One removal after another, and then back what was not needed. */
function greedy(network: Network, text: QuestionText, before: Answer): Found | undefined {
  const edits: Edit[] = [];
  for (let answer = before; !isClosed(answer); ) {
    const [edit] = cutsOf(changed(network, edits), answer);
    if (!edit || edits.length >= MOST_REMOVALS) return undefined;
    edits.push(rebased(edits, edit));
    answer = ask(changed(network, edits), text);
  }
  const needed = edits.reduce<readonly Edit[]>((rest, edit) => {
    const without = rest.filter((one) => one !== edit);
    return isClosed(ask(changed(network, without), text)) ? without : rest;
  }, edits);
  return { sets: [needed], isFewest: false };
}

/** Everything that the first open part of an answer needs and that can be taken away, nearest to its end first. */
function cutsOf(network: Network, { question, parts }: Answer): readonly Edit[] {
  const part = parts.find(({ verdict }) => verdict !== 'blocked');
  const { trip, services } = part?.witness ?? {};
  if (!trip || services === undefined) return [];
  const cuts = traceTrip(network, trip, question.asking, services)
    .flatMap(({ request }) => request)
    .flatMap(({ checks }) => checks)
    .flatMap((check) => check.cuts?.() ?? []);
  return [...new Map(cuts.map((edit) => [identityOfEdit(edit), edit])).values()].reverse();
}

/** Whom the ends of the question can send anything to, or hear from, now, and will less after. */
function losses(network: Network, after: Network, text: QuestionText): readonly Loss[] {
  const { from, to, addresses } = text;
  const [sent, received] = [
    { from, to: '*', addresses },
    { from: '*', to, addresses },
  ];
  const own = deliveries(network, text);
  const found = new Map<string, Loss>();
  for (const one of [sent, received]) {
    const [had, has] = [deliveries(network, one), deliveries(after, one)];
    for (const [key, { loss, services }] of had) {
      if (has.get(key)?.services !== services && !own.has(key)) found.set(`${loss.from} ${loss.to}`, loss);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, loss]) => loss);
}

/** By pair of addresses: what is delivered between them. */
function deliveries(network: Network, text: QuestionText) {
  const { services: pool } = network.admissions;
  const found = new Map<string, { readonly loss: Loss; readonly services: string }>();
  for (const { estate, partition } of sidesOf(network, text)) {
    estate.runs((fromSender, toSender, fromTarget, toTarget, result) => {
      const senders = estate.senders.slice(fromSender, toSender);
      const parts = partition(result, (senders[0] as Sender).family);
      const services = TOLD.map((verdict) => pool.intervals(parts[verdict]).join()).join(' ');
      for (const sender of senders) {
        for (const target of estate.targets.slice(fromTarget, toTarget)) {
          const loss = { from: nameOf(sender), to: nameOf(target) };
          found.set(`${formatPrefix(sender.address)} ${formatPrefix(target.address)}`, { loss, services });
        }
      }
    });
  }
  return found;
}

const TOLD = ['reachable', 'unknown', 'forward-only'] as const;

/** Hosts on the internet are told apart by their addresses; here they are one. */
function nameOf(end: Sender | Target): string {
  return end.place === INTERNET ? INTERNET : saidHost(end);
}

/** Where nobody else can be asked nothing is lost. */
function sidesOf(network: Network, text: QuestionText): readonly Side[] {
  try {
    return survey(network, parseQuestion(network, text)).sides;
  } catch (error) {
    if (error instanceof QuestionError) return [];
    throw error;
  }
}

function ask(network: Network, text: QuestionText): Answer {
  return findPath(network, parseQuestion(network, text));
}

function isClosed({ parts }: Answer): boolean {
  return parts.every(({ verdict }) => verdict === 'blocked');
}
