import type { Provenance } from '../model/source.ts';
import type { Place } from './lookup.ts';
import { type Kind, recordType } from './record-types.ts';
import type { Sign } from './resource-type.ts';
import type { Snapshot } from './snapshot.ts';

/** The records of a kind in one place. */
interface Gathered extends Place {
  readonly records: Provenance[];
}

/** Tells of a place whether anything that was read shows that it has objects of a kind; some kinds need no sign. */
export function neededIn({ records }: Snapshot): (kind: Kind, place: Place) => boolean {
  const gathered = new Map<Kind, readonly Gathered[]>();
  return (kind, place) => recordType(kind).neededBy?.some((sign) => isSeen(sign, place)) ?? true;

  function isSeen({ in: other, at, like }: Sign, place: Place): boolean {
    const path = at?.split('.') ?? [];
    const here = placesOf(other as Kind).filter((one) => agree(one, place));
    return here.some((one) => one.records.some((record) => shows(record, path, 0, like)));
  }

  /** Once for all signs: several look at each of a hundred thousand interfaces. */
  function placesOf(kind: Kind): readonly Gathered[] {
    const before = gathered.get(kind);
    if (before) return before;
    const places = byPlace(records[kind]);
    gathered.set(kind, places);
    return places;
  }
}

function byPlace(records: readonly Provenance[]): readonly Gathered[] {
  const places = new Map<string | undefined, Map<string | undefined, Gathered>>();
  for (const record of records) {
    const { account, region } = record;
    const regions = places.get(account) ?? new Map<string | undefined, Gathered>();
    places.set(account, regions);
    const found = regions.get(region) ?? { account, region, records: [] };
    regions.set(region, found);
    found.records.push(record);
  }
  return [...places.values()].flatMap((regions) => [...regions.values()]);
}

function agree(one: Place, other: Place): boolean {
  return agrees(one.account, other.account) && agrees(one.region, other.region);
}

function agrees(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

/** Whether there is a value at the path, through lists, that looks like the sign. */
function shows(value: unknown, path: readonly string[], from: number, like: RegExp | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.some((element) => shows(element, path, from, like));
  const field = path[from];
  if (field === undefined) return like?.test(String(value)) ?? true;
  return shows((value as Readonly<Record<string, unknown>>)[field], path, from + 1, like);
}
