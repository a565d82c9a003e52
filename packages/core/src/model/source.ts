/** Where an object or a rule was read: a file of the input and a JSON pointer into it. */
export interface Source {
  readonly file: string;
  readonly pointer: string;
  /** Counted from 1, where people write the file by hand: a template. */
  readonly line?: number;
}

/** A part of what is written at a place. */
export function inside(source: Source, pointer: string): Source {
  return { ...source, pointer: source.pointer + pointer };
}

/** What every record of a snapshot carries beside its own fields. */
export interface Provenance {
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly source: Source;
  /** There is more to the object than the record holds: pages or fields of its answer were not read. Absent when it is whole. */
  readonly isPartial?: true;
}
