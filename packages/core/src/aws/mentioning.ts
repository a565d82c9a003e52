import type { Lookup } from './lookup.ts';
import type { Kind, RecordOfKind } from './record-types.ts';

/**
 * The records of a kind that may mention an id, in order, where those are found without looking into the others: for one
 * question of a network that comes from a cache. Undefined for whoever had better look at all.
 */
export function mentioning<K extends Kind>(net: Lookup, kind: K, id: string): readonly RecordOfKind<K>[] | undefined {
  // The table of a kind holds only records of that kind.
  return net.table(kind).mentioning?.(id) as readonly RecordOfKind<K>[] | undefined;
}
