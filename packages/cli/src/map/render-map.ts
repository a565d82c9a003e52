import { mapDot } from './map-dot.ts';
import { mapDrawio } from './map-drawio.ts';
import { mapJson } from './map-json.ts';
import { mapMarkdown, mapMermaid } from './map-mermaid.ts';
import { mapSvg } from './map-svg.ts';
import type { MapView } from './map-view.ts';

const RENDERERS = {
  mermaid: mapMermaid,
  markdown: mapMarkdown,
  svg: (view: MapView) => mapSvg(view),
  dot: mapDot,
  drawio: mapDrawio,
  json: mapJson,
} as const;

export type MapFormat = keyof typeof RENDERERS;
export const FORMATS = Object.keys(RENDERERS) as readonly MapFormat[];

export async function renderMap(view: MapView, format: MapFormat): Promise<string> {
  return RENDERERS[format](view);
}
