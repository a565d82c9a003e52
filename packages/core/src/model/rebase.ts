import type { Change, Edit } from './change.ts';

/** An edit that was found after others were made, with its places as they are before those: elements go, so counts shift. */
export function rebased(made: readonly Edit[], edit: Edit): Edit {
  const removed = made.flatMap(({ changes }) => changes.filter(({ op, at }) => op === 'remove' && at !== ''));
  return { ...edit, changes: edit.changes.map((change) => rebasedChange(removed, change)) };
}

function rebasedChange(removed: readonly Change[], change: Change): Change {
  const [list, last] = splitPlace(change.at);
  if (!/^\d+$/.test(last)) return change;
  const gone = removed
    .filter(({ component, at }) => component === change.component && splitPlace(at)[0] === list)
    .map(({ at }) => Number(splitPlace(at)[1]))
    .sort((a, b) => a - b);
  const position = gone.reduce((at, one) => (one <= at ? at + 1 : at), Number(last));
  return { ...change, at: `${list}/${position}` };
}

function splitPlace(at: string): readonly [list: string, last: string] {
  const slash = at.lastIndexOf('/');
  return [at.slice(0, slash), at.slice(slash + 1)];
}
