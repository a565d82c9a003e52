import { componentName, kinds, type Network, type Provenance, recordType } from '@hopwise/core';
import { escapeText } from '../../render/escape-text.ts';
import { PLAIN, parentOf, placeIn } from './tree-places.ts';

/**
 * All that there is, in columns: a hundred thousand objects cross from one thread to another as a few lists. Nodes stand
 * in the order in which a tree that is wholly open shows them, so that what is beneath a node follows it.
 */
export interface TreeDocument {
  /** Of components their own; of folders `account:…`, `region:…`, `group:…`. */
  readonly ids: readonly string[];
  readonly labels: readonly string[];
  /** Title of the kind; empty for folders. */
  readonly titles: readonly string[];
  /** Address, range or zone: to choose by. */
  readonly hints: readonly string[];
  /** −1 for the root. */
  readonly parents: Int32Array;
  /** The position after the last node beneath. */
  readonly ends: Int32Array;
  /** How many components are beneath. */
  readonly counts: Int32Array;
}

interface Node {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly hint: string;
  /** Folders and what holds others come in a fixed order, the rest by name. */
  readonly rank: number;
  readonly children: Node[];
}

/** Organisation → account → Region → VPC → subnet → resource; what is in no VPC stands by kind in its Region. */
export function treeDocument(network: Network): TreeDocument {
  const nodes = new Map<string, Node>();
  const root: Node = { id: 'all', label: 'All accounts', title: '', hint: '', rank: 0, children: [] };
  const parents = new Map<string, string>();
  const folder = (id: string, label: string, rank: number, above: Node): Node => {
    let found = nodes.get(id);
    if (!found) {
      found = { id, label: escapeText(label), title: '', hint: '', rank, children: [] };
      nodes.set(id, found);
      above.children.push(found);
    }
    return found;
  };

  for (const kind of kinds) {
    if (PLAIN.has(kind)) continue;
    const { title, key } = recordType(kind);
    for (const record of network.all(kind)) {
      const id = key(record);
      if (id === undefined || nodes.has(id)) continue;
      const { name } = componentName(network, id);
      const { rank, hint } = placeIn(kind, record);
      const label = name && name !== id ? name : id;
      nodes.set(id, {
        id,
        label: escapeText(label),
        title,
        hint: escapeText([label === id ? '' : id, hint].filter(Boolean).join('  ')),
        rank,
        children: [],
      });
      const above = parentOf(network, kind, record);
      if (above !== undefined) parents.set(id, above);
    }
  }

  for (const kind of kinds) {
    if (PLAIN.has(kind)) continue;
    const { title, key, owner } = recordType(kind);
    for (const record of network.all(kind)) {
      const id = key(record) ?? '';
      const node = nodes.get(id);
      if (!node || node.title !== title) continue;
      const above = nodes.get(parents.get(id) ?? '');
      if (above && !isBeneath(parents, above.id, id)) {
        // What a VPC holds beside its subnets is gathered by kind.
        const isGathered = above.title === 'VPC' && node.rank > 1;
        (isGathered ? folder(`group:${above.id}/${title}`, plural(title), 2, above) : above).children.push(node);
        continue;
      }
      const { account = 'unknown account', region = 'global' } = {
        ...(record as Provenance),
        ...(owner?.(record) ? { account: owner(record) } : {}),
      };
      const inAccount = folder(`account:${account}`, `account ${account}`, 0, root);
      const inRegion = folder(`region:${account}/${region}`, region, 0, inAccount);
      const isVpc = kind === 'vpc';
      const at = isVpc ? inRegion : folder(`group:${inRegion.id}/${title}`, plural(title), 2, inRegion);
      at.children.push(node);
    }
  }
  return inColumns(root);
}

/** Records may contradict each other; a node never stands beneath itself. */
function isBeneath(parents: ReadonlyMap<string, string>, id: string, other: string): boolean {
  for (let at: string | undefined = id, steps = 0; at !== undefined && steps < 16; at = parents.get(at), steps++) {
    if (at === other) return true;
  }
  return false;
}

function plural(title: string): string {
  if (/(?:[^aeiou])y$/.test(title)) return `${title.slice(0, -1)}ies`;
  return /s$/.test(title) ? title : `${title}s`;
}

function inColumns(root: Node): TreeDocument {
  const all: Node[] = [];
  const [parents, ends, counts]: [number[], number[], number[]] = [[], [], []];
  const add = (node: Node, parent: number): number => {
    const at = all.push(node) - 1;
    parents.push(parent);
    ends.push(0);
    counts.push(0);
    let count = 0;
    for (const child of node.children.sort(inOrder)) count += add(child, at) + (child.title === '' ? 0 : 1);
    ends[at] = all.length;
    counts[at] = count;
    return count;
  };
  add(root, -1);
  return {
    ids: all.map(({ id }) => id),
    labels: all.map(({ label }) => label),
    titles: all.map(({ title }) => title),
    hints: all.map(({ hint }) => hint),
    parents: Int32Array.from(parents),
    ends: Int32Array.from(ends),
    counts: Int32Array.from(counts),
  };
}

function inOrder(a: Node, b: Node): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  return a.label < b.label ? -1 : a.label > b.label ? 1 : a.id < b.id ? -1 : 1;
}
