import type { InterfaceTable } from './interface-table.ts';
import type { Lookup } from './lookup.ts';
import type { RecordTable } from './record-table.ts';
import type { Kind } from './record-types.ts';
import type { Settings, Snapshot } from './snapshot.ts';

/** The records of a cache, and what was worked out of them before. */
export interface KeptRecords {
  readonly tables: { readonly [K in Kind]: RecordTable };
  readonly facts: AddressFacts;
  /** With which the facts were worked out. */
  readonly settings: Settings;
}

/** Both trees and the table of addresses of a snapshot. Whoever keeps them vouches that they are of these records and settings. */
export interface AddressFacts {
  readonly labels: Lookup['labels'];
  readonly interfaces: InterfaceTable;
}

/** By the object that holds the lists: an edited snapshot has another. */
const kept = new WeakMap<Snapshot['records'], KeptRecords>();

export function keptRecords({ records }: Pick<Snapshot, 'records'>): KeptRecords | undefined {
  return kept.get(records);
}

/** Undefined under other settings, which may cut addresses elsewhere and lay other links. */
export function keptFacts({ records, settings }: Snapshot): AddressFacts | undefined {
  const found = kept.get(records);
  return found?.settings === settings ? found.facts : undefined;
}

/** Records that are read when somebody asks for them: one by one from their tables, or all of a kind. */
export function recordsOn(from: KeptRecords): Snapshot['records'] {
  const records = {};
  for (const [kind, table] of Object.entries(from.tables)) {
    let all: readonly object[] | undefined;
    const get = () => {
      all ??= table.all();
      return all;
    };
    Object.defineProperty(records, kind, { enumerable: true, get });
  }
  // Each table holds only records of its kind.
  kept.set(records as Snapshot['records'], from);
  return records as Snapshot['records'];
}
