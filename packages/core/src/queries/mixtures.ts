import type { Difference, Differences } from '../aws/differences.ts';
import { compileMixed } from '../engine/network.ts';
import { type AskedEstate, askAlike, askEverything, type Behaviours, senderKey, targetKey } from './asked-estate.ts';
import type { Block } from './blamed-pieces.ts';
import { type Foreseen, ForeseenPairs } from './foreseen.ts';
import type { Pair } from './judge.ts';
import type { Sender, Target } from './positions.ts';

/** Networks between the two that are compiled at most, in all; large ones fewer. */
const MOST_MIXED = 1_500;
const MOST_INTERFACES = 400_000;
/** Where nobody comes or goes, and none has another address, they are far sooner made. */
const MOST_ALIKE = 3_200_000;
/** Of so many the last ones are kept; of small networks more. */
const MOST_KEPT = 48;
const MOST_SMALL = 200;
/** Thrown where more networks would have to be compiled. */
export const TOO_MANY: Error = new Error('too many networks to compile');

/** Whether pairs that some differences are meant to bear on behave so where only the chosen ones of these are made. */
export interface Supposed {
  readonly chosen: readonly Difference[];
  readonly meant: readonly Difference[];
  readonly isOutside: boolean;
  readonly behaviour: number;
}

/** Networks with some of the differences, ready to be asked. */
export class Mixtures {
  readonly #before: AskedEstate;
  readonly #differences: Differences;
  readonly #ends: readonly [AskedEstate, AskedEstate];
  readonly #kept = new Map<string | boolean, Finder>();
  readonly #most: number;
  readonly #mostKept: number;
  /** Networks with some of the differences have the ends that those with none have. */
  readonly #hasSameEnds: boolean;
  readonly #positions: ReadonlyMap<Difference, number>;
  #foreseen: ForeseenPairs | undefined;
  #compiled = 0;

  constructor(before: AskedEstate, after: AskedEstate, differences: Differences, hasSameEnds: boolean) {
    this.#hasSameEnds = hasSameEnds;
    this.#before = before;
    this.#differences = differences;
    this.#positions = new Map(differences.list.map((one, i) => [one, i]));
    const size = [before, after].map(({ network }) => network.snapshot.records.networkInterface.length);
    this.#most = Math.min(MOST_MIXED, Math.ceil((hasSameEnds ? MOST_ALIKE : MOST_INTERFACES) / Math.max(1, ...size)));
    this.#mostKept = Math.max(MOST_KEPT, Math.min(MOST_SMALL, Math.floor(this.#most / 8)));
    this.#ends = [before, after];
  }

  /** Whether so many networks are few of those that may be compiled. */
  mayAsk(count: number): boolean {
    return count <= this.#most / 12;
  }

  /** What will be asked, so that it is asked in bulk. */
  foresee(all: readonly Foreseen[]): void {
    this.#foreseen = new ForeseenPairs(all, (meant, isOutside) => `${isOutside} ${this.#keyOf(meant)}`);
  }

  /** Whether one pair behaves so. */
  isSo(supposed: Supposed, { sender, target }: Pair, behaviours: Behaviours): boolean {
    const { chosen, isOutside, behaviour } = supposed;
    const block = { senders: [sender], targets: [target] };
    const told = this.#foreseenCount(supposed, block, behaviours);
    if (told !== undefined) return told === 1;
    const own = this.#with(chosen);
    const [from, to] = [own.sender(sender, isOutside), own.target(target, isOutside)];
    return (from && to ? behaviours.ofPair(own.asked, from, to) : 0) === behaviour;
  }

