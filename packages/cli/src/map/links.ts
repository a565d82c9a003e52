import { type ComponentId, linksInUse, type Network } from '@hopwise/core';
import { type Components, recordAt } from './components.ts';
import { handedTo, type Level, wordOf } from './drawings.ts';
import type { MapLink } from './map-view.ts';
import type { Projection } from './projection.ts';

/** The lines of a map: what routes and attachments lead along, between the nodes that a level shows. */
export function linksOf(
  network: Network,
  { all }: Components,
  projected: Projection,
  level: Level,
): readonly MapLink[] {
  const lines = new Lines(insideOf(projected));
  const joined = new Map<ComponentId, Set<ComponentId>>();
  for (const { source, target, kind } of usedLinks(network, all, level)) {
    const [from, to] = [projected.shown(source), projected.shown(target)];
    if (from !== undefined && to !== undefined) lines.add(from, to, kind);
    for (const [line, end] of [
      [source, to],
      [target, from],
    ] as const) {
      const component = all.get(line);
      if (end === undefined || !component || !projected.isLine(component)) continue;
      joined.set(line, (joined.get(line) ?? new Set()).add(end));
    }
  }
  for (const [line, ends] of joined) {
    const { kind = 'way', name = line } = all.get(line) ?? {};
    const sorted = [...ends].sort();
    for (const [i, from] of sorted.entries()) for (const to of sorted.slice(i + 1)) lines.addLine(from, to, kind, name);
  }
  return withoutFrames(lines.all(), projected);
}

/** Where something leads into a place and to what is inside of it, the line to the frame tells nothing more. */
function withoutFrames(links: readonly MapLink[], { visible, containerOf }: Projection): readonly MapLink[] {
  const parents = new Map(visible.map((one) => [one.id, containerOf(one)]));
  const deeper = new Set<string>();
  for (const { from, to } of links) {
    for (const [end, other] of [
      [from, to],
      [to, from],
    ] as const) {
      for (let at = parents.get(end); at !== undefined; at = parents.get(at)) deeper.add(`${at} ${other}`);
    }
  }
  return links.filter(({ from, to }) => !deeper.has(`${from} ${to}`) && !deeper.has(`${to} ${from}`));
}

/** A place that a route leads to by no route of the input is no way that packets go. */
function* usedLinks(network: Network, all: Components['all'], level: Level) {
  const { graph } = network.topology;
  const isUsed = isCoarse(level) ? onlyRouted(network, all) : linksInUse(network);
  for (const { source, target, attributes } of graph.edgeEntries()) {
    const { id, needs } = attributes;
    if (needs !== 'route' || isUsed.has(id)) yield { source, target, kind: needs === 'route' ? 'route' : 'attachment' };
  }
  for (const { id: source, kind } of all.values()) {
    for (const target of handedTo(kind, recordAt(network, kind, source), network))
      yield { source, target, kind: 'handing' };
  }
}

/** Routes lead from subnets, which these levels do not show: attachments say what is joined, and cost nothing to find. */
function isCoarse(level: Level): boolean {
  return level === 'account' || level === 'vpc';
}

/** The links to what only routes tell of, such as a gateway that the input does not hold. */
function onlyRouted(network: Network, all: Components['all']): ReadonlySet<number> {
  const found = new Set<number>();
  network.topology.graph.forEachEdge((_, { id, needs }, __, target) => {
    const kind = all.get(target)?.kind;
    if (needs === 'route' && kind !== undefined && !recordAt(network, kind, target)) found.add(id);
  });
  return found;
}

/** Whether one node is drawn inside of another: what lies inside needs no line. */
function insideOf({ visible, containerOf }: Projection): (inner: ComponentId, outer: ComponentId) => boolean {
  const parents = new Map(visible.map((one) => [one.id, containerOf(one)]));
  return (inner, outer) => {
    for (let at = parents.get(inner); at !== undefined; at = parents.get(at)) if (at === outer) return true;
    return false;
  };
}

interface Line {
  readonly kind: string;
  readonly names: Set<string>;
  readonly ways: Set<string>;
}

/** Lines by the two that they join, whichever way they go. */
class Lines {
  readonly #isInside: (inner: ComponentId, outer: ComponentId) => boolean;
  readonly #lines = new Map<string, Line & { readonly ends: readonly [ComponentId, ComponentId] }>();

  constructor(isInside: (inner: ComponentId, outer: ComponentId) => boolean) {
    this.#isInside = isInside;
  }

  add(from: ComponentId, to: ComponentId, kind: string): void {
    this.#at(from, to, kind)?.ways.add(`${from} ${to}`);
  }

  addLine(from: ComponentId, to: ComponentId, kind: string, name: string): void {
    const line = this.#at(from, to, kind);
    line?.names.add(name);
    line?.ways.add(`${from} ${to}`).add(`${to} ${from}`);
  }

  #at(from: ComponentId, to: ComponentId, kind: string): Line | undefined {
    if (from === to || this.#isInside(from, to) || this.#isInside(to, from)) return undefined;
    const ends = from < to ? ([from, to] as const) : ([to, from] as const);
    const key = ends.join(' ');
    const known = this.#lines.get(key);
    // Where a route and an attachment lead along one line, the route tells more.
    const line = known ?? { ends, kind, names: new Set<string>(), ways: new Set<string>() };
    this.#lines.set(key, known && kind !== 'attachment' ? { ...known, kind } : line);
    return line;
  }

  all(): readonly MapLink[] {
    const links = [...this.#lines.values()].map(({ ends: [a, b], kind, names, ways }): MapLink => {
      const isForward = ways.has(`${a} ${b}`);
      return {
        from: isForward ? a : b,
        to: isForward ? b : a,
        kind,
        label: labelOf(kind, names),
        isTwoWay: ways.size > 1,
        count: Math.max(1, names.size),
        marks: [],
        steps: [],
      };
    });
    return links.sort(byEnds);
  }
}

/** The names, or how many where there are more than a line can bear. */
function labelOf(kind: string, names: ReadonlySet<string>): string {
  return names.size > MOST_NAMES ? `${names.size} × ${wordOf(kind)}` : [...names].sort().join(', ');
}

const MOST_NAMES = 2;

export function byEnds(a: MapLink, b: MapLink): number {
  return a.from < b.from ? -1 : a.from > b.from ? 1 : a.to < b.to ? -1 : a.to > b.to ? 1 : 0;
}
