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

export function joinRanges(all: readonly Ranges[]): Ranges {
  const [first = [], ...rest] = all;
  if (rest.every((one) => one === first)) return first;
  return rangesOf(all.flatMap(pairs));
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
