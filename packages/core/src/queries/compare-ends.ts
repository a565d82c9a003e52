import { type TouchedEnds, touchedEnds } from '../aws/touched-ends.ts';
import type { Network } from '../engine/network.ts';
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
import { compareRectangles, numberTogether, type Rectangle, rectanglesOf } from './compare-runs.ts';
import { endIndex } from './end-index.ts';
import { narrowed } from './narrowed.ts';
import type { Sender, Target } from './positions.ts';

/** What two networks were asked, and where their answers differ. */
export interface Compared {
  readonly asked: readonly [AskedEstate, AskedEstate];
  readonly changes: readonly Change[];
  /** Pairs with an end of which the input lacks so much that they were too many to ask one by one. */
  readonly notCompared: number;
}

/** More pairs than this with an end that has to be asked for itself are not asked. */
const MOST_SINGLE = 50_000;

/** Every pair of both networks; what nothing can have touched is not asked: it is as it was. */
export function compareEnds(before: Network, after: Network, behaviours: Behaviours): Compared {
  const touched = touchedEnds(before, after);
  return touched ? compareTouched([before, after], touched, behaviours) : compareAll([before, after], behaviours);
}

type Two<T> = readonly [T, T];

/** Some pairs of one side of a network, with the numbers by which its ends are known in both. */
interface Part {
  readonly asked: AskedEstate;
  readonly rows: ReadonlyMap<Sender, number>;
  readonly columns: ReadonlyMap<Target, number>;
}

/** What both networks are asked of one side. */
interface Asking {
  readonly senders: readonly Sender[];
  readonly targets: readonly Target[];
  readonly isOutside: boolean;
  readonly parts: Two<readonly Part[]>;
}

function compareTouched(networks: Two<Network>, touched: TouchedEnds, behaviours: Behaviours): Compared {
  // Records that tell what they touch tell nothing of who there is, so both have the same ends: those of whichever
  // network was there first are known.
  const [before, after] = networks;
  const index = endIndex(before.edition?.of === after ? after : before);
  const asked = networks.map((network) => askAlike(network, index.asked)) as unknown as Two<AskedEstate>;
  const sides = index.sides.map((own): Asking => {
    const { senders, targets, isOutside } = own.side;
    const some = narrowed(networks, own, touched);
    const partsOf = (one: AskedEstate) =>
      some.map((ask): Part => {
        const part = askSome(one, own.side, ask);
        const [side] = part.sides as [AskedSide];
        return {
          asked: part,
          rows: numbered(side.senders, ask.senders),
          columns: numbered(side.targets, ask.targets),
        };
      });
    return { senders, targets, isOutside, parts: [partsOf(asked[0]), partsOf(asked[1])] };
  });
  return compared(asked, sides, behaviours);
}

function compareAll(networks: Two<Network>, behaviours: Behaviours): Compared {
  const asked = networks.map(askEverything) as unknown as Two<AskedEstate>;
  const sides = [0, 1].map((position): Asking => {
    const [a, b] = asked.map(({ sides: all }) => all[position]) as unknown as Two<AskedSide>;
    const senders = numberTogether(a.senders, b.senders, senderKey);
    const targets = numberTogether(a.targets, b.targets, targetKey);
    const partOf = (own: AskedSide, i: 0 | 1): Part => {
      const { network, question } = asked[i];
      return {
        asked: { network, question, sides: [own] },
        rows: numbered(own.senders, senders.numbers[i]),
        columns: numbered(own.targets, targets.numbers[i]),
      };
    };
    const parts = [[partOf(a, 0)], [partOf(b, 1)]] as const;
    return { senders: senders.ends, targets: targets.ends, isOutside: position === 1, parts };
  });
  return compared(asked, sides, behaviours);
}

function numbered<E>(ends: readonly E[], numbers: Iterable<number>): ReadonlyMap<E, number> {
  const found = new Map<E, number>();
  let position = 0;
  for (const number of numbers) found.set(ends[position++] as E, number);
  return found;
}

function compared(asked: Two<AskedEstate>, sides: readonly Asking[], behaviours: Behaviours): Compared {
  const singles = [0, 1].map((i) =>
    sides.reduce(
      (sum, { parts }) => sum + (parts[i as 0 | 1] ?? []).reduce((all, one) => all + countSingles(one), 0),
      0,
    ),
  );
  const isTooMany = singles.some((count) => count > MOST_SINGLE);
  const changes = sides.flatMap(({ senders, targets, isOutside, parts }) => {
    const [olds, news] = parts.map((own) => own.flatMap((part) => rectanglesOn(part, behaviours, isTooMany)));
    const cells = compareRectangles(olds ?? [], news ?? []);
    return cells.map((cell): Change => ({ cell, senders, targets, isOutside }));
  });
  return { asked, changes, notCompared: isTooMany ? Math.max(...singles) : 0 };
}

/** What comes of all pairs of a part, in shared numbers. */
function rectanglesOn(
  { asked, rows, columns }: Part,
  behaviours: Behaviours,
  isTooMany: boolean,
): readonly Rectangle[] {
  const [side] = asked.sides as [AskedSide];
  const own = behaviours.ofSide(asked, side);
  const inBulk = own
    ? rectanglesOf(
        own.estate,
        Int32Array.from(own.estate.senders, (sender) => rows.get(sender) as number),
        Int32Array.from(own.estate.targets, (target) => columns.get(target) as number),
        own.numberOf,
      )
    : [];
  return isTooMany ? inBulk : [...inBulk, ...singleRectangles(asked, side, rows, columns, behaviours)];
}

function countSingles({ asked }: Part): number {
  return asked.sides.reduce((sum, { senders, targets }) => {
    const unread = (ends: readonly (Sender | Target)[]) => ends.filter(({ stop }) => stop).length;
    const [rows, columns] = [unread(senders), unread(targets)];
    return sum + rows * targets.length + (senders.length - rows) * columns;
  }, 0);
}

/** Pairs that no packet can be followed between, or not from what is known: each by itself. */
function singleRectangles(
  asked: AskedEstate,
  { senders, targets }: AskedSide,
  rows: ReadonlyMap<Sender, number>,
  columns: ReadonlyMap<Target, number>,
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
