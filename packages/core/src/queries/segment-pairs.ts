import type { VisitRun } from '../engine/estate/estate.ts';
import type { Family } from '../net/address.ts';
import { KeyNumbering, Numbering } from '../net/numbering.ts';
import { PairMemo } from '../net/pair-memo.ts';

/** A segment, as ends of one family are in it: those of two families are never counted together. */
interface Segment {
  readonly number: number;
  readonly name: string;
}

/** Ends of one side with the segments that each is in. */
export class Segmented {
  /** By position; the same list for ends that are in the same. */
  readonly #segments: readonly (readonly Segment[])[];
  /** By position, where the neighbours that are in the same end. */
  readonly #ends: Int32Array;

  constructor(ends: readonly { readonly family: Family }[], names: readonly (readonly string[])[]) {
    const lists = new Map<string, readonly Segment[]>();
    const numbers = new KeyNumbering<string>();
    this.#segments = names.map((own, at) => {
      const family = ends[at]?.family;
      // The lengths tell where each one ends.
      const key = `${family} ${own.map((name) => `${name.length} ${name}`).join('')}`;
      const list = lists.get(key) ?? own.map((name) => ({ number: numbers.of(`${family} ${name}`), name }));
      lists.set(key, list);
      return list;
    });
    this.#ends = new Int32Array(names.length);
    for (let at = names.length - 1; at >= 0; at--) {
      const isSame = at + 1 < names.length && this.#segments[at] === this.#segments[at + 1];
      this.#ends[at] = isSame ? (this.#ends[at + 1] as number) : at + 1;
    }
  }

  at(position: number): readonly Segment[] {
    return this.#segments[position] as readonly Segment[];
  }

  endOf(position: number): number {
    return this.#ends[position] as number;
  }
}

/** Pairs of one result, from one segment to another. */
export interface CountedPairs {
  readonly from: string;
  readonly to: string;
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
    for (const from of this.#senders.at(sender)) {
      for (const to of this.#targets.at(target)) {
        const segments = this.#segments.of(from.number, to.number);
        const known = this.#found[this.#at.get(segments, result)];
        if (known) known.pairs += pairs;
        else this.#at.set(segments, result, this.#add({ from: from.name, to: to.name, result, pairs, sender, target }));
      }
    }
  }

  #add(one: CountedPairs): number {
    return this.#found.push(one) - 1;
  }
}
