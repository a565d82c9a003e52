import type { Difference, Differences } from '../aws/differences.ts';
import { compileMixed } from '../engine/network.ts';
import { type AskedEstate, askAlike, askEverything, type Behaviours, senderKey, targetKey } from './asked-estate.ts';
import type { Causes } from './causes.ts';
import type { Pair } from './judge.ts';
import { isMinimal, minimise } from './minimise.ts';
import type { Sender, Target } from './positions.ts';

/** Differences that make one behaviour of another: with them it comes about, and without any one of them it does not. */
export interface Blame {
  readonly id: number;
  readonly differences: readonly Difference[];
}

/** Networks between the two that are compiled at most, in all; large ones fewer. */
const MOST_MIXED = 1_000;
const MOST_INTERFACES = 400_000;
/** Of so many the last ones are kept. */
const MOST_KEPT = 48;
/** Pairs that are asked at most. */
const MOST_ASKED = 5_000;

export interface Blamer {
  /** The two networks differ in this alone: whatever behaves otherwise does so for it. */
  readonly only: Blame | undefined;
  /** Pairs by the differences that can have to do with them. */
  split: Causes;
  /** What makes pairs behave otherwise that a single difference can have to do with. */
  sole(difference: Difference): Blame;
  /** What of some differences makes one pair behave as it does after; undefined where too much would have to be tried. */
  blame(pair: Pair, isOutside: boolean, behaviour: number, meant: readonly Difference[]): Blame | undefined;
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
  const mixtures = new Mixtures(before, after, differences, causes !== undefined);
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
  return {
    only: list.length === 1 ? { id: 0, differences: list } : undefined,
    split: causes ?? ((senders, targets) => [{ senders, targets, meant: list }]),
    // No other difference is anything to these pairs: with this one they behave as after, without it as before.
    sole: (difference) => blameOn([difference]),
    left: () => Math.max(0, MOST_ASKED - asked),
    blame(pair, isOutside, behaviour, meant) {
      // A few more than that: one of each piece that is too large.
      if (++asked > 2 * MOST_ASKED) return undefined;
      const holds = (chosen: readonly Difference[]) => {
        // With none it behaves as before; what is left out of those that are meant is nothing to it.
        if (chosen.length === 0) return false;
        if (causes && chosen.length === meant.length && chosen.every((one, i) => one === meant[i])) return true;
        return mixtures.ask(chosen, pair, isOutside, behaviours) === behaviour;
      };
      try {
        const found = known.find((one) => holds(one.differences) && isMinimal(one.differences, holds));
        if (found) {
          known.splice(known.indexOf(found), 1);
          known.unshift(found);
          return found;
        }
        if (!holds(meant)) return undefined;
        const blame = blameOn(minimise(meant, holds));
        if (!known.includes(blame)) known.unshift(blame);
        return blame;
      } catch (error) {
        if (error === TOO_MANY) return undefined;
        throw error;
      }
    },
  };
}

const TOO_MANY = new Error('too many networks to compile');

/** Networks with some of the differences, ready to be asked. */
class Mixtures {
  readonly #before: AskedEstate;
  readonly #differences: Differences;
  readonly #ends: readonly [AskedEstate, AskedEstate];
  readonly #kept = new Map<string | boolean, Finder>();
  readonly #most: number;
  /** Networks with some of the differences have the ends that those with none have. */
  readonly #hasSameEnds: boolean;
  readonly #positions: ReadonlyMap<Difference, number>;
  #compiled = 0;

  constructor(before: AskedEstate, after: AskedEstate, differences: Differences, hasSameEnds: boolean) {
    this.#hasSameEnds = hasSameEnds;
    this.#before = before;
    this.#differences = differences;
    this.#positions = new Map(differences.list.map((one, i) => [one, i]));
    const size = [before, after].map(({ network }) => network.snapshot.records.networkInterface.length);
    this.#most = Math.min(MOST_MIXED, Math.ceil(MOST_INTERFACES / Math.max(1, ...size)));
    this.#ends = [before, after];
  }

  /** The number of the behaviour of one pair. */
  ask(chosen: readonly Difference[], { sender, target }: Pair, isOutside: boolean, behaviours: Behaviours): number {
    const find = this.#with(chosen);
    const own = find(sender, target, isOutside);
    return own ? behaviours.ofPair(own.asked, own.sender, own.target) : 0;
  }

  #with(chosen: readonly Difference[]): Finder {
    // None of the differences, and all of them, are the two networks themselves.
    const isEnd = chosen.length === 0 || chosen.length === this.#differences.list.length;
    const key = isEnd ? chosen.length > 0 : chosen.map((one) => this.#positions.get(one)).join();
    const kept = this.#kept.get(key);
    if (kept) return kept;
    if (isEnd) {
      const finder = this.#finderIn(this.#ends[chosen.length === 0 ? 0 : 1]);
      this.#kept.set(key, finder);
      return finder;
    }
    if (++this.#compiled > this.#most) throw TOO_MANY;
    const mixed = compileMixed(
      this.#differences.mixed(new Set(chosen)),
      this.#before.network,
      this.#ends[1].network.labels,
    );
    const finder = this.#finderIn(this.#hasSameEnds ? askAlike(mixed, this.#before) : askEverything(mixed));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(key, finder);
    return finder;
  }

  #finderIn(asked: AskedEstate): Finder {
    return this.#hasSameEnds ? (sender, target) => ({ asked, sender, target }) : finderIn(asked);
  }
}

interface Found extends Pair {
  readonly asked: AskedEstate;
}
type Finder = (sender: Sender, target: Target, isOutside: boolean) => Found | undefined;

/** The ends of a pair as another network has them; undefined where it lacks one. */
function finderIn(asked: AskedEstate): Finder {
  const sides = asked.sides.map(({ senders, targets }) => ({
    senders: new Map(senders.map((one) => [senderKey(one), one])),
    targets: new Map(targets.map((one) => [targetKey(one), one])),
  }));
  return (sender, target, isOutside) => {
    const side = sides[isOutside ? 1 : 0];
    const own = { sender: side?.senders.get(senderKey(sender)), target: side?.targets.get(targetKey(target)) };
    return own.sender && own.target ? { asked, sender: own.sender, target: own.target } : undefined;
  };
}
