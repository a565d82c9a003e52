import { deflateRawSync } from 'node:zlib';
import type { Network } from '@hopwise/core';
import { MAP_COLOURS, MAP_STYLE } from '../map/map-style.ts';
import { mapSvg } from '../map/map-svg.ts';
import { mapView } from '../map/map-view.ts';
import type { BuiltReport } from './build-report.ts';
import { pageHtml } from './html/page.ts';
import { pageFiles } from './page-files.ts';

/** The report as one page, with the network in it; `before`: as it was before the change under review. */
export async function reportPage(
  network: Network,
  { document, canonical }: BuiltReport,
  before?: Network | undefined,
): Promise<string> {
  const snapshot = deflateRawSync(canonical, { level: 9 }).toString('base64');
  const { script, style } = await pageFiles();
  const map = await mapSvg(mapView(network, { diff: before }), { hasStyle: false });
  const carried = { assume: network.assume };
  return pageHtml(document, { script, style: `${mapStyle()}\n${style}`, snapshot, carried, map });
}

/** The theme that the reader chooses goes before that of the system; paper is white. */
function mapStyle(): string {
  const { light, dark } = MAP_COLOURS;
  const chosen = `:root[data-theme=light] .hopwise-map{${light}}:root[data-theme=dark] .hopwise-map{${dark}}`;
  return `${MAP_STYLE}${chosen}@media print{:root .hopwise-map,:root[data-theme] .hopwise-map{${light}}}`;
}
