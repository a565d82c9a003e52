import { type Difference, differencesOf } from '../aws/differences.ts';
import type { Network } from '../engine/network.ts';
import { groupBy } from '../model/group-by.ts';
import { Behaviours } from './asked-estate.ts';
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
import { causesOf } from './causes.ts';
import { compareEnds } from './compare-ends.ts';
import type { Pair } from './judge.ts';
import type { MovedPair } from './moved-pairs.ts';
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
  /** Where that is undefined: whether their ends came or went. */
  readonly moved: MovedPair | undefined;
  /** How many of the pairs were asked what is to blame. */
  readonly asked: number;
}

/** The two networks have to be compiled alike. */
export function findDiff(before: Network, after: Network): Diff {
  const differences = differencesOf(before.snapshot, after.snapshot);
  const behaviours = new Behaviours();
  const { asked, changes, found, notCompared } = compareEnds(before, after, behaviours);
  const causes = found && causesOf([before, after], found, differences);
  const blamer = createBlamer(asked, differences, behaviours, causes);
  const groups = groupsOf(before, changes, behaviours, blamer);
  const blamed = new Set(groups.flatMap(({ blame }) => blame?.differences ?? []));
  return {
    groups,
    unmapped: differences.list.filter((one) => !blamed.has(one)),
    differences: differences.list,
    notCompared,
  };
}

function groupsOf(
  network: Network,
  changes: readonly Change[],
  behaviours: Behaviours,
  blamer: Blamer,
): readonly DiffGroup[] {
  const movements = new Movements(network, behaviours);
  const told = blamedPieces(changes, blamer).map((piece) => ({ ...piece, ...movements.of(piece.change) }));
  const keyOf = ({ key, blame, moved }: (typeof told)[number]) => `${key} ${blame?.id ?? moved ?? 'none'}`;
  const groups = [...groupBy(told, keyOf).values()].map((all): DiffGroup => {
    const [{ kind, transitions, block, blame, moved }] = all as [(typeof told)[number]];
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
      moved,
    };
  });
  return groups.sort((a, b) => CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind) || b.pairs - a.pairs);
}

/** What a change of behaviour comes to: many cells have the same. */
interface Movement {
  readonly kind: ChangeKind;
  readonly transitions: readonly Transition[];
  /** Equal for those that are told as one. */
  readonly key: string;
}

class Movements {
  readonly #network: Network;
  readonly #behaviours: Behaviours;
  readonly #known = new Map<string, Movement>();

  constructor(network: Network, behaviours: Behaviours) {
    this.#network = network;
    this.#behaviours = behaviours;
  }

  of({ before, after }: Change): Movement {
    const cell = `${before} ${after}`;
    let found = this.#known.get(cell);
    if (!found) {
      const [old, now] = [this.#behaviours.get(before), this.#behaviours.get(after)];
      const transitions = transitionsBetween(this.#network, old, now);
      const kind = kindOfChange(this.#network, old, now, transitions);
      const ports = kind === 'changed-client-ports' ? [cell] : [];
      const moved = transitions.map((one) => `${one.before} ${one.after} ${one.services}`);
      found = { kind, transitions, key: [kind, ...moved, ...ports].join() };
      this.#known.set(cell, found);
    }
    return found;
  }
}
