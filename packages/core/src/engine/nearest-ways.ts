import { DirectedGraph } from 'graphology';
import { bidirectional } from 'graphology-shortest-path/dijkstra.js';
import { interfacesOf } from '../aws/delivery.ts';
import { ownOf } from '../aws/lookup.ts';
import { isPublic } from '../aws/well-known.ts';
import { type ComponentId, INTERNET, type LinkId } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { nodeName, type Topology } from '../topology/topology.ts';
import type { Network } from './network.ts';
import type { PathTree } from './router.ts';

/** So many ways are told at most: each is completed with its filters before the cheapest is taken. */
const MOST_WAYS = 4;
/** A route that would have to be added or changed. */
const ROUTE = 1;

/** Where routing gives up. */
export interface Broken {
  readonly at: ComponentId;
  readonly family: Family;
  /** Where the packet is bound for, and the node that stands for whoever is there. */
  readonly to: Label;
  readonly goals: readonly ComponentId[];
  /** Who takes the packet where nobody in the input has the address; somebody outside if absent. */
  readonly takers?: readonly ComponentId[] | undefined;
}

/** Ways that were found, by all that they depend on: many destinations are routed alike. */
const knownWays = ownOf(() => new Map<string, readonly ComponentId[]>());

/**
 * The components to leave by, cheapest way first: Dijkstra over all links AWS could use, 0 where the tables go already and
 * the price of a route elsewhere. Each round forbids the first hop of the one before.
 */
export function nearestWays(network: Network, broken: Broken): readonly ComponentId[] {
  const { at: from, family, to } = broken;
  if (!network.topology.hasNode(from)) return [];
  const routed = routedLinks(network.router.route({ at: from, family }, to));
  const goals = broken.goals.length > 0 ? broken.goals.map((goal) => network.nodeOf(goal)) : goalsOf(network, broken);
  const sought: Sought = { from, goals: [...new Set(goals)], routed, isOutside: isPublic(network, family, to) };
  const key = [from, sought.isOutside, ...sought.goals, ...routed].join(' ');
  const known = knownWays(network);
  const ways = known.get(key) ?? cheapestWays(network, sought);
  known.set(key, ways);
  return ways;
}

/** What is looked for, as far as the search depends on it. */
interface Sought {
  readonly from: ComponentId;
  readonly goals: readonly ComponentId[];
  readonly routed: ReadonlySet<LinkId>;
  readonly isOutside: boolean;
}

function cheapestWays(network: Network, sought: Sought): readonly ComponentId[] {
  const found: (Shortest & { readonly first: LinkId })[] = [];
  for (let i = 0; i < MOST_WAYS; i++) {
    const forbidden = found.map(({ first }) => first);
    const ways = sought.goals.flatMap((goal) => shortest(network, sought, goal, forbidden) ?? []);
    const best = ways.sort(byCost)[0];
    const first = best && firstRouted(network, best.path);
    if (!best || first === undefined) break;
    found.push({ ...best, first });
  }
  return found.sort(byCost).map(({ first }) => network.topology.endsOf(first)[1]);
}

/** Cheapest first, then shortest, then by ids, so that equal networks give equal answers. */
function byCost(a: Shortest, b: Shortest): number {
  return a.weight - b.weight || a.path.length - b.path.length || (a.path.join() < b.path.join() ? -1 : 1);
}

/** The first link of a path that takes a route. */
function firstRouted(network: Network, path: readonly ComponentId[]): LinkId | undefined {
  const { topology } = network;
  for (let at = 1; at < path.length; at++) {
    const [from, to] = [path[at - 1] as string, path[at] as string];
    if (topology.needs(from, to) === 'route') return topology.linkBetween(from, to);
  }
  return undefined;
}

interface Shortest {
  readonly path: readonly ComponentId[];
  readonly weight: number;
}

function shortest(
  { topology }: Network,
  { from, routed, isOutside }: Sought,
  to: ComponentId,
  forbidden: readonly LinkId[],
): Shortest | undefined {
  const costOf = (link: LinkId): number | undefined => {
    const [source, target] = topology.endsOf(link);
    if (forbidden.includes(link)) return undefined;
    // The internet leads to public addresses only (IGW-04).
    if (source === INTERNET && !isOutside) return undefined;
    if (topology.needs(source, target) !== 'route') return isWayIn(topology, source, target, to) ? 0 : undefined;
    if (source !== from && !sendsFrom(topology, source)) return undefined;
    return routed.has(link) ? 0 : ROUTE;
  };
  const graph = passableFrom(topology, from, costOf);
  const [first, last] = [nodeName(from), nodeName(to)];
  if (!graph.hasNode(last)) return undefined;
  const path = bidirectional(graph, first, last, 'cost') as readonly ComponentId[] | null;
  if (!path) return undefined;
  let weight = 0;
  for (let i = 1; i < path.length; i++) weight += graph.getEdgeAttribute(path[i - 1], path[i], 'cost');
  return { path, weight };
}

/** What can be got to: of a large estate a small part, because hardly anything leads through a VPC. */
function passableFrom(
  topology: Topology,
  from: ComponentId,
  costOf: (link: LinkId) => number | undefined,
): DirectedGraph<object, { readonly cost: number }> {
  const reached = new Set([from]);
  const passable: { readonly link: LinkId; readonly cost: number }[] = [];
  // What is added while this runs is visited too.
  for (const node of reached) {
    for (const link of topology.linksFrom(node)) {
      const cost = costOf(link);
      if (cost === undefined) continue;
      passable.push({ link, cost });
      reached.add(topology.endsOf(link)[1]);
    }
  }
  const graph = new DirectedGraph<object, { readonly cost: number }>();
  for (const node of reached) graph.addNode(nodeName(node));
  // In the order of links: of ways that cost the same, the one that is found is always the same.
  for (const { link, cost } of passable.sort((a, b) => a.link - b.link)) {
    const [source, target] = topology.endsOf(link);
    graph.addEdge(nodeName(source), nodeName(target), { cost });
  }
  return graph;
}

/** What comes into a VPC is delivered there; it does not leave by another subnet's table (PCX-03). */
function isWayIn(topology: Topology, source: ComponentId, target: ComponentId, goal: ComponentId): boolean {
  if (target === goal || topology.needs(source, target) === 'own-packet') return true;
  const hasLink = (to: ComponentId) => topology.linkBetween(target, to) !== undefined;
  return hasLink(goal) || !hasLink(interfacesOf(target));
}

/** A subnet that a NAT device sends from routes that device's packets too. */
function sendsFrom(topology: Topology, subnet: ComponentId): boolean {
  for (const link of topology.linksTo(subnet)) {
    if (topology.needs(...topology.endsOf(link)) === 'own-packet') return true;
  }
  return false;
}

function routedLinks(tree: PathTree): ReadonlySet<LinkId> {
  const links = new Set<LinkId>();
  for (
    let at: PathTree | undefined = tree;
    at && !('pick' in at);
    at = 'branch' in at.rest || 'pick' in at.rest ? at.rest : undefined
  ) {
    for (const link of at.branch.links) links.add(link);
  }
  return links;
}

/** The nodes of whoever has the address; nobody inside means somebody outside. */
function goalsOf(network: Network, broken: Broken): readonly ComponentId[] {
  const owners = network.ownersOf(broken.family, broken.to);
  return owners.length > 0 ? owners.map((at) => network.nodeOf(at)) : (broken.takers ?? [INTERNET]);
}
