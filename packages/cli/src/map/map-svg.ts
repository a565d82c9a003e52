import { escapeMarkup } from './escape-markup.ts';
import { layOut, type MapLayout } from './map-layout.ts';
import { MAP_STYLE } from './map-style.ts';
import type { MapView } from './map-view.ts';
import { legendOf } from './svg-legend.ts';
import { linkSvg } from './svg-link.ts';
import { nodeSvg } from './svg-node.ts';
import { headingOf, sentenceOf } from './words.ts';

export interface SvgOptions {
  /** False where the page that holds the map has `MAP_STYLE` in a style sheet of its own. */
  readonly hasStyle?: boolean;
  /** Begins the ids of its parts: a page that holds several maps tells them apart by it. */
  readonly id?: string;
}

const MARGIN = 16;
const HEAD = 56;

/** One picture, with nothing to fetch and nothing that runs. Every node carries `data-id` and a title. */
export async function mapSvg(view: MapView, { hasStyle = true, id = 'map' }: SvgOptions = {}): Promise<string> {
  const layout = await layOut(view);
  const legend = legendOf(view);
  const width = Math.max(layout.width, legend.width) + 2 * MARGIN;
  const height = HEAD + layout.height + legend.height + 2 * MARGIN;
  const [heading, sentence] = [headingOf(view), sentenceOf(view)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="hopwise-map" width="${width}" height="${height}" ` +
      `viewBox="0 0 ${width} ${height}" aria-labelledby="${id}-title" aria-describedby="${id}-desc">`,
    `<title id="${id}-title">${escapeMarkup(heading)}</title>`,
    `<desc id="${id}-desc">${escapeMarkup(sentence)}</desc>`,
    ...(hasStyle ? [`<style>${MAP_STYLE}</style>`] : []),
    `<rect class="paper" width="${width}" height="${height}"/>`,
    `<text class="heading" x="${MARGIN + 8}" y="34">${escapeMarkup(heading)}</text>`,
    `<g transform="translate(${MARGIN} ${HEAD})">`,
    ...drawing(layout),
    '</g>',
    `<g transform="translate(${MARGIN} ${HEAD + layout.height + MARGIN})">`,
    ...legend.lines,
    '</g>',
    '</svg>\n',
  ].join('\n');
}

/** Frames lie below lines, and lines below boxes. */
function drawing({ nodes, links }: MapLayout): readonly string[] {
  const [frames, boxes] = [nodes.filter(({ node }) => node.isContainer), nodes.filter(({ node }) => !node.isContainer)];
  return [...frames.map(nodeSvg), ...links.map(linkSvg), ...boxes.map(nodeSvg)];
}
