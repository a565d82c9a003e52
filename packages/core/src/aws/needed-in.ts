import type { Provenance } from '../model/source.ts';
import type { Place } from './lookup.ts';
import { type Kind, recordType } from './record-types.ts';
import type { Sign } from './resource-type.ts';
import type { Snapshot } from './snapshot.ts';

/** The values that a field has in one place, each once. */
interface Seen extends Place {
  readonly values: Set<string>;
}

/** Tells of a place whether anything that was read shows that it has objects of a kind; some kinds need no sign. */
export function neededIn({ records }: Snapshot): (kind: Kind, place: Place) => boolean {
  const found = new Map<string, readonly Seen[]>();
  return (kind, place) => recordType(kind).neededBy?.some((sign) => isSeen(sign, place)) ?? true;

  function isSeen({ in: other, at = '', like }: Sign, place: Place): boolean {
    const here = valuesAt(other as Kind, at).filter((seen) => isIn(seen, place));
    return here.some(({ values }) => (like ? [...values].some((value) => like.test(value)) : values.size > 0));
  }

  /** Once for all places: several kinds look for signs in the descriptions of a hundred thousand interfaces. */
  function valuesAt(kind: Kind, at: string): readonly Seen[] {
    const name = `${kind} ${at}`;
    const before = found.get(name);
    if (before) return before;
    const values = byPlace(records[kind], at === '' ? [] : at.split('.'));
    found.set(name, values);
    return values;
  }
}

function byPlace(records: readonly Provenance[], path: readonly string[]): readonly Seen[] {
  const places = new Map<string | undefined, Map<string | undefined, Seen>>();
  for (const record of records) {
    const { account, region } = record;
    const regions = places.get(account) ?? new Map<string | undefined, Seen>();
    places.set(account, regions);
    const seen = regions.get(region) ?? { account, region, values: new Set() };
    regions.set(region, seen);
    if (path.length === 0) seen.values.add('');
    else gather(record, path, 0, seen.values);
  }
  return [...places.values()].flatMap((regions) => [...regions.values()]);
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
