import { checkSettings, type Diagnostic, type Kind, kinds, recordType, type Snapshot } from '@hopwise/core';
import { type ImportedFiles, type MissingCall, missingCalls } from '@hopwise/importers';

/** What an import found, as data; its JSON Schema is published. */
export interface ImportDocument {
  readonly files: number;
  readonly ignored: number;
  readonly documents: number;
  readonly records: number;
  readonly places: readonly PlaceDocument[];
  readonly missing: readonly MissingCall[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What was read of one account in one Region. */
export interface PlaceDocument {
  readonly account: string | null;
  readonly region: string | null;
  readonly kinds: readonly { readonly kind: Kind; readonly title: string; readonly records: number }[];
}

export function importDocument(imported: ImportedFiles): ImportDocument {
  const { snapshot, files, ignored, documents, records, diagnostics } = imported;
  return {
    files,
    ignored,
    documents,
    records,
    places: placesOf(snapshot),
    missing: missingCalls(snapshot),
    diagnostics: [...diagnostics, ...checkSettings(snapshot)],
  };
}

function placesOf({ records }: Snapshot): readonly PlaceDocument[] {
  const counts = new Map<string, { account: string | null; region: string | null; of: Map<Kind, number> }>();
  for (const kind of kinds) {
    for (const { account = null, region = null } of records[kind]) {
      const key = `${account ?? '~'} ${region ?? '~'}`;
      const place = counts.get(key) ?? { account, region, of: new Map() };
      counts.set(key, place);
      place.of.set(kind, (place.of.get(kind) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { account, region, of }]) => ({
      account,
      region,
      kinds: [...of].map(([kind, number]) => ({ kind, title: recordType(kind).title, records: number })),
    }));
}
