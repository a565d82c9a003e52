import type { Network } from '../../engine/network.ts';
import { type Partition, VERDICTS } from '../../engine/partition.ts';
import type { Outcome } from '../../engine/trip.ts';
import type { Family } from '../../net/address.ts';
import { NONE } from '../../net/service-set.ts';
import type { Judged } from '../judge.ts';
import type { Parts } from '../parts.ts';
import { isOutside, isOutsider, type Sender, type Target } from '../positions.ts';
import type { Question } from '../question.ts';
import { hostKey } from '../selves.ts';
import { servicesOver } from '../services-asked.ts';
import { type Side, survey } from '../survey.ts';
import { meantPieces } from '../ways-in-bulk.ts';
import { crowdOf } from './crowd.ts';
import { Fates } from './fates.ts';
import { tellHosts } from './hosts.ts';
import { tellPlain } from './plain.ts';
import { Tallies } from './tallies.ts';
import type { Telling } from './telling.ts';

/** The same as asking pair by pair, by the estate engine: what comes of a pair, and which of a host's addresses speaks. */
export function tellInBulk(network: Network, question: Question, chosen: Parts, other: Parts): void {
  const isSet = new Set(question.senders.map(hostKey)).size > 1;
  for (const isFromOutside of [false, true]) {
    const senders = question.senders.filter((one) => isOutsider(one) === isFromOutside);
    const { inside, outside } = question.targets;
    // What hosts of the internet say to one another is no question.
    const targets = isFromOutside ? outside.filter(({ family, to }) => !isOutside(network, family, to)) : inside;
    if (senders.length === 0 || targets.length === 0) continue;
    const asked = { senders, targets };
    const [side] = survey(network, { ...question, senders, targets: { inside: targets, outside: targets } }).sides;
    const crowd = crowdOf(network, asked, side);
    const fates = new Fates(network);
    const tallies = { chosen: new Tallies(crowd), apart: new Tallies(crowd) };
    const telling: Telling = {
      network,
      question,
      crowd,
      fates,
      tallies,
      isSet,
      runs: side ? runsOf(network, question, side, fates) : [],
      groupOf: side?.estate.groupOf ?? new Int32Array(),
      silence: silenceOf(network, question, senders, targets, fates),
    };
    tellPlain(telling);
    tellHosts(telling);
    tallies.chosen.tell(network, question, chosen);
    tallies.apart.tell(network, question, other);
  }
}

/** Those of which something is delivered. */
function runsOf(network: Network, question: Question, side: Side, fates: Fates): Telling['runs'] {
  const { estate, partition } = side;
  const runs: Telling['runs'][number][] = [];
  if (question.ways) {
    const piecesOf = meantPieces(network, question, side);
    estate.runs((...run) => {
      for (const { judged, ...piece } of piecesOf(...run))
        if (!isSilent(judged.parts)) runs.push({ ...piece, fate: fates.number(judged) });
    });
    return runs;
  }
  const known = new Map<number, number | undefined>();
  estate.runs((fromSender, toSender, fromTarget, toTarget, result) => {
    const [sender, target] = [estate.senders[fromSender] as Sender, estate.targets[fromTarget] as Target];
    const key = result * 2 + (sender.family === 4 ? 0 : 1);
    if (!known.has(key)) {
      const outcome = { ...estate.results.get(result), trips: [] };
      const judged = judgedAs(network, question, sender, target, partition(result, sender.family), outcome);
      known.set(key, isSilent(judged.parts) ? undefined : fates.number(judged));
    }
    const fate = known.get(key);
    if (fate !== undefined) runs.push({ fromSender, toSender, fromTarget, toTarget, fate });
  });
  return runs;
}

function isSilent(parts: Partition): boolean {
  return VERDICTS.every((verdict) => verdict === 'blocked' || parts[verdict] === NONE);
}

/** What comes of pairs that the estate does not tell of: nothing is delivered. */
function silenceOf(
  network: Network,
  question: Question,
  [sender]: readonly Sender[],
  [target]: readonly Target[],
  fates: Fates,
): Telling['silence'] {
  const of = (family: Family) => {
    const blocked = servicesOver(network.admissions.services, question.services, family);
    const parts = { reachable: NONE, unknown: NONE, 'forward-only': NONE, blocked };
    return fates.number(judgedAs(network, question, { ...sender, family } as Sender, target as Target, parts));
  };
  return { 4: of(4), 6: of(6) };
}

function judgedAs(
  network: Network,
  question: Question,
  sender: Sender,
  target: Target,
  parts: Partition,
  outcome?: Outcome,
): Judged {
  const asked = servicesOver(network.admissions.services, question.services, sender.family);
  return { pair: { sender, target }, asked, parts, outcome, beside: undefined, stop: undefined };
}
