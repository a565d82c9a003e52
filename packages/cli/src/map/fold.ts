import type { ComponentId } from '@hopwise/core';
import { type Draft, foldBy } from './fold-by.ts';
import type { MapNode } from './map-view.ts';

/** How much two nodes must have in common to be drawn as one. */
interface Likeness {
  /** How far around them everything must be alike. */
  readonly rounds: number;
  /** What is outside and at the edge is told apart by its id, else by its kind. */
  readonly isEdgeNamed?: true;
  /** So are accounts: what is alike in two of them is drawn in each. */
  readonly isAccountNamed?: true;
  /** Nodes of different accounts may be one; accounts are no longer drawn. */
  readonly isAcrossAccounts?: true;
}

const LIKENESSES: readonly Likeness[] = [
  { rounds: 8, isEdgeNamed: true, isAccountNamed: true },
  { rounds: 1, isEdgeNamed: true, isAccountNamed: true },
  { rounds: 8, isEdgeNamed: true },
  { rounds: 1, isEdgeNamed: true },
  { rounds: 1, isEdgeNamed: true, isAcrossAccounts: true },
  { rounds: 1, isAcrossAccounts: true },
  { rounds: 0, isAcrossAccounts: true },
];
/** More lines than that are a tangle, by how many nodes there may be; the second is borne where all else says nothing. */
const LINKS_A_NODE = 2;
const MOST_LINKS_A_NODE = 4;
/** What is left where everything is like everything. */
const NOTHING_TOLD = 6;

/** Resources of equal behaviour as one; where that leaves more than `most`, also what is linked alike. */
export function fold(draft: Draft, most: number): Draft {
  const fits = ({ nodes, links }: Draft, factor: number) => nodes.length <= most && links.length <= most * factor;
  const resources = foldBy(draft, resourceClasses(draft.nodes));
  if (fits(resources, LINKS_A_NODE)) return resources;
  let [folded, tangled]: [Draft, Draft | undefined] = [resources, undefined];
  for (const likeness of LIKENESSES) {
    const whole = likeness.isAcrossAccounts ? withoutAccounts(resources) : resources;
    folded = foldBy(whole, classesOf(whole, likeness));
    if (fits(folded, LINKS_A_NODE)) break;
    if (fits(folded, MOST_LINKS_A_NODE)) tangled ??= folded;
  }
  return folded.nodes.length < NOTHING_TOLD && tangled ? tangled : folded;
}

function resourceClasses(nodes: Draft['nodes']): ReadonlyMap<ComponentId, string> {
  return new Map(
    nodes.map(({ id, parent = '', alike, marks }) => [
      id,
      alike ? `${parent} ${alike} ${marksKey(marks)}` : `one ${id}`,
    ]),
  );
}

/** What marks a path tells of one thing alone; changes may be told of many. */
function marksKey(marks: MapNode['marks']): string {
  return marks.join();
}

function withoutAccounts({ nodes, links }: Draft): Draft {
  const gone = new Set(nodes.filter(({ kind }) => kind === 'account' || kind === 'region').map(({ id }) => id));
  const isEmpty = (id: ComponentId) => !nodes.some(({ parent }) => parent === id);
  // At the level of accounts they are what is drawn.
  if ([...gone].every(isEmpty)) return { nodes, links };
  return {
    nodes: nodes.flatMap((node) => {
      if (gone.has(node.id)) return [];
      const { parent, ...rest } = node;
      return parent === undefined || gone.has(parent) ? [rest] : [node];
    }),
    links: links.filter(({ from, to }) => !gone.has(from) && !gone.has(to)),
  };
}

/** Refined round by round: alike is what is alike itself, and whose neighbours, parts and place were alike before. */
function classesOf({ nodes, links }: Draft, likeness: Likeness): ReadonlyMap<ComponentId, string> {
  const around = new Map<ComponentId, (readonly [string, ComponentId])[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to, kind, isTwoWay } of links) {
    around.get(from)?.push([`${kind} ${isTwoWay ? 'and back' : 'to'}`, to]);
    around.get(to)?.push([`${kind} ${isTwoWay ? 'and back' : 'from'}`, from]);
  }
  for (const { id, parent } of nodes) {
    if (parent === undefined) continue;
    around.get(parent)?.push(['holds', id]);
    around.get(id)?.push(['in', parent]);
  }
  let classes = new Map(nodes.map((node) => [node.id, ownClass(node, likeness)]));
  for (let round = 0; round < likeness.rounds; round++) {
    const numbers = new Map<string, string>();
    const refined = nodes.map(({ id }) => {
      const seen = (around.get(id) ?? []).map(([how, other]) => `${how} ${classes.get(other)}`);
      const text = [classes.get(id), ...[...new Set(seen)].sort()].join('\n');
      if (!numbers.has(text)) numbers.set(text, `c${numbers.size}`);
      return [id, numbers.get(text) as string] as const;
    });
    const isStable = numbers.size === new Set(classes.values()).size;
    classes = new Map(refined);
    if (isStable) break;
  }
  return classes;
}

function ownClass(node: Draft['nodes'][number], { isEdgeNamed, isAccountNamed }: Likeness): string {
  const { id, kind, tier, alike = '', isPublic, isMissing, marks, isContainer } = node;
  const isEdge = tier === 'outside' || tier === 'edge';
  const isNamed =
    marks.some((mark) => ALONE.has(mark)) || (isEdgeNamed && isEdge) || (isAccountNamed && kind === 'account');
  if (isNamed) return `one ${id}`;
  return [kind, alike.split(' ')[0], isPublic, isMissing, isContainer, ...marks].join(' ');
}

/** What an answer or a question is about is never one of many. */
const ALONE: ReadonlySet<string> = new Set(['around', 'sender', 'target', 'request', 'reply', 'blocker', 'undecided']);
