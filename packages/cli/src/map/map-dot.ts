import type { ComponentId } from '@hopwise/core';
import { escapeText } from '../render/escape-text.ts';
import { drawnSteps, markedAs } from './drawn-steps.ts';
import type { MapLink, MapNode, MapView } from './map-view.ts';
import { headingOf, linesOf } from './words.ts';

/** For Graphviz: `dot -Tsvg`. Places are clusters. */
export function mapDot(view: MapView): string {
  const names = new Map(
    view.nodes.map((node, position) => [node.id, `${node.isContainer ? 'cluster_' : 'n'}${position}`]),
  );
  const ends = new Map(view.nodes.map((node) => [node.id, leafOf(view, node)]));
  return [
    'digraph network {',
    `  graph [label=${quote([headingOf(view)])}, labelloc=t, rankdir=LR, compound=true, fontname="Helvetica", fontsize=12];`,
    '  node [shape=box, style="rounded", fontname="Helvetica", fontsize=11];',
    '  edge [fontname="Helvetica", fontsize=10];',
    ...nodesIn(view, undefined, names, '  '),
    ...view.links.flatMap((link) => linkLines(link, names, ends)),
    '}\n',
  ].join('\n');
}

function nodesIn(
  view: MapView,
  parent: ComponentId | undefined,
  names: ReadonlyMap<ComponentId, string>,
  indent: string,
): readonly string[] {
  return view.nodes
    .filter((node) => node.parent === parent)
    .flatMap((node) => {
      const name = names.get(node.id) as string;
      const attributes = [`label=${quote(linesOf(node))}`, `id=${quote([node.id])}`, ...looks(node)];
      if (!node.isContainer) return [`${indent}${name} [${attributes.join(', ')}];`];
      return [
        `${indent}subgraph ${name} {`,
        `${indent}  graph [${[...attributes, 'style="rounded"'].join(', ')}];`,
        ...nodesIn(view, node.id, names, `${indent}  `),
        `${indent}}`,
      ];
    });
}

/** Edges of Graphviz end at nodes: at some node of a cluster, cut off at its frame. */
function leafOf(view: MapView, node: MapNode): ComponentId {
  const child = node.isContainer ? view.nodes.find(({ parent }) => parent === node.id) : undefined;
  return child ? leafOf(view, child) : node.id;
}

function looks({ marks, isMissing }: MapNode): readonly string[] {
  if (marks.includes('blocker')) return ['color="#c8102e"', 'penwidth=3'];
  if (marks.includes('undecided')) return ['color="#8a5a00"', 'penwidth=3'];
  if (marks.includes('added')) return ['color="#1d7a2f"', 'penwidth=2'];
  if (marks.includes('removed')) return ['color="#c8102e"', 'penwidth=2'];
  if (marks.includes('changed')) return ['color="#8a5a00"', 'penwidth=2'];
  return isMissing ? ['color="#687078"', 'style="rounded,dashed"'] : [];
}

function linkLines(
  link: MapLink,
  names: ReadonlyMap<ComponentId, string>,
  ends: ReadonlyMap<ComponentId, ComponentId>,
): readonly string[] {
  const draw = (from: ComponentId, to: ComponentId, attributes: readonly string[]) => {
    const [tail, head] = [ends.get(from) as string, ends.get(to) as string];
    const cut = [
      ...(tail === from ? [] : [`ltail=${names.get(from)}`]),
      ...(head === to ? [] : [`lhead=${names.get(to)}`]),
    ];
    return `  ${names.get(tail)} -> ${names.get(head)} [${[...attributes, ...cut].join(', ')}];`;
  };
  if (link.steps.length > 0) {
    return drawnSteps(link).map(({ way, text, from, to }) => {
      const style = way === 'request' ? 'color="#0b5fd8", style=bold' : 'color="#a34a00", style=dashed';
      return draw(from, to, [`label=${quote([text])}`, style, 'penwidth=2']);
    });
  }
  const change = markedAs(link, CHANGES);
  const label = [change?.[1], link.label].filter(Boolean).join(' ');
  return [
    draw(link.from, link.to, [
      ...(link.isTwoWay ? ['dir=both'] : []),
      link.kind === 'attachment' ? 'style=dotted' : 'style=solid',
      ...(label ? [`label=${quote([label])}`] : []),
      ...(change ? [change[2]] : []),
    ]),
  ];
}

const CHANGES = [
  ['added', '+', 'color="#1d7a2f"'],
  ['removed', '-', 'color="#c8102e"'],
] as const;

/** `\n` is DOT's line break, so lines are joined after each has been made plain. */
function quote(lines: readonly string[]): string {
  return `"${lines.map((line) => escapeText(line).replace(/\\/g, '\\\\').replace(/"/g, '\\"')).join('\\n')}"`;
}
