import { drawingOf, wordOf } from './drawings.ts';
import { groupStyle, iconStyle, linkStyle, stepStyle } from './drawio-styles.ts';
import { escapeMarkup } from './escape-markup.ts';
import { layOut, type PlacedLink, type PlacedNode, type Point } from './map-layout.ts';
import type { MapView } from './map-view.ts';
import { headingOf, linesOf, titleOf } from './words.ts';

/** A drawing that draw.io opens and people go on with: AWS's stencils, places as groups, lines that stay attached. */
export async function mapDrawio(view: MapView): Promise<string> {
  const { nodes, links } = await layOut(view);
  const names = new Map(nodes.map(({ node }, position) => [node.id, `n${position}`]));
  const places = new Map(nodes.map((placed) => [placed.node.id, placed]));
  return [
    '<mxfile host="hopwise" type="device">',
    `  <diagram name="${escapeMarkup(headingOf(view))}" id="map">`,
    '    <mxGraphModel grid="0" guides="1" tooltips="1" connect="1" arrows="1" fold="1" page="0" math="0" shadow="0">',
    '      <root>',
    '        <mxCell id="0"/>',
    '        <mxCell id="1" parent="0"/>',
    ...nodes.map((placed) => nodeCell(placed, names, places)),
    ...links.map((placed, position) => linkCell(placed, `e${position}`, names)),
    '      </root>',
    '    </mxGraphModel>',
    '  </diagram>',
    '</mxfile>\n',
  ].join('\n');
}

const ICON = 36;

/** Coordinates of a cell are those in its group. */
function nodeCell(
  { node, x, y, width, height }: PlacedNode,
  names: ReadonlyMap<string, string>,
  places: ReadonlyMap<string, PlacedNode>,
): string {
  const { id, parent, kind } = node;
  const outer = parent === undefined ? undefined : places.get(parent);
  const { group } = drawingOf(kind);
  const [left, top] = [x - (outer?.x ?? 0), y - (outer?.y ?? 0)];
  const at = group
    ? `x="${left}" y="${top}" width="${width}" height="${height}"`
    : `x="${left}" y="${top + (height - ICON) / 2}" width="${ICON}" height="${ICON}"`;
  const style = group ? groupStyle(node, group) : iconStyle(node);
  // The label is HTML: it is escaped as such, and once more as an attribute.
  const label = linesOf(node).map(escapeMarkup).join('<br>');
  const tooltip = titleOf(node).map(escapeMarkup).join('<br>');
  return (
    `        <UserObject id="${names.get(id)}" label="${escapeMarkup(label)}" tooltip="${escapeMarkup(tooltip)}" component="${escapeMarkup(id)}" kind="${escapeMarkup(wordOf(kind))}">` +
    `<mxCell style="${style}" vertex="1" parent="${outer ? names.get(outer.node.id) : '1'}"><mxGeometry ${at} as="geometry"/></mxCell></UserObject>`
  );
}

function linkCell({ link, way, points, text }: PlacedLink, name: string, names: ReadonlyMap<string, string>): string {
  const first = link.steps.find((step) => step.way === way);
  const isBackwards = first?.isBackwards ?? false;
  const [source, target] = isBackwards ? [link.to, link.from] : [link.from, link.to];
  const bends = (isBackwards ? points.toReversed() : points).slice(1, -1);
  const value = escapeMarkup(escapeMarkup(way ? `${way} ${text}` : text));
  return (
    `        <mxCell id="${name}" value="${value}" style="${way ? stepStyle(way) : linkStyle(link)}" edge="1" parent="1" ` +
    `source="${names.get(source)}" target="${names.get(target)}">` +
    `<mxGeometry relative="1" as="geometry">${bendsOf(bends)}</mxGeometry></mxCell>`
  );
}

function bendsOf(points: readonly Point[]): string {
  if (points.length === 0) return '';
  return `<Array as="points">${points.map(({ x, y }) => `<mxPoint x="${x}" y="${y}"/>`).join('')}</Array>`;
}
