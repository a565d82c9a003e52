import type { ComponentId } from '@hopwise/core';
import type { Draft, DraftNode } from './fold-by.ts';

/** What is at most so many links from some nodes; what is inside of these, and the places that all of it is in. */
export function keepAround<D extends Draft>(draft: D, centre: ReadonlySet<ComponentId>, hops: number): D {
  const tree = new Tree(draft.nodes);
  return keepNear(draft, new Set([...centre].flatMap((id) => [id, ...tree.inside(id)])), hops);
}

/** Some nodes and the places that they are in, without what else is in these. */
export function keepOnly<D extends Draft>(draft: D, nodes: ReadonlySet<ComponentId>): D {
  return keepNear(draft, nodes, 0);
}

function keepNear<D extends Draft>(draft: D, centre: ReadonlySet<ComponentId>, hops: number): D {
  const { nodes, links } = draft;
  const tree = new Tree(nodes);
  const near = new Map<ComponentId, ComponentId[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of links) {
    near.get(from)?.push(to);
    near.get(to)?.push(from);
  }
  // A host is as far from everything as its subnet is, and the subnet as its VPC: links end at either.
  const linkedTo = (id: ComponentId) => [id, ...tree.placesOf(id)].flatMap((one) => near.get(one) ?? []);
  const kept = new Set(centre);
  let front = [...kept];
  for (let hop = 0; hop < hops; hop++) {
    front = [...new Set(front.flatMap(linkedTo))].filter((id) => !kept.has(id));
    for (const id of front) kept.add(id);
  }
  for (const id of [...kept]) for (const outer of tree.outside(id)) kept.add(outer);
  return {
    ...draft,
    nodes: withoutEmptied(nodes.filter(({ id }) => kept.has(id))),
    links: links.filter(({ from, to }) => kept.has(from) && kept.has(to)),
  };
}

/** A place whose parts have all gone is drawn as a box of its own. */
function withoutEmptied(nodes: readonly DraftNode[]): readonly DraftNode[] {
  const parents = new Set(nodes.map(({ parent }) => parent));
  return nodes.map((node) => (node.isContainer && !parents.has(node.id) ? { ...node, isContainer: false } : node));
}

class Tree {
  readonly #nodes: ReadonlyMap<ComponentId, DraftNode>;
  readonly #children = new Map<ComponentId, ComponentId[]>();

  constructor(nodes: readonly DraftNode[]) {
    this.#nodes = new Map(nodes.map((node) => [node.id, node]));
    for (const { id, parent } of nodes) {
      if (parent === undefined) continue;
      const siblings = this.#children.get(parent);
      if (siblings) siblings.push(id);
      else this.#children.set(parent, [id]);
    }
  }

  inside(id: ComponentId): readonly ComponentId[] {
    return (this.#children.get(id) ?? []).flatMap((child) => [child, ...this.inside(child)]);
  }

  outside(id: ComponentId): readonly ComponentId[] {
    const parent = this.#nodes.get(id)?.parent;
    return parent === undefined ? [] : [parent, ...this.outside(parent)];
  }

  /** What it is in, short of accounts and Regions. */
  placesOf(id: ComponentId): readonly ComponentId[] {
    return this.outside(id).filter((outer) => !ACCOUNTS.has(this.#nodes.get(outer)?.kind ?? ''));
  }
}

const ACCOUNTS: ReadonlySet<string> = new Set(['account', 'region']);
