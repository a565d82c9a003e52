import { type Read, readsOf } from './edition.ts';
import { isAlike } from './field-edits.ts';
import { changedPositions } from './list-changes.ts';
import type { Kind } from './record-types.ts';

/** What of a kind differs for who reads it: where interfaces list other groups, nothing does for who does not look at those. */
export function readsOfChange(kind: Kind, olds: readonly object[], news: readonly object[]): readonly Read[] {
  return kind === 'networkInterface' && areRegrouped(olds, news) ? ['interface-groups'] : readsOf(kind);
}

/** Whether the same interfaces are listed, in the same order, and differ in nothing but their groups and tags. */
function areRegrouped(olds: readonly object[], news: readonly object[]): boolean {
  const places = changedPositions(olds, news);
  return places?.every((at) => isAlike(withoutGroups(olds[at] as object), withoutGroups(news[at] as object))) === true;
}

function withoutGroups(record: object): object {
  return { ...record, groups: undefined, tagSet: undefined };
}
