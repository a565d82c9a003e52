import { isDeepStrictEqual } from 'node:util';
import { type Kind, recordType } from '@hopwise/core';
import type { DiagnosticLog } from '../diagnostic-log.ts';
import type { Draft, Entry } from './assembly.ts';

/** One entry for each object, sorted by key: the copy read in its owner's account, else the first one read. */
export function chooseCopies(kind: Kind, entries: readonly Entry[], log: DiagnosticLog): Entry[] {
  const { calls, title } = recordType(kind);
  const isOncePerPlace = calls.some(({ holds }) => holds === 'object');
  const hasSeveralCalls = calls.length > 1;
  const chosen = new Map<string, Entry>();
  for (const entry of entries) {
    const identity = isOncePerPlace ? `${entry.key} ${entry.record.account} ${entry.record.region}` : entry.key;
    const before = chosen.get(identity);
    chosen.set(identity, before ? better(before, entry) : entry);
  }
  const identities = [...chosen.keys()].sort();
  return identities.flatMap((identity) => chosen.get(identity) ?? []);

  function better(before: Entry, entry: Entry): Entry {
    const [kept, lost] = isBetter(entry, before) ? [entry, before] : [before, entry];
    if (isContradicted(kept.record, lost.record, hasSeveralCalls)) noteDifference(kept, lost);
    return hasSeveralCalls ? completed(kept, lost) : kept;
  }

  function noteDifference(kept: Entry, lost: Entry): void {
    log.add({
      code: 'COPIES_DIFFER',
      severity: 'note',
      message: `The ${title} ${kept.key} was read twice with different content; the copy of ${kept.record.source.file} is used.`,
      hint: 'Leave out the older files where they were captured at different times.',
      source: lost.record.source,
    });
  }
}

function isBetter(entry: Entry, before: Entry): boolean {
  if (entry.isFull !== before.isFull) return entry.isFull;
  return isOwners(entry) && !isOwners(before);
}

function isOwners({ owner, origin }: Entry): boolean {
  return owner !== undefined && owner === origin.account;
}

/** Where several calls tell of one object, each leaves out what only the others tell: that is no contradiction. */
function isContradicted(kept: Draft, lost: Draft, mayLeaveOut: boolean): boolean {
  return Object.keys(lost).some((name) => {
    if (PROVENANCE.has(name) || isDeepStrictEqual(kept[name], lost[name])) return false;
    return !(mayLeaveOut && (isAbsent(kept[name]) || isAbsent(lost[name])));
  });
}

const PROVENANCE: ReadonlySet<string> = new Set(['account', 'region', 'source']);

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
