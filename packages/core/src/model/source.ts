/** Where an object or a rule was read: a file of the input and a JSON pointer into it. */
export interface Source {
  readonly file: string;
  readonly pointer: string;
}

/** What every record of a snapshot carries beside its own fields. */
export interface Provenance {
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly source: Source;
  /** There is more to the object than the record holds: pages or fields of its answer were not read. Absent when it is whole. */
  readonly isPartial?: true;
}
