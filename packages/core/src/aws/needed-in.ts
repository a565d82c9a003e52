import type { Provenance } from '../model/source.ts';
import type { Place } from './lookup.ts';
import { type Kind, kinds, recordType } from './record-types.ts';
import type { Sign } from './resource-type.ts';
import type { Snapshot } from './snapshot.ts';

/** The records of a kind in one place. */
interface Gathered extends Place {
  readonly records: Provenance[];
  /** By path, each value that some sign is like once: several signs look at each of a hundred thousand interfaces. */
  readonly values: Map<string, readonly string[]>;
}

/** Tells of a place whether anything that was read shows that it has objects of a kind; some kinds need no sign. */
export function neededIn({ records }: Snapshot): (kind: Kind, place: Place) => boolean {
  const gathered = new Map<Kind, readonly Gathered[]>();
  return (kind, place) => recordType(kind).neededBy?.some((sign) => isSeen(sign, place)) ?? true;

  function isSeen({ in: other, at, like }: Sign, place: Place): boolean {
    const here = placesOf(other as Kind).filter((one) => agree(one, place));
    if (at === undefined) return here.length > 0;
    return here.some((one) => valuesIn(one, other as Kind, at).some((value) => like?.test(value) ?? true));
  }

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
    const regions = places.get(account);
    const found = regions?.get(region);
    if (found) {
      found.records.push(record);
      continue;
    }
    const first: Gathered = { account, region, records: [record], values: new Map() };
    if (regions) regions.set(region, first);
    else places.set(account, new Map([[region, first]]));
  }
  return [...places.values()].flatMap((regions) => [...regions.values()]);
}

function agree(one: Place, other: Place): boolean {
  return agrees(one.account, other.account) && agrees(one.region, other.region);
}

function agrees(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

function valuesIn({ records, values }: Gathered, kind: Kind, at: string): readonly string[] {
  let known = values.get(at);
  if (!known) {
    const signs = new Set<string>();
    // The same stands in many records one after the other, mostly.
    let before: string | undefined;
    const isSign = isSignAt(kind, at);
    const add = (value: string) => {
      if (value !== before && isSign(value)) signs.add(value);
      before = value;
    };
    const path = at.split('.');
    for (const record of records) gather(record, path, 0, add);
    known = [...signs];
    values.set(at, known);
  }
  return known;
}

/** Whether any sign is like a value that stands there: one look, or two, whatever their number. */
function isSignAt(kind: Kind, path: string): (value: string) => boolean {
  const signs = kinds.flatMap((one) => recordType(one).neededBy ?? []);
  const likes = signs.flatMap((sign) => (sign.in === kind && sign.at === path ? [sign.like] : []));
  if (likes.includes(undefined)) return () => true;
  const sources = new Map<string, string[]>();
  for (const { flags, source } of likes as readonly RegExp[])
    sources.set(flags, [...(sources.get(flags) ?? []), source]);
  const any = [...sources].map(([flags, of]) => new RegExp(of.map((source) => `(?:${source})`).join('|'), flags));
  return (value) => any.some((like) => like.test(value));
}

/** Tells the values at a path, through lists. */
function gather(value: unknown, path: readonly string[], from: number, tell: (value: string) => void): void {
  if (value === undefined || value === null) return;
  const field = path[from];
  if (Array.isArray(value)) for (const element of value) gather(element, path, from, tell);
  else if (field !== undefined) gather((value as Readonly<Record<string, unknown>>)[field], path, from + 1, tell);
  else tell(String(value));
}
