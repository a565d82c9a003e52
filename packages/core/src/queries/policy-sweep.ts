import type { Network } from '../engine/network.ts';
import type { Partition } from '../engine/partition.ts';
import { NONE } from '../net/service-set.ts';
import { askPolicy, judgeOf, type Policy, type PolicyAsked, type PolicyJudge, type PolicyResult } from './policy.ts';
import { isOutsider, type Sender, type Target } from './positions.ts';
import type { Question } from './question.ts';
import { Roll } from './roll.ts';
import { clientPortsAsked } from './services-asked.ts';
import { partitioner, type Side, survey } from './survey.ts';
import { meantPieces } from './ways-in-bulk.ts';

/** Whether a network is as policies want it: the estate is asked once for all of them. */
export function checkAtOnce(network: Network, asked: readonly PolicyAsked[]): readonly PolicyResult[] {
  const judges = asked.map((one) => judgeOf(network, one));
  for (const together of sharing(asked)) {
    for (const isFromOutside of [false, true]) sweep(network, asked, judges, together, isFromOutside);
  }
  return judges.map((judge) => judge.result());
}

export function checkPolicy(network: Network, policy: Policy): PolicyResult {
  return checkAtOnce(network, [askPolicy(network, policy)])[0] as PolicyResult;
}

/** Asking for all senders of all policies with all their targets is worth while unless that is far more than they ask. */
const MOST_TOO_MUCH = 4;

function sharing(asked: readonly PolicyAsked[]): readonly (readonly number[])[] {
  const all = [...asked.keys()];
  const pairsOf = ({ question: { senders, targets } }: PolicyAsked) => senders.length * targets.inside.length;
  const most = Math.max(...asked.map(({ question }) => question.senders.length), 0);
  const widest = Math.max(...asked.map(({ question }) => question.targets.inside.length), 0);
  const apart = asked.reduce((sum, one) => sum + pairsOf(one), 0);
  const isWide = asked.length > 1 && most * widest <= MOST_TOO_MUCH * apart;
  return isWide || asked.length > FEW ? [all] : all.map((one) => [one]);
}

/** So many policies are asked each for itself, if they have little in common. */
const FEW = 20;

/** Tells judges of every run that is about senders and targets of theirs. */
function sweep(
  network: Network,
  asked: readonly PolicyAsked[],
  judges: readonly PolicyJudge[],
  together: readonly number[],
  isFromOutside: boolean,
): void {
  const [senders, targets] = [new Roll<Sender>(), new Roll<Target>()];
  for (const number of together) {
    const { question } = asked[number] as PolicyAsked;
    const own = question.senders.filter((one) => isOutsider(one) === isFromOutside);
    senders.enter(number, own);
    if (own.length > 0) targets.enter(number, isFromOutside ? question.targets.outside : question.targets.inside);
  }
  if (senders.all.length === 0 || targets.all.length === 0) return;
  const question = commonQuestion(network, asked, together, senders.all, targets.all);
  const [side] = survey(network, question).sides;
  if (side) tellSide(network, asked, judges, side, senders, targets);
}

function tellSide(
  network: Network,
  asked: readonly PolicyAsked[],
  judges: readonly PolicyJudge[],
  side: Side,
  sending: Roll<Sender>,
  dialled: Roll<Target>,
): void {
  const { estate } = side;
  const [senders, targets] = [sending.inOrder(estate.senders), dialled.inOrder(estate.targets)];
  const tellers = new Map<number, Teller>();
  const tellerOf = (policy: number) => {
    let teller = tellers.get(policy);
    if (!teller) {
      teller = tellerFor(network, (asked[policy] as PolicyAsked).question, judges[policy] as PolicyJudge, side);
      tellers.set(policy, teller);
    }
    return teller;
  };
  estate.runs((fromSender, toSender, fromTarget, toTarget, result) => {
    for (let s = fromSender; s < toSender; ) {
      const nextSender = Math.min(toSender, senders.endOf(s));
      for (let t = fromTarget; t < toTarget; ) {
        const nextTarget = Math.min(toTarget, targets.endOf(t));
        for (const policy of senders.inBoth(s, targets, t)) tellerOf(policy)(s, nextSender, t, nextTarget, result);
        t = nextTarget;
      }
      s = nextSender;
    }
  });
}

type Teller = (fromSender: number, toSender: number, fromTarget: number, toTarget: number, result: number) => void;

/** What a run comes to for one policy; by the ways that it means, where it means some. */
function tellerFor(network: Network, question: Question, judge: PolicyJudge, side: Side): Teller {
  const { estate } = side;
  const partition = partitioner(network, question, estate);
  const tell = (from: number, to: number, fromTarget: number, toTarget: number, parts: Partition) => {
    if (!judge.heeds(parts)) return;
    for (let s = from; s < to; s++) {
      const sender = estate.senders[s] as Sender;
      for (let t = fromTarget; t < toTarget; t++) judge.tell({ sender, target: estate.targets[t] as Target }, parts);
    }
  };
  const piecesOf = question.ways ? meantPieces(network, question, side) : undefined;
  return (...run) => {
    const [from, to, fromTarget, toTarget, result] = run;
    const parts = partition(result, (estate.senders[from] as Sender).family);
    if (!judge.heeds(parts)) return;
    if (!piecesOf) tell(from, to, fromTarget, toTarget, parts);
    else {
      for (const { judged, ...piece } of piecesOf(...run))
        tell(piece.fromSender, piece.toSender, piece.fromTarget, piece.toTarget, judged.parts);
    }
  };
}

/** What asks for everything that any of the policies does. */
function commonQuestion(
  network: Network,
  asked: readonly PolicyAsked[],
  together: readonly number[],
  senders: readonly Sender[],
  targets: readonly Target[],
): Question {
  const pool = network.admissions.services;
  const services = together.reduce((sum, one) => pool.union(sum, (asked[one] as PolicyAsked).question.services), NONE);
  const [first] = asked as readonly [PolicyAsked, ...PolicyAsked[]];
  return {
    from: first.question.from,
    to: first.question.to,
    senders,
    targets: { inside: targets, outside: targets },
    services,
    asking: { ignore: new Set(), clientPorts: clientPortsAsked(pool, undefined), services },
    oneWay: false,
  };
}
