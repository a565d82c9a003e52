import { escapeText } from './escape-text.ts';
import type { MapDocument, MapNode } from './map-document.ts';

/** For Markdown that draws Mermaid. A link that runs both ways is drawn once. */
export function mapMermaid({ nodes, edges }: MapDocument): string {
  const ids = new Map(nodes.map(({ key }, position) => [key, `n${position}`]));
  const pairs = new Set(edges.map(({ key }) => key));
  const lines = edges.flatMap(({ source, target }) => {
    const isTwoWay = pairs.has(`${target}->${source}`);
    if (isTwoWay && target < source) return [];
    return [`  ${ids.get(source)} ${isTwoWay ? '<-->' : '-->'} ${ids.get(target)}`];
  });
  return ['flowchart LR', ...nodes.map((node) => `  ${ids.get(node.key)}["${labelOf(node)}"]`), ...lines, ''].join(
    '\n',
  );
}

function labelOf({ key, attributes: { kind, label } }: MapNode): string {
  const texts = label && label !== key ? [label, key] : kind === key ? [key] : [kind, key];
  return texts.map(entities).join('<br>');
}

/** Mermaid reads Markdown, HTML and its own brackets inside labels: everything but plain characters becomes an entity. */
function entities(text: string): string {
  return escapeText(text).replace(/[^\p{L}\p{N} ._:/-]/gu, (found) => `#${found.codePointAt(0)};`);
}
