import { interfaceIndex } from '../aws/interface-index.ts';
import type { ResultId } from '../engine/estate/outcomes.ts';
import type { Network } from '../engine/network.ts';
import type { Verdict } from '../engine/partition.ts';
import { INTERNET } from '../model/route.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { isOutsider, type Sender, type Target } from './positions.ts';
import { parseQuestion, type Question } from './question.ts';
import { type Ranges, RangesPool } from './ranges.ts';
import { type Strip, stripsOf } from './strips.ts';
import { type Side, survey } from './survey.ts';
import { type WayOut, waysOut } from './ways-out.ts';

/** Ends that reach the same of the internet on the same services, by the same ways. */
export interface Outlet {
  readonly verdict: Exclude<Verdict, 'blocked'>;
  readonly services: ServiceSetId;
  /** Those of the internet that they reach. */
  readonly to: Ranges;
  readonly ways: readonly WayOut[];
  readonly senders: readonly Sender[];
  readonly witness: { readonly sender: Sender; readonly target: Target };
}

export interface Egress {
  readonly question: Question;
  /** Those of the internet, as ranges count them. */
  readonly targets: readonly Target[];
  readonly outlets: readonly Outlet[];
  /** How many ends there are that could send. */
  readonly asked: number;
}

const TOLD = ['reachable', 'forward-only', 'unknown'] as const;

/** What of the network reaches the internet, and by which gateways. */
export function findEgress(network: Network): Egress {
  const asked = parseQuestion(network, { from: '*', to: INTERNET });
  const senders = asked.senders.filter((sender) => !isOutsider(sender) && sender.stop?.kind !== 'dropped');
  const question = { ...asked, senders, targets: { inside: asked.targets.inside, outside: [] } };
  const [side] = survey(network, { ...question, senders: senders.filter(({ stop }) => !stop) }).sides;
  const found = new Map<string, Outlet & { readonly senders: Sender[] }>();
  const ranges = new RangesPool();
  for (const strip of side ? stripsOf(side.estate, 'senders', (result, at) => !isBlocked(side, result, at)) : []) {
    const own = (side as Side).estate.senders.slice(strip.from, strip.to) as readonly Sender[];
    for (const { key, ...outlet } of outletsOf(network, question, side as Side, strip, ranges)) {
      const known = found.get(key);
      if (known) known.senders.push(...own);
      else found.set(key, { ...outlet, senders: [...own] });
    }
  }
  const { holderOf } = interfaceIndex(network);
  const asking = new Set(senders.map(({ end }) => end).filter((end) => !holderOf(end)?.role.neverSends)).size;
  return { question, targets: side?.estate.targets ?? [], outlets: [...found.values()], asked: asking };
}

function isBlocked({ estate, partition }: Side, result: ResultId, sender: number): boolean {
  const parts = partition(result, (estate.senders[sender] as Sender).family);
  return TOLD.every((verdict) => parts[verdict] === NONE);
}

interface Piece {
  readonly verdict: Outlet['verdict'];
  readonly services: ServiceSetId;
  readonly ways: readonly WayOut[];
  readonly target: Target;
  readonly own: { readonly from: number; readonly to: number }[];
}

/** What one strip of senders reaches, each with what is equal for equal outlets. */
function outletsOf(
  network: Network,
  { asking }: Question,
  { estate, partition }: Side,
  strip: Strip,
  ranges: RangesPool,
): readonly (Omit<Outlet, 'senders'> & { readonly key: string })[] {
  const sender = estate.senders[strip.from] as Sender;
  const pieces = new Map<string, Piece>();
  const known = new Map<string, readonly WayOut[]>();
  for (const { from, to, result } of strip.runs) {
    const target = estate.targets[from] as Target;
    const parts = partition(result, sender.family);
    // Targets of one group are routed alike, and of one result pass alike.
    const routed = `${estate.groupOf[from]} ${result}`;
    const ways = known.get(routed) ?? waysOut(network, asking, { sender, target });
    known.set(routed, ways);
    for (const verdict of TOLD) {
      if (parts[verdict] === NONE) continue;
      const key = `${verdict} ${parts[verdict]} ${ways.map((way) => way.join(' ')).join(', ')}`;
      const piece = pieces.get(key);
      if (piece) piece.own.push({ from, to });
      else pieces.set(key, { verdict, services: parts[verdict], ways, target, own: [{ from, to }] });
    }
  }
  return [...pieces].map(([key, { own, target, ...piece }]) => {
    const to = ranges.of(own);
    return { ...piece, to, witness: { sender, target }, key: `${key} ${ranges.numberOf(to)}` };
  });
}
