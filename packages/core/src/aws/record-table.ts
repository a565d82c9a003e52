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

export function recordTable(list: readonly object[], keyOf: (record: object) => string | undefined): RecordTable {
  let positions: Map<string, number> | undefined;
  return {
    count: list.length,
    at: (position) => list[position] as object,
    all: () => list,
    positionOf(id) {
      positions ??= positionsOf(list, keyOf);
      return positions.get(id);
    },
  };
}

function positionsOf(list: readonly object[], keyOf: (record: object) => string | undefined): Map<string, number> {
  const positions = new Map<string, number>();
  for (let position = 0; position < list.length; position++) {
    const key = keyOf(list[position] as object);
    if (key !== undefined && !positions.has(key)) positions.set(key, position);
  }
  return positions;
}
