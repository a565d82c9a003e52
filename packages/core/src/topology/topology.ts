import { DirectedGraph } from 'graphology';
import type { Lookup } from '../aws/lookup.ts';
import { kinds, recordType } from '../aws/record-types.ts';
import type { LinkNeed, LinkSink } from '../aws/resource-type.ts';
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
}

/** The graph keeps neighbours in plain objects, in which `__proto__`, `constructor` and their like are always there. */
function nodeName(id: ComponentId): string {
  return id in Object.prototype ? `${id} ` : id;
}

/** Every resource type connects itself. */
export function buildTopology(net: Lookup): Topology {
  const graph = new DirectedGraph<NodeAttributes, LinkAttributes>();
  const ends: (readonly [ComponentId, ComponentId])[] = [];
  const links = new Map<ComponentId, Map<ComponentId, LinkId>>();
  const sink: LinkSink = {
    node(component, kind, label) {
      const id = nodeName(component);
      // Whoever names a component first may only know it by reference; its own record says more.
      if (!graph.hasNode(id)) graph.addNode(id, label ? { kind, label } : { kind });
      else if (label) graph.replaceNodeAttributes(id, { kind, label });
    },
    link(from, to, needs) {
      let out = links.get(from);
      if (!out) {
        out = new Map();
        links.set(from, out);
      }
      if (out.has(to)) return;
      const id = ends.push([from, to]) - 1;
      out.set(to, id);
      const [source, target] = [nodeName(from), nodeName(to)];
      for (const end of [source, target]) if (!graph.hasNode(end)) graph.addNode(end, { kind: 'notCollected' });
      graph.addEdge(source, target, needs ? { id, needs } : { id });
    },
  };
  sink.node('internet', 'internet', 'Internet');
  for (const kind of kinds) {
    const { connect } = recordType(kind);
    if (connect) for (const record of net.all(kind)) connect(record, net, sink);
  }
  return {
    graph,
    linkBetween: (from, to) => links.get(from)?.get(to),
    needs: (from, to) =>
      links.get(from)?.has(to) ? graph.getEdgeAttribute(nodeName(from), nodeName(to), 'needs') : undefined,
    endsOf: (link) => ends[link] as readonly [ComponentId, ComponentId],
  };
}
