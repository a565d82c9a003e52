import type { ComponentId } from '@hopwise/core';
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
  return {
    nodes: [...groups.values()].map((group) => folded(group, headOf)),
    links: foldLinks(links, headOf),
  };
}

function folded(group: readonly DraftNode[], headOf: (id: ComponentId) => ComponentId): DraftNode {
  const [first] = group as [DraftNode];
  const { parent, ...rest } = first;
  const place = parent === undefined ? {} : { parent: headOf(parent) };
  if (group.length === 1) return { ...rest, ...place };
  return {
    ...rest,
    ...place,
    count: group.reduce((sum, { count }) => sum + count, 0),
    members: group.flatMap(({ members }) => members),
    details: sharedDetails(group),
  };
}

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
    const isTwoWay = link.isTwoWay || (known !== undefined && (known.isTwoWay || known.from !== from));
    const count = link.count + (known?.count ?? 0);
    merged.set(
      key,
      known ? { ...known, isTwoWay, count, label: '', marks: unionOf(known.marks, link.marks) } : { ...link, from, to },
    );
  }
  return [...merged.values()].sort(byEnds);
}

export function unionOf<T>(some: readonly T[], others: readonly T[]): readonly T[] {
  return [...new Set([...some, ...others])];
}
