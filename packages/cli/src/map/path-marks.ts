import { type Blocker, type ComponentId, codes, type ExplainedPart, type Explanation, type Hop } from '@hopwise/core';
import type { Drawn } from './draft.ts';
import { unionOf } from './fold-by.ts';
import { byEnds } from './links.ts';
import type { MapLink, MapPath, Mark, Step } from './map-view.ts';

export interface Walked extends Drawn {
  readonly path: MapPath;
  /** The nodes of the path and of what stops it. */
  readonly onPath: ReadonlySet<ComponentId>;
}

/** Lays the first part of an answer over a map: its ends, its steps both ways, and what stops it. */
export function markPath(drawn: Drawn, explanation: Explanation): Walked {
  const { verdict, from, to, services, parts } = explanation;
  const [part] = parts;
  const request = part ? nodesAlong(drawn, part.request) : [];
  // What does not arrive is not answered: the reply is how it would go.
  const isStopped = part?.request.some(isStop) ?? false;
  const reply = part ? nodesAlong(drawn, part.reply, isStopped) : [];
  const stops = part ? stopsOf(drawn, part) : [];
  const marks = new Map<ComponentId, readonly Mark[]>();
  const mark = (node: ComponentId | undefined, as: Mark) => {
    if (node !== undefined) marks.set(node, unionOf(marks.get(node) ?? [], [as]));
  };
  mark(request[0]?.node, 'sender');
  mark(targetOf(drawn, explanation), 'target');
  for (const { node } of request) mark(node, 'request');
  for (const { node } of reply) mark(node, 'reply');
  for (const stop of stops) mark(stop.node, stop.mark);
  return {
    ...drawn,
    nodes: drawn.nodes.map((node) => ({ ...node, marks: unionOf(node.marks, marks.get(node.id) ?? []) })),
    links: withSteps(drawn.links, { request, reply }),
    path: {
      verdict: part?.verdict ?? verdict,
      from: from.text,
      to: to.text,
      services: part?.services ?? services,
      blockers: stops.map(({ node, mark: as, text }) => ({ node, isSure: as === 'blocker', text })),
    },
    onPath: new Set(marks.keys()),
  };
}

interface Passed {
  readonly node: ComponentId;
  /** Something before it, or on the way to it, lets nothing through. */
  readonly isBeyond: boolean;
}

/** The nodes that a way passes, as the level shows them: several hops may be within one. */
function nodesAlong({ nodes, shown }: Drawn, hops: readonly Hop[], isStopped = false): readonly Passed[] {
  const parents = new Map(nodes.map(({ id, parent }) => [id, parent]));
  const isIn = (inner: ComponentId | undefined, outer: ComponentId) => {
    for (let at = inner && parents.get(inner); at !== undefined; at = parents.get(at)) if (at === outer) return true;
    return false;
  };
  const stop = hops.findIndex(isStop);
  const passed = hops.flatMap(({ component }, i): readonly Passed[] => {
    const node = shown(component);
    return node === undefined ? [] : [{ node, isBeyond: isStopped || (stop >= 0 && i > stop) }];
  });
  // A frame that the way goes through is seen around what it goes to.
  const inner = passed.filter(({ node }, i) => !isIn(passed[i - 1]?.node, node) && !isIn(passed[i + 1]?.node, node));
  return inner.filter(({ node }, i) => node !== inner[i - 1]?.node);
}

function isStop({ checks }: Hop): boolean {
  return checks.some(({ effect }) => effect === 'blocks');
}

/** The end that was meant, also where nothing gets there. */
function targetOf({ shown }: Drawn, { to, parts }: Explanation): ComponentId | undefined {
  const meant = new Set(to.understood.map((text) => shown(text) ?? shown(text.split('/')[0] ?? '')));
  const [only] = meant;
  if (meant.size === 1 && only !== undefined) return only;
  const [part] = parts;
  return part && part.verdict !== 'blocked' ? shown(part.request.at(-1)?.component ?? '') : undefined;
}

interface Stopping {
  readonly node: ComponentId;
  readonly mark: 'blocker' | 'undecided';
  readonly text: string;
}

/** What stops the answer, or might, each at the node where it does; told once. */
function stopsOf(drawn: Drawn, { blockers, unknowns }: ExplainedPart): readonly Stopping[] {
  const told = new Map<string, Stopping>();
  const add = (mark: Stopping['mark'], { code, way, at, component }: Blocker) => {
    const node = drawn.shown(at) ?? drawn.shown(component);
    if (node === undefined) return;
    const text = `${way}: ${code}. ${codes[code].meaning}`;
    told.set(`${node} ${text}`, { node, mark, text });
  };
  for (const one of blockers) add('blocker', one);
  for (const one of unknowns) add('undecided', one);
  return [...told.values()];
}

/** Numbers the lines in the order in which they are walked; where the map has none, the way itself is drawn. */
function withSteps(
  links: readonly MapLink[],
  ways: Readonly<Record<Step['way'], readonly Passed[]>>,
): readonly MapLink[] {
  const lines = new Map(links.map((link) => [[link.from, link.to].sort().join(' '), link]));
  for (const way of ['request', 'reply'] as const) {
    for (const [i, { node: from }] of ways[way].entries()) {
      const next = ways[way][i + 1];
      if (!next) continue;
      const { node: to, isBeyond } = next;
      const key = [from, to].sort().join(' ');
      const link = lines.get(key) ?? {
        from,
        to,
        kind: 'way',
        label: '',
        isTwoWay: false,
        count: 1,
        marks: [],
        steps: [],
      };
      const step: Step = { way, number: i + 1, isBackwards: link.from !== from, isBeyond };
      lines.set(key, { ...link, marks: unionOf(link.marks, [way]), steps: [...link.steps, step] });
    }
  }
  return [...lines.values()].sort(byEnds);
}
