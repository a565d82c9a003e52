import type { ComponentId } from '@hopwise/core';
import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import { boxOf, LINE_SIZE, type NodeBox } from './box.ts';
import { TIERS } from './drawings.ts';
import type { MapLink, MapNode, MapView, Step } from './map-view.ts';
import { isOutward, ranksOf } from './ranks.ts';
import { fitText, textWidth } from './text-width.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface PlacedNode extends Point {
  readonly node: MapNode;
  readonly box: NodeBox;
  readonly width: number;
  readonly height: number;
}
export interface PlacedLink {
  readonly link: MapLink;
  /** With a path, each direction has a line of its own. */
  readonly way?: Step['way'];
  /** From the beginning of the link to its end, whichever way it was laid out. */
  readonly points: readonly Point[];
  /** What is written on it, and the middle of that. */
  readonly text: string;
  readonly label: Point | undefined;
}
export interface MapLayout {
  readonly width: number;
  readonly height: number;
  /** Outer ones first: inner ones are drawn over them. */
  readonly nodes: readonly PlacedNode[];
  readonly links: readonly PlacedLink[];
}

const ROOT = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  'elk.randomSeed': '1',
  'elk.layered.considerModelOrder.strategy': 'PREFER_NODES',
  'elk.layered.spacing.nodeNodeBetweenLayers': '48',
  'elk.layered.spacing.edgeNodeBetweenLayers': '20',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.spacing.nodeNode': '20',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.componentComponent': '24',
  'elk.padding': '[top=8,left=8,bottom=8,right=8]',
} as const;

/** Places everything in layers from the outside in. Equal maps are placed alike. */
export async function layOut(view: MapView): Promise<MapLayout> {
  // A second to load: only pictures need it.
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js');
  const elk = new (Elk as unknown as new () => ELK)();
  const boxes = new Map(view.nodes.map((node) => [node.id, boxOf(node)]));
  const ranks = ranksOf(view);
  const lines = view.links.flatMap(linesOf);
  const graph: ElkNode = {
    id: 'root',
    layoutOptions: ROOT,
    children: childrenOf(view, undefined, boxes),
    edges: lines.map((line, position) => edgeOf(line, position, ranks)),
  };
  const placed = await elk.layout(graph);
  return {
    width: Math.ceil(placed.width ?? 0),
    height: Math.ceil(placed.height ?? 0),
    nodes: nodesIn(placed, new Map(view.nodes.map((node) => [node.id, node])), boxes),
    links: (placed.edges ?? []).map((edge) => linkOf(edge, lines)),
  };
}

function childrenOf(
  view: MapView,
  parent: ComponentId | undefined,
  boxes: ReadonlyMap<ComponentId, NodeBox>,
): ElkNode[] {
  return view.nodes
    .filter((node) => node.parent === parent)
    .sort(byName)
    .map((node) => {
      const box = boxes.get(node.id) as NodeBox;
      const options = { 'elk.partitioning.partition': String(TIERS.indexOf(node.tier)) };
      if (!node.isContainer) return { id: node.id, width: box.width, height: box.height, layoutOptions: options };
      return {
        id: node.id,
        children: childrenOf(view, node.id, boxes),
        layoutOptions: {
          ...options,
          'elk.padding': `[top=${box.height + 8},left=16,bottom=16,right=16]`,
          'elk.nodeSize.constraints': 'MINIMUM_SIZE',
          'elk.nodeSize.minimum': `(${box.width + 16},${box.height + 24})`,
        },
      };
    });
}

/** `app-a` above `app-b`, as far as the lines allow. */
function byName(a: MapNode, b: MapNode): number {
  const tiers = TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier);
  return tiers || a.label.localeCompare(b.label, 'en', { numeric: true }) || (a.id < b.id ? -1 : 1);
}

const WIDEST_LABEL = 200;

type Line = Pick<PlacedLink, 'link' | 'way' | 'text'>;

function linesOf(link: MapLink): readonly Line[] {
  const ways = [...new Set(link.steps.map(({ way }) => way))].sort().reverse();
  if (ways.length === 0) return [{ link, text: fitText(link.label, LINE_SIZE, WIDEST_LABEL) }];
  return ways.map((way) => ({
    link,
    way,
    text: link.steps.flatMap((step) => (step.way === way ? step.number : [])).join(', '),
  }));
}

/** Drawn from the outside in, whichever way packets go. */
function edgeOf({ link, way, text }: Line, position: number, ranks: ReadonlyMap<ComponentId, number>): ElkExtendedEdge {
  const [source, target] = isOutward(link, ranks) ? [link.to, link.from] : [link.from, link.to];
  const size = { width: textWidth(text, LINE_SIZE) + (way ? 12 : 8), height: 18 };
  return {
    id: `e${position}`,
    sources: [source],
    targets: [target],
    ...(text ? { labels: [{ text, ...size, layoutOptions: { 'elk.edgeLabels.inline': 'true' } }] } : {}),
  };
}

function nodesIn(
  { children = [] }: ElkNode,
  nodes: ReadonlyMap<ComponentId, MapNode>,
  boxes: ReadonlyMap<ComponentId, NodeBox>,
): readonly PlacedNode[] {
  return children.flatMap((child) => {
    const { id, x = 0, y = 0, width = 0, height = 0 } = child;
    const placed = { node: nodes.get(id) as MapNode, box: boxes.get(id) as NodeBox, x, y, width, height };
    return [placed, ...nodesIn(child, nodes, boxes)];
  });
}

function linkOf(
  { id, sources, sections = [], labels: [label] = [] }: ElkExtendedEdge,
  lines: readonly Line[],
): PlacedLink {
  const line = lines[Number(id.slice(1))] as Line;
  const points = sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]);
  return {
    ...line,
    points: sources[0] === line.link.from ? points : points.toReversed(),
    label: label && { x: (label.x ?? 0) + (label.width ?? 0) / 2, y: (label.y ?? 0) + (label.height ?? 0) / 2 },
  };
}
