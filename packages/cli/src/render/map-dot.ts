import { escapeText } from './escape-text.ts';
import type { MapDocument, MapNode } from './map-document.ts';

/** For `dot -Tsvg`. */
export function mapDot({ nodes, edges }: MapDocument): string {
  return [
    'digraph network {',
    '  node [shape=box];',
    ...nodes.map((node) => `  ${quote(node.key)} [label=${labelOf(node)}];`),
    ...edges.map(({ source, target }) => `  ${quote(source)} -> ${quote(target)};`),
    '}\n',
  ].join('\n');
}

/** The name above the id; `\n` is DOT's line break, so it is joined after quoting. */
function labelOf({ key, attributes: { kind, label } }: MapNode): string {
  return `"${[label && label !== key ? label : kind, key].map((text) => quote(text).slice(1, -1)).join('\\n')}"`;
}

function quote(text: string): string {
  return `"${escapeText(text).replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;
}
