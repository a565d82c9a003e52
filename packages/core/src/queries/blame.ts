import type { Difference, Differences } from '../aws/differences.ts';
import type { AskedEstate, Behaviours } from './asked-estate.ts';
import type { Block } from './blamed-pieces.ts';
import type { Causes } from './causes.ts';
import type { Foreseen } from './foreseen.ts';
import type { Pair } from './judge.ts';
import { isMinimal, minimise } from './minimise.ts';
import { Mixtures, TOO_MANY } from './mixtures.ts';
import { MovedPairs } from './moved-pairs.ts';
import type { Sender, Target } from './positions.ts';

/** Differences that make one behaviour of another: with them it comes about, and without any one of them it does not. */
export interface Blame {
  readonly id: number;
  readonly differences: readonly Difference[];
}

/** Pairs that are asked at most. */
const MOST_ASKED = 5_000;

export interface Blamer {
  /** The two networks differ in this alone: whatever behaves otherwise does so for it. */
  readonly only: Blame | undefined;
  /** Pairs by the differences that can have to do with them. */
  split: Causes['of'];
  /** Which ends came or went. */
  readonly moved: MovedPairs;
  /** What makes pairs behave otherwise that a single difference can have to do with. */
  sole(difference: Difference): Blame;
  /** What of some differences makes one pair behave as it does after; undefined where too much would have to be tried. */
  blame(pair: Pair, isOutside: boolean, behaviour: number, meant: readonly Difference[]): Blame | undefined;
  /** What does so for every pair of a block; undefined where they are not known to have one cause. */
  blameAll(block: Block, isOutside: boolean, behaviour: number, meant: readonly Difference[]): Blame | undefined;
  /** Tells what will be asked. */
  foresee(all: readonly Foreseen[]): void;
  /** How many more pairs may be asked. */
  left(): number;
}

/** Finds what is to blame by asking networks with some of the differences. */
export function createBlamer(
  [before, after]: readonly [AskedEstate, AskedEstate],
  differences: Differences,
  behaviours: Behaviours,
  causes?: Causes,
): Blamer {
  const { list } = differences;
  const mixtures = new Mixtures(before, after, differences, causes?.hasSameEnds === true);
  const blames = new Map<string, Blame>();
  const positions = new Map(list.map((one, i) => [one, i]));
  /** However it is found out, the same differences are one blame. */
  const blameOn = (chosen: readonly Difference[]): Blame => {
    const key = chosen.map((one) => positions.get(one)).join();
    const blame = blames.get(key) ?? { id: blames.size, differences: chosen };
    blames.set(key, blame);
    return blame;
  };
  /** The last one that fitted first: neighbours have the same. */
  const known: Blame[] = [];
  let asked = 0;
  const isAllOf = (chosen: readonly Difference[], meant: readonly Difference[]) =>
    causes !== undefined && chosen.length === meant.length && chosen.every((one, i) => one === meant[i]);
  const unlessTooMany = (find: () => Blame | undefined) => {
    try {
      return find();
    } catch (error) {
      if (error === TOO_MANY) return undefined;
      throw error;
    }
  };
  const blame: Blamer['blame'] = (pair, isOutside, behaviour, meant) => {
    // A few more than that: one of each piece that is too large.
    if (++asked > 2 * MOST_ASKED) return undefined;
    const holds = (chosen: readonly Difference[]) => {
      // With none it behaves as before; what is left out of those that are meant is nothing to it.
      if (chosen.length === 0) return false;
      return isAllOf(chosen, meant) || mixtures.isSo({ chosen, meant, isOutside, behaviour }, pair, behaviours);
    };
    return unlessTooMany(() => {
      // What cannot be left out of all is mostly all that is needed; other pairs ask that of the same networks.
      const needed = mixtures.mayAsk(meant.length) ? meant.filter((left) => !holds(without(meant, left))) : [];
      const mayFit = ({ differences: own }: Blame) =>
        own.every((one) => meant.includes(one)) && needed.every((one) => own.includes(one));
      const found = known.filter(mayFit).find((one) => holds(one.differences) && isMinimal(one.differences, holds));
      if (found) {
        known.splice(known.indexOf(found), 1);
        known.unshift(found);
        return found;
      }
      if (!holds(meant)) return undefined;
      const isAll = needed.length > 0 && holds(needed) && isMinimal(needed, holds);
      const own = blameOn(isAll ? needed : minimise(meant, holds));
      if (!known.includes(own)) known.unshift(own);
      return own;
    });
  };
  return {
    only: list.length === 1 ? { id: 0, differences: list } : undefined,
    split: causes?.of ?? ((senders, targets) => [{ senders, targets, meant: list }]),
    moved: new MovedPairs([before, after]),
    // No other difference is anything to these pairs: with this one they behave as after, without it as before.
    sole: (difference) => blameOn([difference]),
    foresee: (all) => mixtures.foresee(all),
    left: () => Math.max(0, MOST_ASKED - asked),
    blame,
    blameAll(block, isOutside, behaviour, meant) {
      const { senders, targets } = block;
      const [sender, target] = [senders[0] as Sender, targets[0] as Target];
      if ([...senders, ...targets].some(({ stop }) => stop)) return undefined;
      const one = blame({ sender, target }, isOutside, behaviour, meant);
      if (!one) return undefined;
      const { differences: chosen } = one;
      const share = (some: readonly Difference[]) =>
        mixtures.shareOf({ chosen: some, meant, isOutside, behaviour }, block, behaviours);
      return unlessTooMany(() => {
        if (!isAllOf(chosen, meant) && share(chosen) !== 'all') return undefined;
        const rests = chosen.length === 1 ? [] : chosen.map((left) => without(chosen, left));
        return rests.every((rest) => share(rest) === 'none') ? one : undefined;
      });
    },
  };
}

function without(all: readonly Difference[], left: Difference): readonly Difference[] {
  return all.filter((one) => one !== left);
}
