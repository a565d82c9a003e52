import { LINE_SIZE } from './box.ts';
import { escapeMarkup } from './escape-markup.ts';
import type { PlacedLink, Point } from './map-layout.ts';
import type { MapLink, Mark, Step } from './map-view.ts';
import { besides, middleOf, pathOf, tipOf } from './polyline.ts';
import { textWidth } from './text-width.ts';

/** Half of the distance between the lines of a request and of its reply. */
const APART = 4;

export function linkSvg({ link, points, label }: PlacedLink): string {
  const { kind, isTwoWay, marks, steps } = link;
  const changes = marks.filter((mark) => CHANGES.has(mark));
  const classes = ['link', kind === 'attachment' ? 'attachment' : 'line', ...changes].join(' ');
  const hasTip = kind === 'route' && !isTwoWay;
  const change = changes.map((mark) => CHANGES.get(mark)).join('');
  const text = [change, link.label].filter(Boolean).join(' ');
  return [
    `<g><title>${escapeMarkup(linkTitle(link))}</title>`,
    ...(steps.length === 0 ? [`<path class="${classes}" d="${pathOf(points)}"/>`] : []),
    ...(steps.length === 0 && hasTip ? [`<path class="tip" d="${tipOf(points)}"/>`] : []),
    ...(text ? [labelSvg(text, label ?? middleOf(points))] : []),
    ...WAYS.flatMap((way) => walkSvg(way, link, points)),
    '</g>',
  ].join('');
}

const CHANGES: ReadonlyMap<Mark, string> = new Map([
  ['added', '+'],
  ['removed', '−'],
]);
const WAYS: readonly Step['way'][] = ['request', 'reply'];

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
function walkSvg(way: Step['way'], { steps }: MapLink, points: readonly Point[]): readonly string[] {
  const own = steps.filter((step) => step.way === way);
  const [first] = own;
  if (!first) return [];
  const isAlone = own.length === steps.length;
  const beside = isAlone ? points : besides(points, way === 'request' ? -APART : APART);
  const along = first.isBackwards ? beside.toReversed() : beside;
  const text = own.map(({ number }) => number).join(', ');
  // Where both go along one line, their numbers are not in one place.
  const at = middleOf(along, isAlone ? 1 / 2 : 1 / 3);
  const width = Math.max(18, textWidth(text, LINE_SIZE) + 8);
  const round = way === 'request' ? 9 : 2;
  return [
    `<g class="${way}"><path class="walk ${way}" d="${pathOf(along)}"/><path class="step" d="${tipOf(along, 9)}"/>`,
    `<rect class="step" x="${at.x - width / 2}" y="${at.y - 9}" width="${width}" height="18" rx="${round}"/>`,
    `<text text-anchor="middle" x="${at.x}" y="${at.y + 4}">${text}</text></g>`,
  ];
}
