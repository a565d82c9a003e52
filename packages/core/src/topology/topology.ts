import { DirectedGraph } from 'graphology';
import type { Lookup } from '../aws/lookup.ts';
import { kinds, recordType } from '../aws/record-types.ts';
import type { LinkNeed, LinkSink } from '../aws/resource-type.ts';
import { groupBy } from '../model/group-by.ts';
import type { ComponentId, LinkId } from '../model/route.ts';

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
  readonly graph: DirectedGraph<NodeAttributes, LinkAttributes>;
  linkBetween(from: ComponentId, to: ComponentId): LinkId | undefined;
  /** What the link needs to be used; undefined where it is simply there, or where there is none. */
  needs(from: ComponentId, to: ComponentId): LinkNeed | undefined;
  endsOf(link: LinkId): readonly [from: ComponentId, to: ComponentId];
  hasNode(id: ComponentId): boolean;
  linksFrom(id: ComponentId): Iterable<LinkId>;
  linksTo(id: ComponentId): Iterable<LinkId>;
}

/** The graph keeps neighbours in plain objects, in which `__proto__`, `constructor` and their like are always there. */
export function nodeName(id: ComponentId): string {
  return id in Object.prototype ? `${id} ` : id;
}

/** Every resource type connects itself. */
export function buildTopology(net: Lookup): Topology {
  const nodes = new Map<ComponentId, NodeAttributes>();
  const ends: (readonly [ComponentId, ComponentId])[] = [];
  const needs: (LinkNeed | undefined)[] = [];
  const links = new Map<ComponentId, Map<ComponentId, LinkId>>();
  const sink: LinkSink = {
    node(component, kind, label) {
      // Whoever names a component first may only know it by reference; its own record says more.
      if (label || !nodes.has(component)) nodes.set(component, label ? { kind, label } : { kind });
    },
    link(from, to, need) {
      let out = links.get(from);
      if (!out) {
        out = new Map();
        links.set(from, out);
      }
      if (out.has(to)) return;
      out.set(to, ends.push([from, to]) - 1);
      needs.push(need);
      for (const end of [from, to]) if (!nodes.has(end)) nodes.set(end, { kind: 'notCollected' });
    },
  };
  sink.node('internet', 'internet', 'Internet');
  for (const kind of kinds) {
    const { connect } = recordType(kind);
    if (connect) for (const record of net.all(kind)) connect(record, net, sink);
  }
  let graph: Topology['graph'] | undefined;
  let incoming: ReadonlyMap<ComponentId, readonly LinkId[]> | undefined;
  return {
    // Walking needs links alone; the graph, which costs several times as much, is for those who want all of it.
    get graph() {
      graph ??= graphOf(nodes, ends, needs);
      return graph;
    },
    linkBetween: (from, to) => links.get(from)?.get(to),
    needs(from, to) {
      const link = links.get(from)?.get(to);
      return link === undefined ? undefined : needs[link];
    },
    endsOf: (link) => ends[link] as readonly [ComponentId, ComponentId],
    hasNode: (id) => nodes.has(id),
    linksFrom: (id) => links.get(id)?.values() ?? [],
    linksTo(id) {
      incoming ??= groupBy(ends.keys(), (link) => ends[link]?.[1]);
      return incoming.get(id) ?? [];
    },
  };
}

function graphOf(
  nodes: ReadonlyMap<ComponentId, NodeAttributes>,
  ends: readonly (readonly [ComponentId, ComponentId])[],
  needs: readonly (LinkNeed | undefined)[],
): Topology['graph'] {
  const graph = new DirectedGraph<NodeAttributes, LinkAttributes>();
  for (const [id, attributes] of nodes) graph.addNode(nodeName(id), { ...attributes });
  for (const [id, [from, to]] of ends.entries()) {
    const need = needs[id];
    graph.addEdge(nodeName(from), nodeName(to), need ? { id, needs: need } : { id });
  }
  return graph;
}
