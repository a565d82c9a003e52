import { drawingOf, type Tier } from './drawings.ts';
import type { MapLink, MapNode, Mark, Step } from './map-view.ts';

const CONNECTION_POINTS =
  'points=[[0,0],[0.25,0],[0.5,0],[0.75,0],[1,0],[1,0.25],[1,0.5],[1,0.75],[1,1],[0.75,1],[0.5,1],[0.25,1],[0,1],[0,0.75],[0,0.5],[0,0.25]]';

/** As AWS colours what it draws. */
const COLOURS: Readonly<Record<Tier, string>> = {
  outside: '#232F3D',
  edge: '#8C4FFF',
  vpc: '#8C4FFF',
  subnet: '#00A4A6',
  resource: '#ED7100',
};
const PUBLIC_SUBNET = '#7AA116';

/** A frame with AWS's icon in its corner. */
export function groupStyle(node: MapNode, [icon, colour]: readonly [icon: string, colour: string]): string {
  const own = node.isPublic ? PUBLIC_SUBNET : colour;
  return [
    CONNECTION_POINTS,
    'outlineConnect=0;gradientColor=none;html=1;whiteSpace=wrap;fontSize=12;container=1;pointerEvents=0;collapsible=0',
    'recursiveResize=0;fillColor=none;verticalAlign=top;align=left;spacingLeft=30',
    `shape=mxgraph.aws4.group;grIcon=mxgraph.aws4.${icon};strokeColor=${markColour(node) ?? own};fontColor=${own}`,
    `dashed=${node.kind === 'region' || node.marks.includes('removed') ? 1 : 0}`,
    ...(markColour(node) ? ['strokeWidth=3'] : []),
  ].join(';');
}

/** An icon, with what is told of it to its right. */
export function iconStyle(node: MapNode): string {
  const { stencil, tier } = drawingOf(node.kind);
  const colour = markColour(node);
  return [
    'sketch=0;outlineConnect=0;gradientColor=none;html=1;fontSize=11;fontStyle=0;aspect=fixed',
    'labelPosition=right;align=left;verticalLabelPosition=middle;verticalAlign=middle;spacingLeft=6',
    `shape=mxgraph.aws4.${stencil}`,
    `fillColor=${colour ?? COLOURS[tier]};strokeColor=${stencil.startsWith('resourceIcon') ? '#ffffff' : 'none'}`,
    `fontColor=${colour ?? '#232F3D'};dashed=0`,
  ].join(';');
}

export function linkStyle({ kind, isTwoWay, marks }: MapLink): string {
  const change = marks.includes('added') ? '#1D7A2F' : marks.includes('removed') ? '#C8102E' : undefined;
  return [
    'edgeStyle=orthogonalEdgeStyle;rounded=0;html=1;fontSize=10',
    `endArrow=${kind !== 'attachment' && !isTwoWay ? 'block' : 'none'};strokeColor=${change ?? '#545B64'}`,
    ...(kind === 'attachment' || marks.includes('removed') ? ['dashed=1'] : []),
    ...(change ? ['strokeWidth=3'] : []),
  ].join(';');
}

export function stepStyle(way: Step['way']): string {
  const look = way === 'request' ? 'strokeColor=#0B5FD8' : 'strokeColor=#A34A00;dashed=1';
  return `edgeStyle=orthogonalEdgeStyle;rounded=0;html=1;fontSize=10;endArrow=block;strokeWidth=3;${look}`;
}

function markColour({ marks }: MapNode): string | undefined {
  return MARK_COLOURS.find(([mark]) => marks.includes(mark))?.[1];
}

const MARK_COLOURS: readonly (readonly [Mark, string])[] = [
  ['blocker', '#C8102E'],
  ['undecided', '#8A5A00'],
  ['removed', '#C8102E'],
  ['added', '#1D7A2F'],
  ['changed', '#8A5A00'],
];
