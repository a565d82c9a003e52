/**
 * A part of `all` that holds and of which nothing can be left out, by delta debugging: halves first, then smaller and
 * smaller pieces, and what is left of a piece that was not needed. `all` itself holds.
 */
export function minimise<T>(all: readonly T[], holds: (part: readonly T[]) => boolean): readonly T[] {
  if (holds([])) return [];
  let current = all;
  for (let pieces = 2; current.length > 1; ) {
    const chunks = split(current, Math.min(pieces, current.length));
    const alone = chunks.find((chunk) => chunk.length < current.length && holds(chunk));
    if (alone) {
      [current, pieces] = [alone, 2];
      continue;
    }
    const rest = chunks.map((chunk) => current.filter((one) => !chunk.includes(one))).find((part) => holds(part));
    if (rest) [current, pieces] = [rest, Math.max(2, pieces - 1)];
    else if (pieces < current.length) pieces *= 2;
    else break;
  }
  return current;
}

/** Whether nothing can be left out of what holds. */
export function isMinimal<T>(part: readonly T[], holds: (part: readonly T[]) => boolean): boolean {
  return part.every((left) => !holds(part.filter((one) => one !== left)));
}

function split<T>(all: readonly T[], pieces: number): readonly (readonly T[])[] {
  const size = all.length / pieces;
  return Array.from({ length: pieces }, (_, i) => all.slice(Math.round(i * size), Math.round((i + 1) * size)));
}