  /** How many of the pairs of a block behave so; 'some' where that is not told of all of them at once. */
  shareOf(supposed: Supposed, block: Block, behaviours: Behaviours): 'all' | 'some' | 'none' {
    const { chosen, isOutside, behaviour } = supposed;
    const all = block.senders.length * block.targets.length;
    const told = this.#foreseenCount(supposed, block, behaviours);
    if (told !== undefined) return told === 0 ? 'none' : told === all ? 'all' : 'some';
    const own = this.#with(chosen);
    const senders = block.senders.flatMap((one) => own.sender(one, isOutside) ?? []);
    const targets = block.targets.flatMap((one) => own.target(one, isOutside) ?? []);
    if ([...senders, ...targets].some(({ stop }) => stop)) return 'some';
    const isAny = senders.length > 0 && targets.length > 0;
    const side = isAny ? behaviours.ofSide(own.asked, { senders, targets, isOutside }) : undefined;
    // Of ends that it lacks nothing is delivered.
    let count = behaviour === 0 ? all : 0;
    side?.estate.runs((from, to, fromTarget, toTarget, result) => {
      const value = side.numberOf(result, side.estate.senders[from] as Sender);
      const pairs = (to - from) * (toTarget - fromTarget);
      if (behaviour === 0 && value !== 0) count -= pairs;
      if (behaviour !== 0 && value === behaviour) count += pairs;
    });
    return count === 0 ? 'none' : count === all ? 'all' : 'some';
  }

  #foreseenCount({ chosen, meant, isOutside, behaviour }: Supposed, block: Block, behaviours: Behaviours) {
    const asked = { block, meant: `${isOutside} ${this.#keyOf(meant)}`, network: this.#keyOf(chosen) };
    const ask = (all: Block) => valuesIn(this.#with(chosen), all, isOutside, behaviours);
    return this.#foreseen?.count(asked, behaviour, ask);
  }

  #keyOf(chosen: readonly Difference[]): string {
    return chosen.map((one) => this.#positions.get(one)).join();
  }

  #with(chosen: readonly Difference[]): Finder {
    // None of the differences, and all of them, are the two networks themselves.
    const isEnd = chosen.length === 0 || chosen.length === this.#differences.list.length;
    const key = isEnd ? chosen.length > 0 : this.#keyOf(chosen);
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
    if (this.#kept.size >= this.#mostKept && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(key, finder);
    return finder;
  }

  #finderIn(asked: AskedEstate): Finder {
    return this.#hasSameEnds ? { asked, sender: (one) => one, target: (one) => one } : finderIn(asked);
  }
}

/** By row and column, how each sender of a block behaves with each target; undefined where some have to be asked singly. */
function valuesIn(
  own: Finder,
  { senders, targets }: Block,
  isOutside: boolean,
  behaviours: Behaviours,
): Int32Array | undefined {
  const rows = new Map(senders.flatMap((one, row) => withPlace(own.sender(one, isOutside), row)));
  const columns = new Map(targets.flatMap((one, column) => withPlace(own.target(one, isOutside), column)));
  if ([...rows.keys(), ...columns.keys()].some(({ stop }) => stop)) return undefined;
  // Of ends that it lacks nothing is delivered.
  const values = new Int32Array(senders.length * targets.length);
  if (rows.size === 0 || columns.size === 0) return values;
  const block = { senders: [...rows.keys()], targets: [...columns.keys()], isOutside };
  const side = behaviours.ofSide(own.asked, block);
  side?.estate.runs((from, to, fromTarget, toTarget, result) => {
    const value = side.numberOf(result, side.estate.senders[from] as Sender);
    for (let i = from; i < to; i++) {
      const row = (rows.get(side.estate.senders[i] as Sender) as number) * targets.length;
      for (let j = fromTarget; j < toTarget; j++)
        values[row + (columns.get(side.estate.targets[j] as Target) as number)] = value;
    }
  });
  return values;
}

function withPlace<E>(end: E | undefined, place: number): readonly (readonly [E, number])[] {
  return end === undefined ? [] : [[end, place]];
}

/** The ends of pairs as another network has them; undefined where it lacks one. */
interface Finder {
  readonly asked: AskedEstate;
  sender(one: Sender, isOutside: boolean): Sender | undefined;
  target(one: Target, isOutside: boolean): Target | undefined;
}

function finderIn(asked: AskedEstate): Finder {
  const sides = asked.sides.map(({ senders, targets }) => ({
    senders: new Map(senders.map((one) => [senderKey(one), one])),
    targets: new Map(targets.map((one) => [targetKey(one), one])),
  }));
  return {
    asked,
    sender: (one, isOutside) => sides[isOutside ? 1 : 0]?.senders.get(senderKey(one)),
    target: (one, isOutside) => sides[isOutside ? 1 : 0]?.targets.get(targetKey(one)),
  };
}
