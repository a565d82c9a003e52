import type { ComponentId } from '@hopwise/core';
import { wordOf } from './drawings.ts';
import { byEnds } from './links.ts';
import type { MapLink, MapNode } from './map-view.ts';

/** A map in the making. */
export interface Draft {
  readonly nodes: readonly DraftNode[];
  readonly links: readonly MapLink[];
}
export interface DraftNode extends MapNode {
  /** Nodes of one parent that say the same here are one. */
  readonly alike?: string;
}

/** One node for all of a class whose parents are one node. `classes` by id. */
export function foldBy({ nodes, links }: Draft, classes: ReadonlyMap<ComponentId, string>): Draft {
  const parents = new Map(nodes.map(({ id, parent }) => [id, parent]));
  const keys = new Map<ComponentId, string>();
  // A class counts within one place; of places that are drawn as one, within that.
  const keyOf = (id: ComponentId): string => {
    const known = keys.get(id);
    if (known !== undefined) return known;
    const parent = parents.get(id);
    const key = `${parent === undefined ? '' : keyOf(parent)}\n${classes.get(id) ?? id}`;
    keys.set(id, key);
    return key;
  };
  const groups = new Map<string, DraftNode[]>();
  for (const node of nodes) {
    const group = groups.get(keyOf(node.id));
    if (group) group.push(node);
    else groups.set(keyOf(node.id), [node]);
  }
  const heads = new Map<ComponentId, ComponentId>();
  for (const group of groups.values()) for (const { id } of group) heads.set(id, group[0]?.id ?? id);
  const headOf = (id: ComponentId) => heads.get(id) ?? id;
  const joined = new Set(links.flatMap(({ from, to }) => (headOf(from) === headOf(to) ? [headOf(from)] : [])));
  return {
    nodes: [...groups.values()].map((group) => folded(group, headOf, joined)),
    links: foldLinks(links, headOf),
  };
}

function folded(
  group: readonly DraftNode[],
  headOf: (id: ComponentId) => ComponentId,
  joined: ReadonlySet<ComponentId>,
): DraftNode {
  const [first] = group as [DraftNode];
  const { parent, ...rest } = first;
  const place = parent === undefined ? {} : { parent: headOf(parent) };
  if (group.length === 1) return { ...rest, ...place };
  return {
    ...rest,
    ...place,
    label: sharedLabel(group.map(({ label }) => label)),
    count: group.reduce((sum, { count }) => sum + count, 0),
    members: group.flatMap(({ members }) => members),
    details: [...sharedDetails(group), ...(joined.has(first.id) ? ['linked with one another'] : [])],
  };
}

/** How the names of many begin, as far as they begin alike. */
function sharedLabel(labels: readonly string[]): string {
  const [first = '', ...others] = labels;
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
  if (length === first.length && others.every((other) => other === first)) return first;
  const start = first.slice(0, length);
  // That accounts begin with the same digits says nothing.
  return length >= SHORTEST_START && /\D/.test(start) ? `${start}…` : `${first}, …`;
}

const SHORTEST_START = 3;

/** What is told of one is told of many only where it is true of all. */
function sharedDetails(group: readonly DraftNode[]): readonly string[] {
  const [first] = group as [DraftNode];
  return first.details.filter((detail) => group.every(({ details }) => details.includes(detail)));
}

function foldLinks(links: readonly MapLink[], headOf: (id: ComponentId) => ComponentId): readonly MapLink[] {
  const merged = new Map<string, MapLink>();
  for (const link of links) {
    const [from, to] = [headOf(link.from), headOf(link.to)];
    // Links among nodes that are one are told by nothing else than that there are several.
    if (from === to) continue;
    const ends = from < to ? `${from} ${to}` : `${to} ${from}`;
    const key = `${ends} ${link.kind}`;
    const known = merged.get(key);
    merged.set(key, known ? bothOf(known, link, from) : { ...link, from, to });
  }
  return [...merged.values()].sort(byEnds);
}

function bothOf(known: MapLink, link: MapLink, from: ComponentId): MapLink {
  const count = known.count + link.count;
  return {
    ...known,
    count,
    isTwoWay: known.isTwoWay || link.isTwoWay || known.from !== from,
    label: known.label && `${count} × ${wordOf(link.kind)}`,
    marks: unionOf(known.marks, link.marks),
  };
}

export function unionOf<T>(some: readonly T[], others: readonly T[]): readonly T[] {
  return [...new Set([...some, ...others])];
}
