import { type Touched, touchedEnds } from '../aws/touched-ends.ts';
import type { Network } from '../engine/network.ts';
import { apart } from './apart.ts';
import {
  type AskedEstate,
  type AskedSide,
  askAlike,
  askEverything,
  askSome,
  type Behaviours,
  senderKey,
  targetKey,
} from './asked-estate.ts';
import type { Change } from './blamed-pieces.ts';
import { compareRectangles, type Rectangle, rectanglesOf } from './compare-runs.ts';
import { type EndIndex, endIndex, type SideIndex } from './end-index.ts';
import { moved } from './moved-ends.ts';
import { narrowed } from './narrowed.ts';
import type { Sender, Target } from './positions.ts';
import { inOrderOf, numberTogether } from './shared-numbers.ts';

/** What two networks were asked, and where their answers differ. */
export interface Compared {
  readonly asked: readonly [AskedEstate, AskedEstate];
  readonly changes: readonly Change[];
  /** Set where it is known what differences touch. */
  readonly found?: FoundEnds;
  /** Pairs with an end of which the input lacks so much that they were too many to ask one by one. */
  readonly notCompared: number;
}

/** The ends inside, and those outside, in which what differences touch is looked up: of both networks where they differ. */
export interface FoundEnds {
  readonly sides: readonly (readonly SideIndex[])[];
  readonly hasSameEnds: boolean;
}

/** More pairs than this with an end that has to be asked for itself are not asked. */
const MOST_SINGLE = 50_000;

/** Every pair of both networks; what nothing can have touched is not asked: it is as it was. */
export function compareEnds(before: Network, after: Network, behaviours: Behaviours): Compared {
  const touched = touchedEnds(before, after);
  return touched ? compareTouched([before, after], touched, behaviours) : compareAll([before, after], behaviours);
}

type Two<T> = readonly [T, T];

/** Pairs of one side, as both networks have them. */
interface Asking {
  readonly sides: Two<AskedSide>;
  /** Both have the very same ends. */
  readonly isAlike: boolean;
}

function compareTouched(networks: Two<Network>, touched: Touched, behaviours: Behaviours): Compared {
  if (!touched.hasSameEnds) return compareMoved(networks, touched, behaviours);
  // The ends of whichever network was there first are known.
  const [before, after] = networks;
  const index = endIndex(before.edition?.of === after ? after : before);
  const asked = networks.map((network) => askAlike(network, index.asked)) as unknown as Two<AskedEstate>;
  const asking = index.sides.flatMap((own) =>
    apart(touched.parts.flatMap((part) => narrowed(networks, own, part))).map((some): Asking => {
      const side = askSome(own.side, some);
      return { sides: [side, side], isAlike: true };
    }),
  );
  return {
    ...compared(asked, asking, behaviours),
    found: { sides: index.sides.map((own) => [own]), hasSameEnds: true },
  };
}

/** The same where somebody came or went: what the ends of either network are told to be touched by is asked of both. */
function compareMoved(networks: Two<Network>, touched: Touched, behaviours: Behaviours): Compared {
  const indexes = networks.map(endIndex) as unknown as Two<EndIndex>;
  const asked = indexes.map((one) => one.asked) as unknown as Two<AskedEstate>;
  const sides = [0, 1].map((i) => indexes.map((one) => one.sides[i]) as unknown as Two<SideIndex>);
  const asking = sides.flatMap((both) => {
    const ends = moved(both);
    const questions = both.flatMap((own, of) =>
      touched.parts.flatMap((part) => narrowed(networks, own, part).map((some) => ends.shared(some, of as 0 | 1))),
    );
    return apart(questions).map((some): Asking => ({ sides: ends.sidesOf(some), isAlike: false }));
  });
  return { ...compared(asked, asking, behaviours), found: { sides, hasSameEnds: false } };
}

function compareAll(networks: Two<Network>, behaviours: Behaviours): Compared {
  const asked = networks.map(askEverything) as unknown as Two<AskedEstate>;
  const asking = [0, 1].map((position): Asking => {
    const sides = asked.map(({ sides: all }) => all[position]) as unknown as Two<AskedSide>;
    return { sides, isAlike: false };
  });
  return compared(asked, asking, behaviours);
}

