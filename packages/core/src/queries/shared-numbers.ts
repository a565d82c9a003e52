/** Ends of two networks, numbered together: what both have has one number. */
export interface SharedNumbers<E> {
  /** By number. */
  readonly ends: readonly E[];
  readonly numbers: readonly [ReadonlyMap<E, number>, ReadonlyMap<E, number>];
}

type Two<T> = readonly [T, T];

/** `keyOf`: what tells ends of two lists to be the same one; where it is absent both have the very objects. */
export function numberTogether<E>([before, after]: Two<readonly E[]>, keyOf?: (end: E) => string): SharedNumbers<E> {
  if (!keyOf) {
    const numbers = new Map(before.map((end, i) => [end, i]));
    return { ends: before, numbers: [numbers, numbers] };
  }
  const known = new Map<string, number>();
  const ends: E[] = [];
  const numbersOf = (all: readonly E[]) => {
    const taken = new Map<string, number>();
    const numbers = new Map<E, number>();
    for (const end of all) {
      // Two that nothing tells apart are told apart by their order.
      const name = keyOf(end);
      const copy = taken.get(name) ?? 0;
      taken.set(name, copy + 1);
      const key = `${name} ${copy}`;
      let number = known.get(key);
      if (number === undefined) {
        number = ends.push(end) - 1;
        known.set(key, number);
      }
      numbers.set(end, number);
    }
    return numbers;
  };
  return { numbers: [numbersOf(before), numbersOf(after)], ends };
}

export interface OrderedNumbers<E> extends SharedNumbers<E> {
  /** What numbers `[from, to)` were before, in order. */
  earlier(from: number, to: number): Int32Array;
}

/** The same in another order: what stands together in the lists has numbers that follow each other. */
export function inOrderOf<E>({ ends, numbers }: SharedNumbers<E>, lists: Two<readonly E[]>): OrderedNumbers<E> {
  const ranks = new Int32Array(ends.length).fill(-1);
  const order: number[] = [];
  const add = (number: number) => {
    if (ranks[number] === -1) ranks[number] = order.push(number) - 1;
  };
  lists.forEach((list, i) => {
    for (const end of list) add((numbers[i] as ReadonlyMap<E, number>).get(end) as number);
  });
  for (let number = 0; number < ends.length; number++) add(number);
  const ranked = (all: ReadonlyMap<E, number>) =>
    new Map(Array.from(all, ([end, number]) => [end, ranks[number] as number]));
  const before = ranked(numbers[0]);
  return {
    ends: order.map((number) => ends[number] as E),
    numbers: [before, numbers[1] === numbers[0] ? before : ranked(numbers[1])],
    earlier: (from, to) => Int32Array.from(order.slice(from, to)).sort(),
  };
}
