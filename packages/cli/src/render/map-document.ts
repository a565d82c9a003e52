import { componentName, type Network } from '@hopwise/core';

/** The graph in graphology's own export format, sorted: `Graph.from` reads it. */
export interface MapDocument {
  readonly options: { readonly type: 'directed'; readonly multi: false; readonly allowSelfLoops: true };
  readonly attributes: Readonly<Record<string, never>>;
  readonly nodes: readonly MapNode[];
  readonly edges: readonly { readonly key: string; readonly source: string; readonly target: string }[];
}
export interface MapNode {
  readonly key: string;
  readonly attributes: { readonly kind: string; readonly label?: string };
}

export function mapDocument(network: Network): MapDocument {
  const { graph } = network.topology;
  const nodes = graph.mapNodes((key, { kind, label }) => {
    const name = componentName(network, key).name ?? label;
    return { key, attributes: { kind, ...(name ? { label: name } : {}) } };
  });
  const edges = graph.mapEdges((_edge, _attributes, source, target) => ({
    key: `${source}->${target}`,
    source,
    target,
  }));
  return {
    options: { type: 'directed', multi: false, allowSelfLoops: true },
    attributes: {},
    nodes: sorted(nodes),
    edges: sorted(edges),
  };
}

function sorted<T extends { readonly key: string }>(items: readonly T[]): readonly T[] {
  return items.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}
