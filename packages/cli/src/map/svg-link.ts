import { LINE_SIZE } from './box.ts';
import { escapeMarkup } from './escape-markup.ts';
import type { PlacedLink, Point } from './map-layout.ts';
import type { MapLink, Mark, Step } from './map-view.ts';
import { middleOf, pathOf, tipOf } from './polyline.ts';
import { textWidth } from './text-width.ts';

export function linkSvg(placed: PlacedLink): string {
  const line = placed.way ? walkSvg(placed, placed.way) : plainSvg(placed);
  return `<g><title>${escapeMarkup(linkTitle(placed.link))}</title>${line}</g>`;
}

function plainSvg({ link, points, text, label }: PlacedLink): string {
  const { kind, isTwoWay, marks } = link;
  const changes = marks.filter((mark) => CHANGES.has(mark));
  const classes = ['link', kind === 'attachment' ? 'attachment' : 'line', ...changes].join(' ');
  const hasTip = kind !== 'attachment' && !isTwoWay;
  const told = [...changes.map((mark) => CHANGES.get(mark)), text].filter(Boolean).join(' ');
  return [
    `<path class="${classes}" d="${pathOf(points)}"/>`,
    ...(hasTip ? [`<path class="tip" d="${tipOf(points)}"/>`] : []),
    ...(told ? [labelSvg(told, label ?? middleOf(points))] : []),
  ].join('');
}

const CHANGES: ReadonlyMap<Mark, string> = new Map([
  ['added', '+'],
  ['removed', '−'],
]);

function linkTitle({ kind, label, from, to, isTwoWay, count }: MapLink): string {
  const several = count > 1 ? `, ${count} in all` : '';
  return `${[kind, label].filter(Boolean).join(' ')}: ${from} ${isTwoWay ? '↔' : '→'} ${to}${several}`;
}

function labelSvg(text: string, { x, y }: Point): string {
  const width = textWidth(text, LINE_SIZE) + 8;
  return (
    `<rect class="paper" x="${x - width / 2}" y="${y - 8}" width="${width}" height="16" rx="3"/>` +
    `<text class="faint" text-anchor="middle" x="${x}" y="${y + 4}">${escapeMarkup(text)}</text>`
  );
}

/** One direction of an answer along a line: the request numbered in circles, the reply dashed and numbered in squares. */
function walkSvg({ link, points, text, label }: PlacedLink, way: Step['way']): string {
  const own = link.steps.filter((step) => step.way === way);
  // A way may come back along the line that it went.
  const ends = [...new Set(own.map(({ isBackwards }) => isBackwards))];
  const { x, y } = label ?? middleOf(points);
  const width = Math.max(18, textWidth(text, LINE_SIZE) + 10);
  const round = way === 'request' ? 9 : 2;
  return [
    `<g class="${way}${own.every(({ isBeyond }) => isBeyond) ? ' beyond' : ''}"><path class="walk ${way}" d="${pathOf(points)}"/>`,
    ...ends.map((isBackwards) => `<path class="step" d="${tipOf(isBackwards ? points.toReversed() : points, 10)}"/>`),
    `<rect class="step" x="${x - width / 2}" y="${y - 9}" width="${width}" height="18" rx="${round}"/>`,
    `<text text-anchor="middle" x="${x}" y="${y + 4}">${text}</text></g>`,
  ].join('');
}
