/** Positions as half-open `[from, to)` pairs in a row, sorted, not touching. */
export type Ranges = readonly number[];

export function rangesOf(pieces: Iterable<{ readonly from: number; readonly to: number }>): Ranges {
  const merged: number[] = [];
  for (const { from, to } of [...pieces].sort((a, b) => a.from - b.from)) {
    const end = merged.at(-1);
    if (end !== undefined && from <= end) merged[merged.length - 1] = Math.max(end, to);
    else merged.push(from, to);
  }
  return merged;
}

/** What the ranges hold of a list. */
export function within<T>(list: readonly T[], ranges: Ranges): readonly T[] {
  return pairs(ranges).flatMap(({ from, to }) => list.slice(from, to));
}

function pairs(ranges: Ranges): { readonly from: number; readonly to: number }[] {
  return Array.from({ length: ranges.length / 2 }, (_, i) => ({
    from: ranges[2 * i] as number,
    to: ranges[2 * i + 1] as number,
  }));
}

/** Ranges of which equal ones are one object, so that none are compared or joined twice. */
export class RangesPool {
  readonly #known = new Map<string, Ranges>();
  readonly #numbers = new Map<Ranges, number>();
  readonly #joined = new Map<string, Ranges>();

  of(pieces: Iterable<{ readonly from: number; readonly to: number }>): Ranges {
    const ranges = rangesOf(pieces);
    const key = ranges.join();
    const known = this.#known.get(key);
    if (known) return known;
    this.#known.set(key, ranges);
    this.#numbers.set(ranges, this.#numbers.size);
    return ranges;
  }

  /** Of ranges of this pool. */
  join(all: readonly Ranges[]): Ranges {
    const distinct = [...new Set(all)];
    const [only] = distinct;
    if (only && distinct.length === 1) return only;
    const key = distinct.map((one) => this.numberOf(one)).join();
    const joined = this.#joined.get(key) ?? this.of(distinct.flatMap(pairs));
    this.#joined.set(key, joined);
    return joined;
  }

  /** Equal numbers, equal ranges. */
  numberOf(ranges: Ranges): number {
    return this.#numbers.get(ranges) as number;
  }
}
