import { isDeepStrictEqual } from 'node:util';
import { type Kind, recordType } from '@hopwise/core';
import type { DiagnosticLog } from '../diagnostic-log.ts';
import type { Entry } from './assembly.ts';

/** One entry for each object, sorted by key: the copy read in its owner's account, else the first one read. */
export function chooseCopies(kind: Kind, entries: readonly Entry[], log: DiagnosticLog): Entry[] {
  const isOncePerPlace = recordType(kind).calls.some(({ holds, argument }) => holds === 'object' && !argument);
  const chosen = new Map<string, Entry>();
  for (const entry of entries) {
    const identity = isOncePerPlace ? `${entry.key} ${entry.record.account} ${entry.record.region}` : entry.key;
    const before = chosen.get(identity);
    if (!before) chosen.set(identity, entry);
    else if (before.isFull !== entry.isFull) chosen.set(identity, completed(before, entry));
    else {
      const [kept, lost] = isBetter(entry, before) ? [entry, before] : [before, entry];
      chosen.set(identity, kept);
      noteDifference(kind, lost, kept, log);
    }
  }
  const identities = [...chosen.keys()].sort();
  return identities.flatMap((identity) => chosen.get(identity) ?? []);
}

/** Two calls that describe one object differently: what the fuller answer lacks comes from the other. */
function completed(one: Entry, other: Entry): Entry {
  const [full, part] = one.isFull ? [one, other] : [other, one];
  const added = Object.entries(part.record).filter(([name]) => isAbsent(full.record[name]));
  return { ...full, record: { ...full.record, ...Object.fromEntries(added) } };
}

function isAbsent(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function isBetter(entry: Entry, before: Entry): boolean {
  return isOwners(entry) && !isOwners(before);
}

function isOwners({ owner, origin }: Entry): boolean {
  return owner !== undefined && owner === origin.account;
}

function noteDifference(kind: Kind, lost: Entry, kept: Entry, log: DiagnosticLog): void {
  if (isDeepStrictEqual(contentOf(lost), contentOf(kept))) return;
  log.add({
    code: 'COPIES_DIFFER',
    severity: 'note',
    message: `The ${recordType(kind).title} ${kept.key} was read twice with different content; the copy of ${kept.record.source.file} is used.`,
    hint: 'Leave out the older files where they were captured at different times.',
    source: lost.record.source,
  });
}

function contentOf({ record: { account, region, source, ...content } }: Entry): object {
  return content;
}
