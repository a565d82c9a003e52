import { type AskedSide, askSome, senderKey, targetKey } from './asked-estate.ts';
import type { SideIndex } from './end-index.ts';
import type { Asked } from './narrowed.ts';
import { numberTogether } from './shared-numbers.ts';

type Two<T> = readonly [T, T];

/** Ends of two networks of which some came or went: positions that both understand. */
export interface MovedEnds {
  /** What was found by the positions of one of the two. */
  shared(some: Asked, of: 0 | 1): Asked;
  /** What each has of that. */
  sidesOf(some: Asked): Two<AskedSide>;
}

export function moved(sides: Two<SideIndex>): MovedEnds {
  const [before, after] = sides.map(({ side }) => side) as unknown as Two<AskedSide>;
  const senders = translation(before.senders, after.senders, senderKey);
  const targets = translation(before.targets, after.targets, targetKey);
  return {
    shared: (some, of) => ({ senders: senders.shared(some.senders, of), targets: targets.shared(some.targets, of) }),
    sidesOf(some) {
      const sideOf = (side: AskedSide, of: 0 | 1) =>
        askSome(side, { senders: senders.own(some.senders, of), targets: targets.own(some.targets, of) });
      return [sideOf(before, 0), sideOf(after, 1)];
    },
  };
}

function translation<E>(before: readonly E[], after: readonly E[], keyOf: (end: E) => string) {
  const { numbers } = numberTogether<E>([before, after], keyOf);
  const lists = [before, after].map((ends, i) => {
    const known = numbers[i as 0 | 1];
    return Int32Array.from(ends, (end) => known.get(end) as number);
  }) as unknown as Two<Int32Array>;
  const positions = lists.map((list) => new Map(Array.from(list, (number, position) => [number, position])));
  return {
    shared: (some: ReadonlySet<number>, of: 0 | 1) =>
      new Set(Array.from(some, (position) => lists[of][position] as number)),
    own: (some: ReadonlySet<number>, of: 0 | 1) =>
      new Set(Array.from(some, (number) => positions[of]?.get(number)).filter((position) => position !== undefined)),
  };
}
