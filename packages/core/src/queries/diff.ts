import { type Difference, differencesOf } from '../aws/differences.ts';
import { touchedEnds } from '../aws/touched-ends.ts';
import type { Network } from '../engine/network.ts';
import { groupBy } from '../model/group-by.ts';
import {
  type AskedEstate,
  type AskedSide,
  askAlike,
  askEverything,
  askTouched,
  Behaviours,
  senderKey,
  targetKey,
} from './asked-estate.ts';
import {
  CHANGE_KINDS,
  type ChangeKind,
  isSure,
  kindOfChange,
  type Transition,
  transitionsBetween,
} from './behaviour.ts';
import { type Blame, type Blamer, createBlamer } from './blame.ts';
import { type Block, blamedPieces, type Change } from './blamed-pieces.ts';
import { compareRectangles, numberTogether, type Rectangle, rectanglesOf, type Shared } from './compare-runs.ts';
import type { Pair } from './judge.ts';
import type { Sender, Target } from './positions.ts';

/** What two networks let happen otherwise: every pair of addresses, every service, both ways. */
export interface Diff {
  /** Empty: the two are equivalent, if nothing was left out. */
  readonly groups: readonly DiffGroup[];
  /** Differences of the inputs that no group is blamed on. */
  readonly unmapped: readonly Difference[];
  readonly differences: readonly Difference[];
  /** Pairs with an end of which the input lacks so much that they were too many to ask one by one. */
  readonly notCompared: number;
}

/** Pairs of equal behaviour, before and after, with one cause. */
export interface DiffGroup {
  readonly kind: ChangeKind;
  readonly transitions: readonly Transition[];
  /** Whether some of it does not rest on unknowns alone. */
  readonly isSure: boolean;
  readonly pairs: number;
  /** Exactly those pairs: every sender of a block with every target of it. */
  readonly blocks: readonly Block[];
  readonly witness: Pair;
  /** Undefined where it was not looked for: there were too many to ask, or the network is too large. */
  readonly blame: Blame | undefined;
  /** How many of the pairs were asked what is to blame. */
  readonly asked: number;
}

/** More pairs than this with an end that has to be asked for itself are not asked. */
const MOST_SINGLE = 50_000;

/** The two networks have to be compiled alike. */
export function findDiff(before: Network, after: Network): Diff {
  const differences = differencesOf(before.snapshot, after.snapshot);
  const touched = touchedEnds(before, after);
  const first = askEverything(before);
  const asked = [first, touched ? askAlike(after, first) : askEverything(after)] as const;
  // What nothing can have touched is not asked: it is as it was.
  const parts = asked.map((one) => (touched ? askTouched(one, touched) : [one]));
  const behaviours = new Behaviours();
  const singles = parts.map((own) => own.reduce((sum, one) => sum + countSingles(one), 0));
  const isTooMany = singles.some((count) => count > MOST_SINGLE);
  const changes = [0, 1].flatMap((position) => {
    const shared = sharedEnds(asked, position, touched !== undefined);
    const told = parts.map((own, i): readonly Rectangle[] => {
      const side = (asked[i] as AskedEstate).sides[position] as AskedSide;
      const rows = numbersBy(side.senders, shared.senders.numbers[i as 0 | 1]);
      const columns = numbersBy(side.targets, shared.targets.numbers[i as 0 | 1]);
      return own.flatMap((one) => rectanglesOn(one, position, rows, columns, behaviours, isTooMany));
    });
    const cells = compareRectangles(told[0] ?? [], told[1] ?? []);
    return cells.map(
      (cell): Change => ({
        cell,
        senders: shared.senders.ends,
        targets: shared.targets.ends,
        isOutside: position === 1,
      }),
    );
  });
  const blamer = createBlamer(asked, differences, behaviours);
  const groups = groupsOf(before, changes, behaviours, blamer);
  const blamed = new Set(groups.flatMap(({ blame }) => blame?.differences ?? []));
  return {
    groups,
    unmapped: differences.list.filter((one) => !blamed.has(one)),
    differences: differences.list,
    notCompared: isTooMany ? Math.max(...singles) : 0,
  };
}

/** The ends of one side of two networks; where the second was asked of the same ends, they are numbered as they are. */
function sharedEnds([one, other]: readonly [AskedEstate, AskedEstate], position: number, isSame: boolean) {
  const [a, b] = [one.sides[position] as AskedSide, other.sides[position] as AskedSide];
  const asTheyAre = <E>(ends: readonly E[]): Shared<E> => {
    const numbers = Int32Array.from(ends.keys());
    return { ends, numbers: [numbers, numbers] };
  };
  if (isSame) return { senders: asTheyAre(a.senders), targets: asTheyAre(a.targets) };
  return {
    senders: numberTogether(a.senders, b.senders, senderKey),
    targets: numberTogether(a.targets, b.targets, targetKey),
  };
}

/** What comes of all pairs of one side, in shared numbers. */
function rectanglesOn(
  asked: AskedEstate,
  position: number,
  rows: ReadonlyMap<Sender, number>,
  columns: ReadonlyMap<Target, number>,
  behaviours: Behaviours,
  isTooMany: boolean,
): readonly Rectangle[] {
  const side = asked.sides[position] as AskedSide;
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

function numbersBy<E>(ends: readonly E[], numbers: Int32Array): ReadonlyMap<E, number> {
  return new Map(ends.map((end, i) => [end, numbers[i] as number]));
}

function countSingles({ sides }: AskedEstate): number {
  return sides.reduce((sum, { senders, targets }) => {
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

function groupsOf(
  network: Network,
  changes: readonly Change[],
  behaviours: Behaviours,
  blamer: Blamer,
): readonly DiffGroup[] {
  const told = changes.flatMap((change) => {
    const { cell } = change;
    const [before, after] = [behaviours.get(cell.before), behaviours.get(cell.after)];
    const transitions = transitionsBetween(network, before, after);
    const kind = kindOfChange(network, before, after, transitions);
    return blamedPieces(change, blamer).map((piece) => ({ ...piece, kind, transitions }));
  });
  const keyOf = ({ transitions, change: { cell }, blame, kind }: (typeof told)[number]) => {
    const ports = kind === 'changed-client-ports' ? [cell.before, cell.after] : [];
    const moved = transitions.map(({ before, after, services }) => `${before} ${after} ${services}`);
    return [kind, ...moved, ...ports, blame?.id ?? 'none'].join();
  };
  const groups = [...groupBy(told, keyOf).values()].map((all): DiffGroup => {
    const [{ kind, transitions, block, blame }] = all as [(typeof told)[number]];
    const sum = (count: (one: (typeof told)[number]) => number) => all.reduce((total, one) => total + count(one), 0);
    return {
      kind,
      transitions,
      isSure: isSure(transitions),
      pairs: sum((one) => one.block.senders.length * one.block.targets.length),
      asked: sum(({ asked }) => asked),
      blocks: all.map((one) => one.block),
      witness: { sender: block.senders[0] as Sender, target: block.targets[0] as Target },
      blame,
    };
  });
  return groups.sort((a, b) => CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind) || b.pairs - a.pairs);
}
