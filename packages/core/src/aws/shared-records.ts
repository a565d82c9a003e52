import { isAlike } from './field-edits.ts';
import { positionsIn } from './record-table.ts';
import { type Kind, kinds, recordType } from './record-types.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * A snapshot with the very objects of another one wherever the two say the same: what was read apart is compared once,
 * and from there on as an edition of the other.
 */
export function sharingRecords(snapshot: Snapshot, like: Snapshot): Snapshot {
  if (snapshot === like) return like;
  const records = Object.fromEntries(
    kinds.map((kind) => [kind, shared(kind, snapshot.records[kind] ?? [], like.records[kind] ?? [])]),
  ) as Snapshot['records'];
  const { coverage, settings, unanswered, aliases } = like;
  return {
    ...snapshot,
    records,
    ...(isAlike(snapshot.coverage, coverage) ? { coverage } : {}),
    ...(isAlike(snapshot.settings, settings) ? { settings } : {}),
    ...(unanswered && isAlike(snapshot.unanswered, unanswered) ? { unanswered } : {}),
    ...(aliases && isAlike(snapshot.aliases, aliases) ? { aliases } : {}),
  };
}

function shared(kind: Kind, own: readonly object[], others: readonly object[]): readonly object[] {
  if (own === others) return others;
  const { key } = recordType(kind);
  let isSame = own.length === others.length;
  const list = own.map((record, i) => {
    const id = key(record);
    const inPlace = others[i];
    // Mostly a record has the place that it had before.
    const place = inPlace && key(inPlace) === id ? i : id === undefined ? -1 : positionsIn(others, key).first(id);
    const other = others[place ?? -1];
    const same = other !== undefined && isAlike(record, other) ? other : record;
    isSame &&= same === inPlace;
    return same;
  });
  return isSame ? others : list;
}
