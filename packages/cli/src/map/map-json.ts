import type { ComponentId } from '@hopwise/core';
import { safeJson } from '../render/escape-text.ts';
import { wordOf } from './drawings.ts';
import type { MapLink, MapNode, MapView } from './map-view.ts';

/** A map as data, in graphology's own export format: `Graph.from` reads it. Its JSON Schema is published. */
export interface MapDocument {
  readonly options: { readonly type: 'directed'; readonly multi: false; readonly allowSelfLoops: false };
  readonly attributes: Pick<MapView, 'level' | 'path' | 'around' | 'isDiff'>;
  readonly nodes: readonly {
    readonly key: ComponentId;
    readonly attributes: Omit<MapNode, 'id'> & { readonly title: string };
  }[];
  readonly edges: readonly {
    readonly key: string;
    readonly source: ComponentId;
    readonly target: ComponentId;
    readonly attributes: Omit<MapLink, 'from' | 'to'>;
  }[];
}

export function mapJson(view: MapView): string {
  return `${safeJson(mapDocument(view), 2)}\n`;
}

function mapDocument({ level, path, around, isDiff, nodes, links }: MapView): MapDocument {
  return {
    options: { type: 'directed', multi: false, allowSelfLoops: false },
    attributes: { level, ...(path ? { path } : {}), ...(around === undefined ? {} : { around }), isDiff },
    nodes: nodes.map(({ id, ...rest }) => ({ key: id, attributes: { title: wordOf(rest.kind), ...rest } })),
    edges: links.map(({ from, to, ...attributes }) => ({
      key: `${from}->${to}`,
      source: from,
      target: to,
      attributes,
    })),
  };
}
