import type { Difference } from '../aws/differences.ts';
import { groupBy } from '../model/group-by.ts';
import type { Block } from './blamed-pieces.ts';
import type { Sender, Target } from './positions.ts';

/** Pairs of which it will be asked what of some differences they need. */
export interface Foreseen extends Block {
  readonly meant: readonly Difference[];
  readonly isOutside: boolean;
}

/** Pairs that lie far apart are asked each: not all between them are. */
const MOST_BESIDE = 4;
/** Pairs that are kept at most: of one network, and in all. */
const MOST_PAIRS = 400_000;
const MOST_KEPT = 8_000_000;
/** What it takes to ask one pair is enough for as many ends that are asked in bulk. */
const ENDS_AS_ONE_PAIR = 16;

/** Everybody whom the same differences bear on: each may be asked with each. */
interface Region extends Block {
  readonly rows: ReadonlyMap<Sender, number>;
  readonly columns: ReadonlyMap<Target, number>;
  /** By network, what it says of all pairs, row by row. */
  readonly known: Map<string, Int32Array | 'singly'>;
  readonly asked: Map<string, number>;
}

/** Who is asked about now: the pairs of a block, in a network, of which some differences are meant to bear on them. */
interface Question {
  readonly block: Block;
  readonly meant: string;
  readonly network: string;
}

/** What is asked of many pairs that the same differences bear on is asked of all of them at once. */
export class ForeseenPairs {
  readonly #regions: ReadonlyMap<string, readonly Region[]>;
  #kept = 0;

  constructor(all: readonly Foreseen[], keyOf: (meant: readonly Difference[], isOutside: boolean) => string) {
    const groups = groupBy(all, ({ meant, isOutside }) => keyOf(meant, isOutside));
    this.#regions = new Map([...groups].map(([key, own]) => [key, acrossHubs(own).flatMap(regionOf)]));
  }

  /**
   * How many of the pairs behave so; undefined where they were not foreseen, or it is not worth it yet to ask of all. `ask`:
   * the values of all pairs of a block, by row and column.
   */
  count(
    { block, meant, network }: Question,
    behaviour: number,
    ask: (all: Block) => Int32Array | undefined,
  ): number | undefined {
    const [sender, target] = [block.senders[0] as Sender, block.targets[0] as Target];
    const region = this.#regions.get(meant)?.find(({ rows, columns }) => rows.has(sender) && columns.has(target));
    if (!region) return undefined;
    const { known, asked, rows, columns } = region;
    let values = known.get(network);
    if (!values) {
      const ends = (asked.get(network) ?? 0) + block.senders.length * block.targets.length;
      asked.set(network, ends);
      if (ends * ENDS_AS_ONE_PAIR < rows.size + columns.size) return undefined;
      values = ask(region) ?? 'singly';
      this.#keep(values.length);
      known.set(network, values);
    }
    return values === 'singly' ? undefined : countIn(values, region, block, behaviour);
  }

  #keep(count: number): void {
    this.#kept += count;
    if (this.#kept <= MOST_KEPT) return;
    for (const regions of this.#regions.values()) for (const { known } of regions) known.clear();
    this.#kept = count;
  }
}

/** A difference mostly bears on a few ends with many others, as who sends and as who is dialled: each of these by itself. */
function acrossHubs(own: readonly Foreseen[]): readonly (readonly Foreseen[])[] {
  const counts = new Map<Sender | Target, number>();
  for (const { senders, targets } of own) {
    for (const one of senders) counts.set(one, (counts.get(one) ?? 0) + targets.length);
    for (const one of targets) counts.set(one, (counts.get(one) ?? 0) + senders.length);
  }
  const countOf = (one: Sender | Target) => counts.get(one) as number;
  const hubOf = ({ senders: [sender], targets: [target] }: Foreseen) =>
    sender && target && (countOf(sender) > countOf(target) ? sender : target);
  return [...groupBy<Foreseen, Sender | Target>(own, hubOf).values()];
}

/** One at most. */
function regionOf(own: readonly Foreseen[]): readonly Region[] {
  const isRead = ({ stop }: Sender | Target) => stop === undefined;
  const senders = [...new Set(own.flatMap((one) => one.senders.filter(isRead)))];
  const targets = [...new Set(own.flatMap((one) => one.targets.filter(isRead)))];
  const pairs = own.reduce((sum, one) => sum + one.senders.length * one.targets.length, 0);
  if (senders.length * targets.length > Math.min(MOST_PAIRS, MOST_BESIDE * pairs)) return [];
  const rows = new Map(senders.map((one, row) => [one, row]));
  const columns = new Map(targets.map((one, column) => [one, column]));
  return [{ senders, targets, rows, columns, known: new Map(), asked: new Map() }];
}

function countIn(
  values: Int32Array,
  { rows, columns }: Region,
  { senders, targets }: Block,
  behaviour: number,
): number | undefined {
  const places = targets.map((one) => columns.get(one));
  let count = 0;
  for (const sender of senders) {
    const row = rows.get(sender);
    if (row === undefined) return undefined;
    for (const column of places) {
      if (column === undefined) return undefined;
      if (values[row * columns.size + column] === behaviour) count++;
    }
  }
  return count;
}
