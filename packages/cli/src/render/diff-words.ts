import type { ChangeKind, Difference, ExplainedGroup } from '@hopwise/core';
import type { DiffDocument } from './diff-document.ts';
import type { Labels } from './labels.ts';

export const KIND_TITLES: Readonly<Record<ChangeKind, string>> = {
  'newly-reachable': 'Newly reachable',
  'no-longer-reachable': 'No longer reachable',
  'changed-services': 'Reachable on other services',
  'newly-one-way': 'Newly one-way: delivered, not answered',
  'no-longer-one-way': 'No longer delivered, and never answered',
  'newly-unknown': 'Newly unknown',
  'no-longer-unknown': 'No longer unknown',
  'changed-client-ports': 'Answered at other client ports',
};

/** Longer lists are counted. */
const MOST_NAMED = 4;
const MOST_BLOCKS = 3;

export function headlineOf({ result, counts, unmapped, notCompared, moreGroups, groups }: DiffDocument): string {
  if (result === 'equivalent') {
    const rest =
      unmapped.length === 0
        ? 'what is read of both inputs is the same'
        : `${counted(unmapped.length, 'change')} of the input make no difference`;
    return `EQUIVALENT: every pair of addresses, on every service, there and back, fares alike; ${rest.replace('1 change of the input make', '1 change of the input makes')}`;
  }
  const parts = counts.map(
    ({ kind, pairs }) => `${KIND_TITLES[kind].replace(/:.*/, '').toLowerCase()} ${counted(pairs, 'pair')}`,
  );
  if (notCompared > 0) parts.push(`${notCompared} pairs not compared: the input lacks their interfaces`);
  const word = result === 'different' ? 'DIFFERENT' : 'UNDECIDED';
  return `${word}: ${parts.join('; ')}${moreGroups > 0 ? ` (${groups.length} of ${groups.length + moreGroups} groups shown)` : ''}`;
}

/** Who with whom, block by block: not every sender of one has to do with the targets of another. */
export function endsTexts({ blocks }: ExplainedGroup, labels: Labels): readonly string[] {
  const shown = blocks
    .slice(0, MOST_BLOCKS)
    .map(({ from, to }) => `${listed(from.hosts.map(labels.short))} → ${listed(to.hosts.map(labels.short))}`);
  const rest = blocks.length - shown.length;
  return rest > 0 ? [...shown, `and ${rest} more such`] : shown;
}

export function changesText({ changes, kind }: ExplainedGroup): string {
  if (changes.length === 0) return KIND_TITLES[kind].toLowerCase();
  return changes.map(({ before, after, services }) => `${services}: ${before} → ${after}`).join('; ');
}

export function differenceLine({ component, title, text, at }: Difference, labels: Labels): string {
  // What was read is of a kind of object, whose name here nobody knows.
  if (at === '/coverage') return `${title}: ${text}`;
  const name = labels.full(component);
  return `${name === component && title !== 'settings' ? `${title} ` : ''}${name}: ${labels.inText(text)}`;
}

/** What can be said of pairs of which it was not found out, or not looked for, what they are to be blamed on. */
export function unblamedText({ ends }: ExplainedGroup): string {
  return UNBLAMED[ends ?? 'none'];
}

const UNBLAMED: Readonly<Record<NonNullable<ExplainedGroup['ends']> | 'none', string>> = {
  'both-new': 'both ends of each are new, with what they need',
  'both-gone': 'both ends of each are gone, with what they needed',
  'one-new': 'one end of each is new; of what else, was not found out',
  'one-gone': 'one end of each is gone; of what else, was not found out',
  none: 'some of the changes: which was not found out',
};

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function listed(items: readonly string[]): string {
  const rest = items.length - MOST_NAMED;
  return rest > 0 ? `${items.slice(0, MOST_NAMED).join(', ')} and ${rest} more` : items.join(', ');
}
