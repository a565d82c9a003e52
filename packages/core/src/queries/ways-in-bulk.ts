import type { ResultId } from '../engine/estate/outcomes.ts';
import type { Network } from '../engine/network.ts';
import { crossingOf } from './access/crossing.ts';
import { type Judged, judge, type Pair } from './judge.ts';
import type { Sender, Target } from './positions.ts';
import type { Question } from './question.ts';
import type { Side } from './survey.ts';

/** A piece of a run of which every pair goes the same ways: positions, and what comes of it by the ways that are meant. */
export interface MeantPiece {
  readonly fromSender: number;
  readonly toSender: number;
  readonly fromTarget: number;
  readonly toTarget: number;
  readonly judged: Judged;
}

/**
 * What runs come to by the ways that a question means. Ends of one place go the same ways, unless something on them
 * decides by an address: then each such end is looked at alone.
 */
export function meantPieces(network: Network, question: Question, { estate }: Side) {
  const { senders, targets, blocks, groups, blockOf, groupOf } = estate;
  const singled = new Map<string, { readonly sender: boolean; readonly target: boolean }>();
  const known = new Map<string, Judged>();
  const pairAt = (s: number, t: number): Pair => ({ sender: senders[s] as Sender, target: targets[t] as Target });
  return function* (
    fromSender: number,
    toSender: number,
    fromTarget: number,
    toTarget: number,
    result: ResultId,
  ): Generator<MeantPiece> {
    const places = `${blocks[blockOf[fromSender] as number]?.place} ${groups[groupOf[fromTarget] as number]?.place}`;
    let alone = singled.get(places);
    if (!alone) {
      alone = crossingOf(network, question, pairAt(fromSender, fromTarget)).singled;
      singled.set(places, alone);
    }
    const [senderStep, targetStep] = [
      alone.sender ? 1 : toSender - fromSender,
      alone.target ? 1 : toTarget - fromTarget,
    ];
    for (let s = fromSender; s < toSender; s += senderStep) {
      for (let t = fromTarget; t < toTarget; t += targetStep) {
        const key = `${places} ${result} ${alone.sender ? s : ''} ${alone.target ? t : ''}`;
        const judged = known.get(key) ?? judge(network, question, pairAt(s, t));
        // Of ends that are looked at alone nothing is kept: there may be as many as pairs.
        if (!alone.sender && !alone.target) known.set(key, judged);
        yield { fromSender: s, toSender: s + senderStep, fromTarget: t, toTarget: t + targetStep, judged };
      }
    }
  };
}
