import { html, type Markup, trusted } from './markup.ts';

/** The map in a frame that pans and zooms; `svg` is of our own making, and escaped. */
export function mapHtml(svg: string): Markup {
  return html`<p class="lead">Drag to move, wheel or buttons to zoom, click a resource to ask from it or to it. With the keyboard: Tab to the map, arrows between resources, Enter to choose.</p>
<div class="map-tools"><button type="button" data-zoom="in" aria-label="Zoom in">+</button><button type="button" data-zoom="out" aria-label="Zoom out">−</button><button type="button" data-zoom="all">All of it</button></div>
<div id="map-frame">${trusted(svg)}</div>
<div id="map-chosen" role="status" aria-live="polite"></div>`;
}
