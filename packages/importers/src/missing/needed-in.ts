import { type Kind, recordType, type Sign, type Snapshot } from '@hopwise/core';

export interface Place {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/** Tells of a place whether anything that was read shows that it has objects of a kind; some kinds need no sign. */
export function neededIn({ records }: Snapshot, place: Place): (kind: Kind) => boolean {
  const found = new Map<string, readonly string[]>();
  return (kind) => recordType(kind).neededBy?.some(isSeen) ?? true;

  function isSeen({ in: other, at = '', like }: Sign): boolean {
    if (at === '') return records[other as Kind].some((record) => isIn(record, place));
    const values = valuesAt(other as Kind, at);
    return like ? values.some((value) => like.test(value)) : values.length > 0;
  }

  /** Each value once: several kinds look for signs in the descriptions of a hundred thousand interfaces. */
  function valuesAt(kind: Kind, at: string): readonly string[] {
    const before = found.get(`${kind} ${at}`);
    if (before) return before;
    const values = new Set<string>();
    const path = at.split('.');
    for (const record of records[kind]) if (isIn(record, place)) gather(record, path, 0, values);
    found.set(`${kind} ${at}`, [...values]);
    return [...values];
  }
}

function isIn({ account, region }: Place, place: Place): boolean {
  return agrees(account, place.account) && agrees(region, place.region);
}

function agrees(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

function gather(value: unknown, path: readonly string[], from: number, into: Set<string>): void {
  if (value === undefined || value === null) return;
  const field = path[from];
  if (Array.isArray(value)) for (const element of value) gather(element, path, from, into);
  else if (field === undefined) into.add(String(value));
  else gather((value as Readonly<Record<string, unknown>>)[field], path, from + 1, into);
}
