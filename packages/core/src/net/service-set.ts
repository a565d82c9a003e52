import { ContentIndex, hashed, isSameList } from './content-index.ts';
import { PairMemo } from './pair-memo.ts';

/**
 * What a packet asks for, as one line of numbers (spec/engine.md L3): tcp by port, udp by port, icmp and icmpv6 by
 * 256 × type + code, every other protocol by its number. A set of services is a sorted list of intervals on that line.
 */
export type ServiceSetId = number;

export const TCP = 0;
export const UDP = 65_536;
export const ICMP = 131_072;
export const ICMPV6 = 196_608;
export const OTHER = 262_144;
export const LINE_END = OTHER + 256;

export const NONE: ServiceSetId = 0;
export const ALL: ServiceSetId = 1;

/** Half-open `[from, to)` pairs on the service line, sorted, not touching. */
export type Intervals = readonly number[];

/** The place of a protocol on the line: where it starts and how long its part is. */
export function protocolPart(protocol: number): { readonly from: number; readonly to: number } {
  switch (protocol) {
    case 6:
      return { from: TCP, to: UDP };
    case 17:
      return { from: UDP, to: ICMP };
    case 1:
      return { from: ICMP, to: ICMPV6 };
    case 58:
      return { from: ICMPV6, to: OTHER };
    default:
      return { from: OTHER + protocol, to: OTHER + protocol + 1 };
  }
}

/** Interns sets, so that equal sets have equal ids and every operation is done once. Ids are valid in one pool only. */
export class ServicePool {
  readonly #sets: Intervals[] = [];
  readonly #ids = new ContentIndex();
  readonly #unions = new PairMemo();
  readonly #intersections = new PairMemo();
  readonly #differences = new PairMemo();
  readonly #single = new PairMemo();

  constructor() {
    this.intern([]);
    this.intern([0, LINE_END]);
  }

  /** `intervals` must be sorted and must not touch: see `of` for anything else. */
  intern(intervals: Intervals): ServiceSetId {
    const hash = hashed(0, intervals);
    const known = this.#ids.find(hash, (id) => isSameList(this.#sets[id] as Intervals, intervals));
    if (known >= 0) return known;
    // A list that grew has room for more, and there are tens of thousands.
    this.#sets.push(intervals.slice());
    return this.#ids.add(hash);
  }

  /** The union of any half-open intervals, in any order. */
  of(...intervals: readonly (readonly [from: number, to: number])[]): ServiceSetId {
    const [only] = intervals;
    // One interval is what most askers have, again and again.
    if (only && intervals.length === 1 && only[0] < only[1]) return this.#interval(only[0], only[1]);
    const merged: number[] = [];
    for (const [from, to] of intervals.filter(([a, b]) => a < b).sort((a, b) => a[0] - b[0])) {
      const end = merged.at(-1);
      if (end !== undefined && from <= end) merged[merged.length - 1] = Math.max(end, to);
      else merged.push(from, to);
    }
    return this.intern(merged);
  }

  #interval(from: number, to: number): ServiceSetId {
    const known = this.#single.get(from, to);
    if (known >= 0) return known;
    const id = this.intern([from, to]);
    this.#single.set(from, to, id);
    return id;
  }

  intervals(id: ServiceSetId): Intervals {
    return this.#sets[id] as Intervals;
  }

  has(id: ServiceSetId, service: number): boolean {
    const set = this.intervals(id);
    for (let i = 0; i < set.length; i += 2) {
      if (service < (set[i] as number)) return false;
      if (service < (set[i + 1] as number)) return true;
    }
    return false;
  }

  /** The first service of a set, the witness that is shown for it; undefined for the empty set. */
  first(id: ServiceSetId): number | undefined {
    return this.intervals(id)[0];
  }

  /** How many services it holds. */
  size(id: ServiceSetId): number {
    return this.intervals(id).reduce((sum, bound, at) => sum + (at % 2 === 0 ? -bound : bound), 0);
  }

  union(a: ServiceSetId, b: ServiceSetId): ServiceSetId {
    if (a === b || b === NONE || a === ALL) return a;
    if (a === NONE || b === ALL) return b;
    return this.#once(this.#unions, Math.min(a, b), Math.max(a, b), IN_EITHER);
  }

  intersect(a: ServiceSetId, b: ServiceSetId): ServiceSetId {
    if (a === b || a === NONE || b === ALL) return a;
    if (b === NONE || a === ALL) return b;
    return this.#once(this.#intersections, Math.min(a, b), Math.max(a, b), IN_BOTH);
  }

  subtract(a: ServiceSetId, b: ServiceSetId): ServiceSetId {
    if (a === b || a === NONE || b === ALL) return NONE;
    if (b === NONE) return a;
    return this.#once(this.#differences, a, b, IN_FIRST);
  }

  isSubset(a: ServiceSetId, b: ServiceSetId): boolean {
    return this.subtract(a, b) === NONE;
  }

  #once(memo: PairMemo, a: ServiceSetId, b: ServiceSetId, keep: Keep): ServiceSetId {
    const known = memo.get(a, b);
    if (known >= 0) return known;
    const id = this.intern(sweep(this.intervals(a), this.intervals(b), keep));
    memo.set(a, b, id);
    return id;
  }
}

type Keep = (inA: boolean, inB: boolean) => boolean;
const IN_EITHER: Keep = (inA, inB) => inA || inB;
const IN_BOTH: Keep = (inA, inB) => inA && inB;
const IN_FIRST: Keep = (inA, inB) => inA && !inB;

function sweep(a: Intervals, b: Intervals, keep: Keep): Intervals {
  const out: number[] = [];
  let [i, j] = [0, 0];
  let inside = false;
  while (i < a.length || j < b.length) {
    const at = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    if (a[i] === at) i++;
    if (b[j] === at) j++;
    // After an odd number of bounds we are inside an interval.
    const next = keep(i % 2 === 1, j % 2 === 1);
    if (next !== inside) out.push(at);
    inside = next;
  }
  return out;
}
