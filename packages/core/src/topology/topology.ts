import { DirectedGraph } from 'graphology';
import { Reads, watched } from '../aws/edition.ts';
import type { Lookup } from '../aws/lookup.ts';
import { type Kind, kinds, recordType } from '../aws/record-types.ts';
import type { LinkNeed, LinkSink } from '../aws/resource-type.ts';
import type { ComponentId, LinkId } from '../model/route.ts';
import { type Grouping, groupNumbers } from '../net/grouping.ts';

export interface NodeAttributes {
  /** The kind of the component: one of the record kinds, `internet`, `interfaces` (of a subnet), `appliance`, `notModelled`. */
  readonly kind: string;
  readonly label?: string;
}
export interface LinkAttributes {
  readonly id: LinkId;
  readonly needs?: LinkNeed;
}

/** All links AWS could use between the components of a network, routed to or not. */
export interface Topology {
  readonly laid: LaidLinks;
  readonly graph: DirectedGraph<NodeAttributes, LinkAttributes>;
  linkBetween(from: ComponentId, to: ComponentId): LinkId | undefined;
  /** What the link needs to be used; undefined where it is simply there, or where there is none. */
  needs(from: ComponentId, to: ComponentId): LinkNeed | undefined;
  endsOf(link: LinkId): readonly [from: ComponentId, to: ComponentId];
  hasNode(id: ComponentId): boolean;
  linksFrom(id: ComponentId): Iterable<LinkId>;
  linksTo(id: ComponentId): Iterable<LinkId>;
  /** What the links that records of a kind lay were made of, beside these records themselves. */
  readsOf(net: Lookup): (kind: Kind) => Reads;
}

/** The graph keeps neighbours in plain objects, in which `__proto__`, `constructor` and their like are always there. */
export function nodeName(id: ComponentId): string {
  return id in Object.prototype ? `${id} ` : id;
}

/** Nodes, and links as numbers of two nodes and of a need: what a topology is made of, and what a cache keeps of it. */
export interface LaidLinks {
  readonly nodes: readonly (readonly [id: ComponentId, kind: string, label: string | null])[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Which of `NEEDS`. */
  readonly needs: Uint8Array;
}

const NEEDS: readonly (LinkNeed | undefined)[] = [undefined, 'route', 'own-packet'];

/** Every resource type connects itself; `watch` gives each kind the network that it reads. */
export function layLinks(net: Lookup, watch: (kind: Kind) => Lookup = () => net): LaidLinks {
  const numbers = new Map<ComponentId, number>();
  const nodes: [ComponentId, string, string | null][] = [];
  const known: Set<number>[] = [];
  const laid = { from: [] as number[], to: [] as number[], needs: [] as number[] };
  const numberOf = (id: ComponentId, kind: string): number => {
    const before = numbers.get(id);
    if (before !== undefined) return before;
    const number = nodes.push([id, kind, null]) - 1;
    numbers.set(id, number);
    return number;
  };
  const sink: LinkSink = {
    node(id, kind, label) {
      const number = numberOf(id, kind);
      // Whoever names a component first may only know it by reference; its own record says more.
      if (label) nodes[number] = [id, kind, label];
    },
    link(source, target, need) {
      const [from, to] = [numberOf(source, 'notCollected'), numberOf(target, 'notCollected')];
      known[from] ??= new Set();
      if (known[from].has(to)) return;
      known[from].add(to);
      laid.from.push(from);
      laid.to.push(to);
      laid.needs.push(NEEDS.indexOf(need));
    },
  };
  sink.node('internet', 'internet', 'Internet');
  for (const kind of kinds) {
    const { connect } = recordType(kind);
    const view = watch(kind);
    if (connect) for (const record of net.all(kind)) connect(record, view, sink);
  }
  const { from, to, needs } = laid;
  return { nodes, from: Int32Array.from(from), to: Int32Array.from(to), needs: Uint8Array.from(needs) };
}

/** Whether links that come from a file are between nodes that there are. */
export function areLinks({ nodes, from, to, needs }: LaidLinks): boolean {
  const isNode = (number: number) => number >= 0 && number < nodes.length;
  const isWhole = from.length === to.length && from.length === needs.length;
  return isWhole && from.every(isNode) && to.every(isNode) && needs.every((need) => need < NEEDS.length);
}

export function buildTopology(laid: LaidLinks): Topology {
  const { nodes } = laid;
  const numbers = new Map(nodes.map(([id], number) => [id, number]));
  const outgoing = groupNumbers(nodes.length, laid.from);
  const targets: (ReadonlyMap<number, LinkId> | undefined)[] = [];
  let graph: Topology['graph'] | undefined;
  let incoming: Grouping | undefined;
  let reads: ReadonlyMap<Kind, Reads> | undefined;
  const idOf = (number: number | undefined) => (nodes[number ?? -1] as (typeof nodes)[number])[0];

  function linkBetween(from: ComponentId, to: ComponentId): LinkId | undefined {
    const [source, target] = [numbers.get(from), numbers.get(to)];
    if (source === undefined || target === undefined) return undefined;
    let links = targets[source];
    if (!links) {
      links = new Map(Array.from(outgoing.of(source), (link) => [laid.to[link] as number, link]));
      targets[source] = links;
    }
    return links.get(target);
  }

  return {
    laid,
    // Walking needs links alone; the graph, which costs several times as much, is for those who want all of it.
    get graph() {
      graph ??= graphOf(laid);
      return graph;
    },
    linkBetween,
    needs(from, to) {
      const link = linkBetween(from, to);
      return link === undefined ? undefined : NEEDS[laid.needs[link] as number];
    },
    endsOf: (link) => [idOf(laid.from[link]), idOf(laid.to[link])],
    hasNode: (id) => numbers.has(id),
    linksFrom: (id) => outgoing.of(numbers.get(id) ?? nodes.length),
    readsOf(net) {
      // Laid once more, when somebody changes the network for the first time: nearly nobody does.
      reads ??= readByLinks(net);
      return (kind) => reads?.get(kind) as Reads;
    },
    linksTo(id) {
      incoming ??= groupNumbers(nodes.length, laid.to);
      return incoming.of(numbers.get(id) ?? nodes.length);
    },
  };
}

function readByLinks(net: Lookup): ReadonlyMap<Kind, Reads> {
  const reads = new Map(kinds.map((kind) => [kind, new Reads()]));
  layLinks(net, (kind) => watched(net, reads.get(kind) as Reads));
  return reads;
}

function graphOf({ nodes, from, to, needs }: LaidLinks): Topology['graph'] {
  const graph = new DirectedGraph<NodeAttributes, LinkAttributes>();
  for (const [id, kind, label] of nodes) graph.addNode(nodeName(id), label ? { kind, label } : { kind });
  const nameOf = (number: number | undefined) => nodeName((nodes[number ?? -1] as (typeof nodes)[number])[0]);
  for (let id = 0; id < from.length; id++) {
    const need = NEEDS[needs[id] as number];
    graph.addEdge(nameOf(from[id]), nameOf(to[id]), need ? { id, needs: need } : { id });
  }
  return graph;
}
