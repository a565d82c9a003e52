import type { VisitRun } from '../engine/estate/estate.ts';
import type { Family } from '../net/address.ts';
import { KeyNumbering, Numbering } from '../net/numbering.ts';
import { PairMemo } from '../net/pair-memo.ts';

/** Ends of one side with the names of the segments that each is in; those of two families are never counted together. */
export class Segmented {
  /** By number, the names that some ends have alike. */
  readonly lists: (readonly string[])[] = [];
  readonly #numbers: Int32Array;
  /** By position, where the neighbours that have the same names end. */
  readonly #ends: Int32Array;

  constructor(ends: readonly { readonly family: Family }[], names: readonly (readonly string[])[]) {
    const known = new KeyNumbering<string>();
    this.#numbers = Int32Array.from(names, (own, at) => {
      // The lengths tell where each one ends.
      const key = own.map((name) => `${name.length} ${name}`).join('');
      const number = known.of(`${ends[at]?.family} ${key}`);
      this.lists[number] ??= own;
      return number;
    });
    this.#ends = new Int32Array(names.length);
    for (let at = names.length - 1; at >= 0; at--) {
      const isSame = at + 1 < names.length && this.#numbers[at] === this.#numbers[at + 1];
      this.#ends[at] = isSame ? (this.#ends[at + 1] as number) : at + 1;
    }
  }

  numberAt(position: number): number {
    return this.#numbers[position] as number;
  }

  endOf(position: number): number {
    return this.#ends[position] as number;
  }
}

/** Pairs of one result, between ends of the same segments. */
export interface CountedPairs {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly result: number;
  readonly pairs: number;
  /** Positions of the first that was told. */
  readonly sender: number;
  readonly target: number;
}

/** Counts the pairs of runs by the segments of their ends: there are millions of runs, and few segments. */
export class SegmentPairs {
  readonly #senders: Segmented;
  readonly #targets: Segmented;
  readonly #segments = new Numbering();
  readonly #at = new PairMemo();
  readonly #found: { -readonly [K in keyof CountedPairs]: CountedPairs[K] }[] = [];

  constructor(senders: Segmented, targets: Segmented) {
    this.#senders = senders;
    this.#targets = targets;
  }

  readonly add: VisitRun = (fromSender, toSender, fromTarget, toTarget, result) => {
    for (let sender = fromSender; sender < toSender; ) {
      const nextSender = Math.min(toSender, this.#senders.endOf(sender));
      for (let target = fromTarget; target < toTarget; ) {
        const nextTarget = Math.min(toTarget, this.#targets.endOf(target));
        this.#count(sender, target, result, (nextSender - sender) * (nextTarget - target));
        target = nextTarget;
      }
      sender = nextSender;
    }
  };

  /** In the order that they were first told. */
  all(): readonly CountedPairs[] {
    return this.#found;
  }

  #count(sender: number, target: number, result: number, pairs: number): void {
    const [from, to] = [this.#senders.numberAt(sender), this.#targets.numberAt(target)];
    const segments = this.#segments.of(from, to);
    const known = this.#found[this.#at.get(segments, result)];
    if (known) {
      known.pairs += pairs;
      return;
    }
    const own = { from: this.#senders.lists[from] as string[], to: this.#targets.lists[to] as string[] };
    this.#at.set(segments, result, this.#found.push({ ...own, result, pairs, sender, target }) - 1);
  }
}
