import { createHash } from 'node:crypto';
import { kinds, type Provenance, recordType, type Snapshot } from '@hopwise/core';

/** What the report rests on: the canonical snapshot, and the files that its records were read from. */
export interface InputSection {
  /** Of the canonical snapshot, as `hopwise import --save` writes it. */
  readonly sha256: string;
  readonly interfaces: number;
  readonly records: number;
  readonly counts: readonly { readonly kind: string; readonly title: string; readonly records: number }[];
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly files: readonly { readonly file: string; readonly records: number }[];
  /** Assumptions that were asked for: `appliances=forward`, `health`. */
  readonly assumed: readonly string[];
}

export function inputSection(snapshot: Snapshot, canonical: string, assumed: readonly string[]): InputSection {
  const counts = kinds.flatMap((kind) => {
    const records = snapshot.records[kind].length;
    return records === 0 ? [] : [{ kind, title: recordType(kind).title, records }];
  });
  const all = kinds.flatMap((kind): readonly Provenance[] => snapshot.records[kind]);
  const files = new Map<string, number>();
  for (const { source } of all) files.set(source.file, (files.get(source.file) ?? 0) + 1);
  return {
    sha256: createHash('sha256').update(canonical).digest('hex'),
    interfaces: snapshot.records.networkInterface.length,
    records: all.length,
    counts,
    // Lists that AWS itself owns are of no account.
    accounts: distinct(all.map(({ account }) => account)).filter((account) => account !== 'AWS'),
    regions: distinct(all.map(({ region }) => region)),
    files: [...files].map(([file, records]) => ({ file, records })).sort((a, b) => (a.file < b.file ? -1 : 1)),
    assumed,
  };
}

function distinct(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values)].filter((one) => one !== undefined).sort();
}
