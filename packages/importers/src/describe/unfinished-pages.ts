import type { Kind } from '@hopwise/core';
import type { Assembly, Entry, Reading } from './assembly.ts';
import { isAskedOneByOne } from './call-index.ts';
import { notePages } from './note-pages.ts';
import { areEnded } from './pages.ts';

/** Marks the pages of lists whose other pages are not among the input, and says so. */
export function markUnfinishedPages({ readings, entries, log }: Assembly): void {
  const paged = new Map<string, Reading[]>();
  for (const reading of readings) {
    const { known, origin } = reading;
    // Pages of what is asked for object by object are the object's.
    if (isAskedOneByOne(known)) continue;
    const key = JSON.stringify([known.call.operation, origin.account, origin.region, ...askedOf(reading)]);
    const list = paged.get(key);
    if (list) list.push(reading);
    else paged.set(key, [reading]);
  }
  for (const list of paged.values()) {
    const unfinished = unfinishedOf(list, entries);
    for (const page of unfinished) page.isPartial = true;
    notePages(unfinished, log, list[0] && askedOf(list[0])[0]);
  }
}

/** Of a list that was asked for about one thing: that thing. */
function askedOf({ known, asked }: Reading): readonly string[] {
  return known.call.argument ? [...asked].sort() : [];
}

function unfinishedOf(readings: readonly Reading[], entries: ReadonlyMap<Kind, readonly Entry[]>): readonly Reading[] {
  const pages = readings.filter(({ hasMore }) => hasMore);
  if (pages.length === 0 || areEnded(readings)) return [];
  const keysOf = keysByReading(readings, entries);
  const whole = readings.filter((reading) => !reading.hasMore);
  return pages.filter((page) => !whole.some((answer) => isWithin(keysOf.get(page), keysOf.get(answer))));
}

function keysByReading(
  readings: readonly Reading[],
  entries: ReadonlyMap<Kind, readonly Entry[]>,
): ReadonlyMap<Reading, ReadonlySet<string>> {
  const keys = new Map(readings.map((reading) => [reading, new Set<string>()]));
  for (const kind of new Set(readings.map(({ known }) => known.kind))) {
    for (const { key, reading } of entries.get(kind) ?? []) keys.get(reading)?.add(key);
  }
  return keys;
}

/** Whether a whole answer has all that a page has, which is then an older or shorter copy of it. */
function isWithin(page: ReadonlySet<string> = new Set(), answer: ReadonlySet<string> = new Set()): boolean {
  return [...page].every((key) => answer.has(key));
}
