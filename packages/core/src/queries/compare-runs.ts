import type { Estate } from '../engine/estate/estate.ts';
import type { Sender, Target } from './positions.ts';

/** Pairs `[from, to)` × `[fromTarget, toTarget)`, in shared numbers, and what comes of each. */
export interface Rectangle {
  readonly from: number;
  readonly to: number;
  readonly fromTarget: number;
  readonly toTarget: number;
  /** The number of a behaviour; 0: nothing is told of it. */
  readonly value: number;
}

/** A piece of which every pair behaves in one way before and in another after. */
export interface Cell extends Omit<Rectangle, 'value'> {
  readonly before: number;
  readonly after: number;
}

export function rectanglesOf(
  estate: Estate<Sender, Target>,
  senders: Int32Array,
  targets: Int32Array,
  numberOf: (result: number, sender: Sender) => number,
): readonly Rectangle[] {
  const [rows, columns] = [stretches(senders), stretches(targets)];
  const found: Rectangle[] = [];
  estate.runs((fromSender, toSender, fromTarget, toTarget, result) => {
    const value = numberOf(result, estate.senders[fromSender] as Sender);
    if (value === 0) return;
    for (const [from, to] of pieces(senders, rows, fromSender, toSender)) {
      for (const [first, last] of pieces(targets, columns, fromTarget, toTarget)) {
        found.push({ from, to, fromTarget: first, toTarget: last, value });
      }
    }
  });
  return found;
}

/** By position, the end of the stretch of successive numbers that it is in. */
function stretches(numbers: Int32Array): Int32Array {
  const ends = new Int32Array(numbers.length);
  for (let i = numbers.length - 1; i >= 0; i--) {
    const goesOn = i + 1 < numbers.length && numbers[i + 1] === (numbers[i] as number) + 1;
    ends[i] = goesOn ? (ends[i + 1] as number) : i + 1;
  }
  return ends;
}

function* pieces(
  numbers: Int32Array,
  ends: Int32Array,
  from: number,
  to: number,
): Generator<readonly [number, number]> {
  for (let at = from; at < to; ) {
    const end = Math.min(to, ends[at] as number);
    const first = numbers[at] as number;
    yield [first, first + end - at];
    at = end;
  }
}

/** Where two sets of rectangles differ: none of one set overlap. What both have goes first, which is nearly all. */
export function compareRectangles(before: readonly Rectangle[], after: readonly Rectangle[]): readonly Cell[] {
  const [olds, news] = withoutCommon(before, after);
  const bounds = [...new Set([...olds, ...news].flatMap(({ fromTarget, toTarget }) => [fromTarget, toTarget]))];
  bounds.sort((a, b) => a - b);
  const [a, b] = [new Sweep(olds), new Sweep(news)];
  const cells: Cell[] = [];
  let open = new Map<string, Cell>();
  bounds.slice(0, -1).forEach((fromTarget, i) => {
    const toTarget = bounds[i + 1] as number;
    const next = new Map<string, Cell>();
    for (const piece of differing(a.at(fromTarget), b.at(fromTarget))) {
      const key = `${piece.from} ${piece.to} ${piece.before} ${piece.after}`;
      // What is the same in the column before is one cell with it.
      const grown = open.get(key);
      next.set(key, { ...piece, fromTarget: grown?.fromTarget ?? fromTarget, toTarget });
      open.delete(key);
    }
    cells.push(...open.values());
    open = next;
  });
  return [...cells, ...open.values()];
}

function withoutCommon(before: readonly Rectangle[], after: readonly Rectangle[]) {
  // Rectangles of one network do not overlap: each has a corner of its own. Ends are far fewer than 2^26.
  const cornerOf = ({ from, fromTarget }: Rectangle) => from * 67_108_864 + fromTarget;
  const olds = new Map(before.map((one) => [cornerOf(one), one]));
  const news = after.filter((one) => {
    const old = olds.get(cornerOf(one));
    const isSame = old?.to === one.to && old.toTarget === one.toTarget && old.value === one.value;
    return !(isSame && olds.delete(cornerOf(one)));
  });
  return [[...olds.values()], news] as const;
}

/** The rectangles over one column after another. */
class Sweep {
  readonly #starting: readonly Rectangle[];
  #next = 0;
  #active: readonly Rectangle[] = [];

  constructor(all: readonly Rectangle[]) {
    this.#starting = all.toSorted((a, b) => a.fromTarget - b.fromTarget);
  }

  /** Those over a column, by their senders. */
  at(column: number): readonly Rectangle[] {
    const first = this.#next;
    while ((this.#starting[this.#next]?.fromTarget ?? Number.POSITIVE_INFINITY) <= column) this.#next++;
    const kept = this.#active.filter(({ toTarget }) => toTarget > column);
    if (kept.length < this.#active.length || this.#next > first) {
      this.#active = [...kept, ...this.#starting.slice(first, this.#next)].sort((a, b) => a.from - b.from);
    }
    return this.#active;
  }
}

type Piece = Pick<Cell, 'from' | 'to' | 'before' | 'after'>;

/** Where two rows of stretches have another value; where a row has no stretch its value is 0. */
function differing(olds: readonly Rectangle[], news: readonly Rectangle[]): readonly Piece[] {
  const bounds = [...new Set([...olds, ...news].flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const found: Piece[] = [];
  let [i, j] = [0, 0];
  for (let at = 0; at + 1 < bounds.length; at++) {
    const [from, to] = [bounds[at] as number, bounds[at + 1] as number];
    while ((olds[i]?.to ?? Number.POSITIVE_INFINITY) <= from) i++;
    while ((news[j]?.to ?? Number.POSITIVE_INFINITY) <= from) j++;
    const value = (one: Rectangle | undefined) => (one && one.from <= from ? one.value : 0);
    const [before, after] = [value(olds[i]), value(news[j])];
    const last = found.at(-1);
    if (before === after) continue;
    if (last && last.to === from && last.before === before && last.after === after)
      found[found.length - 1] = { ...last, to };
    else found.push({ from, to, before, after });
  }
  return found;
}
