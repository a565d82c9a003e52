/** Members by the number of their group, in their own order: two arrays, however many groups there are. */
export interface Grouping {
  of(group: number): Int32Array;
}

/** `groupOf`: of each member its group, from 0 up to `groups`; negative for none. */
export function groupNumbers(groups: number, groupOf: Int32Array, members?: Int32Array): Grouping {
  const starts = new Int32Array(groups + 1);
  for (const group of groupOf) if (group >= 0) starts[group + 1] = (starts[group + 1] as number) + 1;
  for (let group = 0; group < groups; group++)
    starts[group + 1] = (starts[group + 1] as number) + (starts[group] as number);
  const sorted = new Int32Array(starts[groups] as number);
  const next = starts.slice();
  for (let i = 0; i < groupOf.length; i++) {
    const group = groupOf[i] as number;
    if (group < 0) continue;
    const at = next[group] as number;
    sorted[at] = members ? (members[i] as number) : i;
    next[group] = at + 1;
  }
  return { of: (group) => sorted.subarray(starts[group], starts[group + 1] ?? starts[group]) };
}

/** Positions in the order of the numbers that they have in `numbers`, which are not negative; those of equal numbers in their own. */
export function inOrderOf(numbers: Int32Array, positions: Int32Array): Int32Array {
  // As one number each they are sorted without a function to call.
  const count = numbers.length;
  const keys = Float64Array.from(positions, (position) => (numbers[position] as number) * count + position);
  return Int32Array.from(keys.sort(), (key) => key % count);
}
