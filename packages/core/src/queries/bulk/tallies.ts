import type { Network } from '../../engine/network.ts';
import { judge, type Pair } from '../judge.ts';
import type { Parts } from '../parts.ts';
import { PositionSet } from '../position-set.ts';
import type { Sender, Target } from '../positions.ts';
import type { Question } from '../question.ts';
import type { Crowd } from './crowd.ts';

/** Pairs of one fate: how many, who is in them, and one of them. */
interface Tally {
  pairs: number;
  readonly senders: PositionSet;
  readonly targets: PositionSet;
  readonly first: Pair;
}

/** Counts pairs by their fates. */
export class Tallies {
  readonly #crowd: Crowd;
  readonly #tallies: Tally[] = [];

  constructor(crowd: Crowd) {
    this.#crowd = crowd;
  }

  /** The tally of a fate; `first` is told when there was none. */
  of(fate: number, sender: number, target: number): Tally {
    let tally = this.#tallies[fate];
    if (!tally) {
      const { senders, targets } = this.#crowd;
      tally = {
        pairs: 0,
        senders: new PositionSet(senders.length),
        targets: new PositionSet(targets.length),
        first: { sender: senders[sender] as Sender, target: targets[target] as Target },
      };
      this.#tallies[fate] = tally;
    }
    return tally;
  }

  add(fate: number, sender: number, target: number): void {
    const tally = this.of(fate, sender, target);
    tally.pairs++;
    tally.senders.add(sender);
    tally.targets.add(target);
  }

  /** One pair of each fate is followed again, to be shown. */
  tell(network: Network, question: Question, parts: Parts): void {
    const { sending, dialled } = this.#crowd;
    const [senders, targets] = [[...sending.values()].flat(), [...dialled.values()].flat()];
    // Not every fate was met here.
    for (const { first, pairs, ...own } of this.#tallies.filter((tally) => tally !== undefined)) {
      parts.add(judge(network, question, first), {
        pairs,
        senders: senders.filter((at) => own.senders.has(at)).map((at) => this.#crowd.senders[at] as Sender),
        targets: targets.filter((at) => own.targets.has(at)).map((at) => this.#crowd.targets[at] as Target),
      });
    }
  }
}
