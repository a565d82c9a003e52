import type { TreeDocument } from '../estate/tree-document.ts';
import { clamp } from './key.ts';

/** The tree as it is looked at: what is open, what is filtered, where one stands. */
export interface TreeState {
  readonly document: TreeDocument;
  readonly expanded: ReadonlySet<number>;
  readonly filter: string;
  readonly isTyping: boolean;
  /** Positions in the document, in the order shown. */
  readonly rows: readonly number[];
  readonly cursor: number;
}

/** Open as far as everything of it fits a screen. */
const MOST_OPEN = 40;

export function openTree(document: TreeDocument): TreeState {
  // Before the first letter of a filter, which is not to wait for it.
  haystacksOf(document);
  const expanded = new Set<number>([0]);
  const levels = [0, 1, 2, 3, 4].map((depth) => positionsAt(document, depth));
  let shown = 1;
  for (const level of levels) {
    shown += level.reduce((sum, at) => sum + childCount(document, at), 0);
    if (shown > MOST_OPEN) break;
    // What a VPC holds beside its subnets stays closed: it is looked for by name.
    for (const at of level) if (!document.ids[at]?.startsWith('group:')) expanded.add(at);
  }
  const tree: TreeState = { document, expanded, filter: '', isTyping: false, rows: [], cursor: 0 };
  return withRows(tree, 0);
}

function positionsAt(document: TreeDocument, depth: number): readonly number[] {
  const found: number[] = [];
  const depths: number[] = [];
  document.parents.forEach((parent, at) => {
    depths[at] = parent < 0 ? 0 : (depths[parent] as number) + 1;
    if (depths[at] === depth) found.push(at);
  });
  return found;
}

function childCount({ ends }: TreeDocument, at: number): number {
  let count = 0;
  for (let child = at + 1; child < (ends[at] as number); child = ends[child] as number) count++;
  return count;
}

export function selected({ rows, cursor }: TreeState): number {
  return rows[cursor] ?? 0;
}

export function hasChildren({ ends }: TreeDocument, at: number): boolean {
  return (ends[at] as number) > at + 1;
}

export function depthOf({ parents }: TreeDocument, at: number): number {
  let depth = 0;
  for (let up = parents[at] as number; up >= 0; up = parents[up] as number) depth++;
  return depth;
}

/** Everything whose name, id or address holds each word; what it is in is shown with it. */
export function filterTree(tree: TreeState, filter: string): TreeState {
  // What was found is still there when the filter is gone.
  if (filter.trim() === '') return opened({ ...tree, filter }, selected(tree));
  const next = withRows({ ...tree, filter }, selected(tree));
  const first = next.rows.findIndex((at) => isMatch(next, at));
  return first < 0 ? next : { ...next, cursor: first };
}

export function toggle(tree: TreeState, at: number, open: boolean): TreeState {
  if (tree.expanded.has(at) === open || !hasChildren(tree.document, at)) return tree;
  const expanded = new Set(tree.expanded);
  if (open) expanded.add(at);
  else expanded.delete(at);
  return withRows({ ...tree, expanded }, at);
}

/** Opens what a node is in, and stands on it; a filter that hides it is given up. */
export function reveal(tree: TreeState, id: string): TreeState | undefined {
  const at = positionOf(tree.document, id);
  if (at === undefined) return undefined;
  const known = tree.rows.indexOf(at);
  if (known >= 0) return { ...tree, cursor: known };
  return opened({ ...tree, filter: '' }, at);
}

/** With everything open that a node is in. */
function opened(tree: TreeState, at: number): TreeState {
  const expanded = new Set(tree.expanded);
  const { parents } = tree.document;
  for (let up = parents[at] ?? -1; up >= 0; up = parents[up] as number) expanded.add(up);
  return withRows({ ...tree, expanded }, at);
}

const positions = new WeakMap<TreeDocument, ReadonlyMap<string, number>>();

export function positionOf(document: TreeDocument, id: string): number | undefined {
  let index = positions.get(document);
  if (!index) {
    index = new Map(document.ids.map((one, at) => [one, at]));
    positions.set(document, index);
  }
  return index.get(id);
}

/** The selection stays where it was, or goes to what it was in. */
function withRows(tree: TreeState, stand: number): TreeState {
  const rows = tree.filter.trim() === '' ? openRows(tree) : matchingRows(tree);
  const { parents } = tree.document;
  let at = stand;
  let cursor = lastUpTo(rows, at);
  while (at > 0 && rows[cursor] !== at && !isFiltered(tree)) {
    at = parents[at] as number;
    cursor = lastUpTo(rows, at);
  }
  return { ...tree, rows, cursor: clamp(cursor, rows.length) };
}

function isFiltered({ filter }: TreeState): boolean {
  return filter.trim() !== '';
}

function openRows({ document: { ends }, expanded }: TreeState): readonly number[] {
  const rows: number[] = [];
  for (let at = 0; at < ends.length; ) {
    rows.push(at);
    at = expanded.has(at) ? at + 1 : (ends[at] as number);
  }
  return rows;
}

function matchingRows({ document, filter }: TreeState): readonly number[] {
  const { parents } = document;
  const words = wordsOf(filter);
  const haystacks = haystacksOf(document);
  const isShown = new Uint8Array(parents.length);
  // Backwards, so that whatever a match is in is seen after it.
  for (let at = parents.length - 1; at >= 0; at--) {
    if (!isShown[at] && !words.every((word) => haystacks[at]?.includes(word))) continue;
    isShown[at] = 1;
    if (at > 0) isShown[parents[at] as number] = 1;
  }
  const rows: number[] = [];
  for (let at = 0; at < isShown.length; at++) if (isShown[at]) rows.push(at);
  return rows;
}

function wordsOf(filter: string): readonly string[] {
  return filter.toLowerCase().split(/\s+/).filter(Boolean);
}

function isMatch({ document, filter }: TreeState, at: number): boolean {
  return wordsOf(filter).every((word) => haystacksOf(document)[at]?.includes(word));
}

const lowered = new WeakMap<TreeDocument, readonly string[]>();

/** What is looked at when somebody types, in small letters. */
export function haystacksOf(document: TreeDocument): readonly string[] {
  let found = lowered.get(document);
  if (!found) {
    const { labels, hints, titles } = document;
    found = labels.map((label, at) => `${label} ${hints[at]} ${titles[at]}`.toLowerCase());
    lowered.set(document, found);
  }
  return found;
}

/** Rows are in order: the last one that is not after `at`. */
function lastUpTo(rows: readonly number[], at: number): number {
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((rows[middle] as number) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