function compared(asked: Two<AskedEstate>, asking: readonly Asking[], behaviours: Behaviours): Compared {
  const singles = [0, 1].map((i) => asking.reduce((sum, { sides }) => sum + countSingles(sides[i as 0 | 1]), 0));
  const isTooMany = singles.some((count) => count > MOST_SINGLE);
  const changes = asking.flatMap((one) => compareSides(asked, one, behaviours, isTooMany));
  return { asked, changes, notCompared: isTooMany ? Math.max(...singles) : 0 };
}

function compareSides(
  asked: Two<AskedEstate>,
  { sides, isAlike }: Asking,
  behaviours: Behaviours,
  isTooMany: boolean,
): readonly Change[] {
  const [before, after] = sides;
  const inBulk = [behaviours.ofSide(asked[0], before), behaviours.ofSide(asked[1], after)] as const;
  const known = {
    senders: numberTogether([before.senders, after.senders], isAlike ? undefined : senderKey),
    targets: numberTogether([before.targets, after.targets], isAlike ? undefined : targetKey),
  };
  const inRuns = <E>(of: (own: InBulk) => readonly E[]): Two<readonly E[]> => [
    inBulk[0] ? of(inBulk[0]) : [],
    inBulk[1] ? of(inBulk[1]) : [],
  ];
  // In the order of the estates, which is nearly one, what behaves alike has numbers beside each other.
  const senders = inOrderOf(
    known.senders,
    inRuns(({ estate }) => estate.senders),
  );
  const targets = inOrderOf(
    known.targets,
    inRuns(({ estate }) => estate.targets),
  );
  const rectangles = ([0, 1] as const).map((i) => {
    const numbers = { rows: senders.numbers[i], columns: targets.numbers[i] };
    const bulk = bulkRectangles(inBulk[i], numbers);
    return isTooMany ? bulk : [...bulk, ...singleRectangles(asked[i], sides[i], numbers, behaviours)];
  });
  const cells = compareRectangles(rectangles[0] ?? [], rectangles[1] ?? []);
  // They are told in the order that ends are listed in.
  const told = cells.map((cell) => {
    const [rows, columns] = [senders.earlier(cell.from, cell.to), targets.earlier(cell.fromTarget, cell.toTarget)];
    return { cell, rows, columns, row: rows[0] as number, column: columns[0] as number };
  });
  told.sort((a, b) => a.row - b.row || a.column - b.column);
  return told.map(({ cell, rows, columns }): Change => {
    const block = {
      senders: Array.from(rows, (number) => known.senders.ends[number] as Sender),
      targets: Array.from(columns, (number) => known.targets.ends[number] as Target),
    };
    return { before: cell.before, after: cell.after, block, isOutside: before.isOutside };
  });
}

type InBulk = NonNullable<ReturnType<Behaviours['ofSide']>>;

/** By which numbers the ends of one network are known. */
interface Numbers {
  readonly rows: ReadonlyMap<Sender, number>;
  readonly columns: ReadonlyMap<Target, number>;
}

function bulkRectangles(own: InBulk | undefined, { rows, columns }: Numbers): readonly Rectangle[] {
  if (!own) return [];
  const { estate, numberOf } = own;
  return rectanglesOf(
    estate,
    Int32Array.from(estate.senders, (sender) => rows.get(sender) as number),
    Int32Array.from(estate.targets, (target) => columns.get(target) as number),
    numberOf,
  );
}

function countSingles({ senders, targets }: AskedSide): number {
  const unread = (ends: readonly (Sender | Target)[]) => ends.filter(({ stop }) => stop).length;
  const [rows, columns] = [unread(senders), unread(targets)];
  return rows * targets.length + (senders.length - rows) * columns;
}

/** Pairs that no packet can be followed between, or not from what is known: each by itself. */
function singleRectangles(
  asked: AskedEstate,
  { senders, targets }: AskedSide,
  { rows, columns }: Numbers,
  behaviours: Behaviours,
): readonly Rectangle[] {
  const found: Rectangle[] = [];
  const unread = targets.filter(({ stop }) => stop);
  for (const sender of senders) {
    const from = rows.get(sender) as number;
    for (const target of sender.stop ? targets : unread) {
      const value = behaviours.ofPair(asked, sender, target);
      const fromTarget = columns.get(target) as number;
      if (value !== 0) found.push({ from, to: from + 1, fromTarget, toTarget: fromTarget + 1, value });
    }
  }
  return found;
}
