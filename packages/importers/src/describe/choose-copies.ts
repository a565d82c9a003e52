import { isDeepStrictEqual } from 'node:util';
import { type Kind, recordType } from '@hopwise/core';
import type { DiagnosticLog } from '../diagnostic-log.ts';
import type { Draft, Entry } from './assembly.ts';
import { isAskedOneByOne } from './call-index.ts';
import { isPage, joinPages } from './join-pages.ts';
import { sortEntries } from './sort-entries.ts';

/** One entry for each object, sorted by key: the copy read in its owner's account, else the first one read. */
export function chooseCopies(kind: Kind, entries: readonly Entry[], log: DiagnosticLog): Entry[] {
  const { calls } = recordType(kind);
  const isOncePerPlace = calls.some(({ holds, argument }) => holds === 'object' && !argument);
  const hasPages = calls.some((call) => isAskedOneByOne({ call })) && entries.some(isPage);
  // Copies end up side by side, in the order of reading: cheaper than a map of a hundred thousand keys.
  const order = isOncePerPlace ? byKeyAndPlace : byKey;
  const sorted = sortEntries(entries, order);
  const chosen: Entry[] = [];
  for (let from = 0, to = 1; from < sorted.length; from = to++) {
    const first = sorted[from] as Entry;
    while (to < sorted.length && order(first, sorted[to] as Entry) === 0) to++;
    if (to === from + 1 && !hasPages) {
      chosen.push(first);
      continue;
    }
    const copies = sorted.slice(from, to);
    const whole = hasPages ? joinPages(copies, log) : copies;
    chosen.push(whole.reduce((before, entry) => better(kind, before, entry, log)));
  }
  return chosen;
}

function byKey(one: Entry, other: Entry): number {
  return compared(one.key, other.key);
}

function byKeyAndPlace(one: Entry, other: Entry): number {
  return (
    byKey(one, other) ||
    compared(one.record.account ?? '', other.record.account ?? '') ||
    compared(one.record.region ?? '', other.record.region ?? '')
  );
}

function compared(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function better(kind: Kind, before: Entry, entry: Entry, log: DiagnosticLog): Entry {
  const hasSeveralCalls = recordType(kind).calls.length > 1;
  const [kept, lost] = isBetter(kind, entry, before) ? [entry, before] : [before, entry];
  const isSeenAnew = before.reading.origin.account !== entry.reading.origin.account;
  const differing = contradicted(kept.record, lost.record, hasSeveralCalls).filter(
    (name) => !(isSeenAnew && SEEN_BY_ACCOUNT.has(name)),
  );
  if (differing.length > 0) tellDifference(kind, kept, lost, differing, log);
  return hasSeveralCalls ? completed(kept, lost) : kept;
}

/** Each account has its own names of zones, and sees its own tags of what is shared with it. */
const SEEN_BY_ACCOUNT: ReadonlySet<string> = new Set(['availabilityZone', 'availabilityZones', 'tags']);

function tellDifference(kind: Kind, kept: Entry, lost: Entry, differing: readonly string[], log: DiagnosticLog): void {
  const { file, pointer } = kept.record.source;
  const fields = differing.map((name) => name.charAt(0).toUpperCase() + name.slice(1)).join(', ');
  // Accounts and Regions see one object differently; of two copies from one place nothing but their order tells which counts.
  const isChance = !isBetter(kind, kept, lost) && isOfOnePlace(kept.record, lost.record);
  log.add({
    code: 'COPIES_DIFFER',
    severity: isChance ? 'warning' : 'note',
    message: `The ${recordType(kind).title} ${kept.key} was read twice with different ${fields}; the copy at ${file}#${pointer} is used.`,
    hint: 'Leave out the older files where they were captured at different times.',
    source: lost.record.source,
  });
}

function isOfOnePlace(one: Draft, other: Draft): boolean {
  return one.account === other.account && one.region === other.region;
}

function isBetter(kind: Kind, entry: Entry, before: Entry): boolean {
  const { isFull } = entry.reading.known;
  if (isFull !== before.reading.known.isFull) return isFull;
  return isOwners(kind, entry) && !isOwners(kind, before);
}

function isOwners(kind: Kind, { record, reading }: Entry): boolean {
  const owner = recordType(kind).owner?.(record);
  return owner !== undefined && owner === reading.origin.account;
}

/** The fields that differ. Where several calls tell of one object, each leaves out what only the others tell: that is no contradiction. */
function contradicted(kept: Draft, lost: Draft, mayLeaveOut: boolean): readonly string[] {
  return Object.keys(lost).filter((name) => {
    if (PROVENANCE.has(name) || isDeepStrictEqual(kept[name], lost[name])) return false;
    return !(mayLeaveOut && (isAbsent(kept[name]) || isAbsent(lost[name])));
  });
}

const PROVENANCE: ReadonlySet<string> = new Set(['account', 'region', 'source', 'isPartial']);

/** The copy, with what it lacks taken from the other. */
function completed(kept: Entry, { record }: Entry): Entry {
  const added = Object.entries(record).filter(([name]) => isAbsent(kept.record[name]));
  return { ...kept, record: { ...kept.record, ...Object.fromEntries(added) } };
}

/** Nothing, an empty list, no tags. */
function isAbsent(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === undefined;
  return Object.keys(value).length === 0;
}
