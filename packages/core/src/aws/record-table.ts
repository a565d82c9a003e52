import { changedPositions } from './list-changes.ts';

/** The records of one kind, each to be had without the others. */
export interface RecordTable {
  readonly count: number;
  /** The first record with an id. */
  positionOf(id: string): number | undefined;
  /** Always the same object for one position. */
  at(position: number): object;
  all(): readonly object[];
  /** Those that may mention a text, as long as few texts are looked for: undefined, or absent, for who had better read all. */
  mentioning?(text: string): readonly object[] | undefined;
}

type KeyOf = (record: object) => string | undefined;

/** `like`: a table of nearly the same records, with which positions of ids are shared where they are the same. */
export function recordTable(list: readonly object[], keyOf: KeyOf, like?: RecordTable): RecordTable {
  let positionOf: RecordTable['positionOf'] | undefined;
  return {
    count: list.length,
    at: (position) => list[position] as object,
    all: () => list,
    positionOf(id) {
      positionOf ??= like && areAlike(list, like, keyOf) ? like.positionOf : positionsIn(list, keyOf).first;
      return positionOf(id);
    },
  };
}

/** Whether every position holds a record of the same id. */
export function areAlike(list: readonly object[], like: RecordTable, keyOf: KeyOf): boolean {
  if (list.length !== like.count) return false;
  const others = like.all();
  const keyAt = (records: readonly object[], position: number) => keyOf(records[position] as object);
  return changedPositions(others, list)?.every((at) => keyAt(list, at) === keyAt(others, at)) === true;
}

/** Where in a list the records of an id are. */
export interface Positions {
  first(id: string): number | undefined;
  last(id: string): number | undefined;
  all(id: string): readonly number[];
}

const known = new WeakMap<readonly object[], Positions>();

/** Lists of records never change, so that a list is looked through once. */
export function positionsIn(list: readonly object[], keyOf: KeyOf): Positions {
  let positions = known.get(list);
  if (!positions) {
    positions = lookedThrough(list, keyOf);
    known.set(list, positions);
  }
  return positions;
}

export function lookedThrough<R extends object>(
  list: readonly R[],
  keyOf: (record: R) => string | undefined,
): Positions {
  const firsts = new Map<string, number>();
  const others = new Map<string, number[]>();
  for (let position = 0; position < list.length; position++) {
    const key = keyOf(list[position] as R);
    if (key === undefined) continue;
    if (!firsts.has(key)) {
      firsts.set(key, position);
      continue;
    }
    const own = others.get(key);
    if (own) own.push(position);
    else others.set(key, [position]);
  }
  return {
    first: (id) => firsts.get(id),
    last: (id) => others.get(id)?.at(-1) ?? firsts.get(id),
    all(id) {
      const first = firsts.get(id);
      return first === undefined ? [] : [first, ...(others.get(id) ?? [])];
    },
  };
}

/** The records that are not in both lists: nothing but the same object is the same. */
export function changedRecords<R extends object>(olds: readonly R[], news: readonly R[]): readonly R[] {
  if (olds === news) return [];
  // Mostly a record has the place that it had before.
  const positions = changedPositions(olds, news)?.filter((at) => olds[at] !== news[at]);
  if (positions) return positions.flatMap((at) => [olds[at] as R, news[at] as R]);
  const [before, after] = [new Set(olds), new Set(news)];
  return [...olds.filter((one) => !after.has(one)), ...news.filter((one) => !before.has(one))];
}
