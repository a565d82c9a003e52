import { LINE_SIZE } from './box.ts';
import { escapeMarkup } from './escape-markup.ts';
import type { MapView, Mark } from './map-view.ts';
import { BADGES } from './svg-node.ts';
import { fitText, textWidth } from './text-width.ts';

export interface Legend {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

const ROW = 22;
const WIDEST = 900;

/** What stops an answer, in words, and what the signs of the map mean, as far as it has any. */
export function legendOf(view: MapView): Legend {
  const rows = [...blockerRows(view), ...signRows(view)].map((row, i) => ({ ...row, y: i * ROW + 14 }));
  return {
    width: Math.max(0, ...rows.map(({ text }) => 40 + textWidth(text, LINE_SIZE))),
    height: rows.length * ROW,
    lines: rows.map(
      ({ sign, text, y }) =>
        `<g transform="translate(8 ${y})">${sign}<text x="36" y="4">${escapeMarkup(fitText(text, LINE_SIZE, WIDEST))}</text></g>`,
    ),
  };
}

interface Row {
  readonly sign: string;
  readonly text: string;
}

function blockerRows({ path, nodes }: MapView): readonly Row[] {
  const names = new Map(nodes.map(({ id, label }) => [id, label]));
  return (path?.blockers ?? []).map(({ node, isSure, text }) => ({
    sign: badge(isSure ? 'blocker' : 'undecided'),
    text: `${names.get(node) ?? node}: ${text}`,
  }));
}

function signRows({ path, isDiff, links, nodes }: MapView): readonly Row[] {
  const walked = [
    { sign: walk('request', '1', 9), text: 'the request, step by step' },
    { sign: walk('reply', '1', 2), text: 'the reply, step by step' },
    ...(links.some(({ steps }) => steps.some(({ isBeyond }) => isBeyond))
      ? [{ sign: walk('reply', '1', 2, ' beyond'), text: 'hollow: where it would go on, had nothing stopped it' }]
      : []),
  ];
  const changed: readonly Row[] = [
    { sign: badge('added'), text: 'added' },
    { sign: badge('removed'), text: 'removed' },
    { sign: badge('changed'), text: 'changed: itself, or a rule or route that decides for it' },
  ];
  const plain = [
    {
      sign: '<path class="link line" d="M0 0H24"/><path class="tip" d="M24 0L17 3.5L17 -3.5Z"/>',
      text: links.some(({ kind }) => kind === 'handing')
        ? 'a route leads there, or it hands on'
        : 'a route leads there',
      when: ['route', 'handing'],
    },
    { sign: '<path class="link attachment" d="M0 0H24"/>', text: 'attached', when: ['attachment'] },
  ].filter(({ when }) => links.some(({ kind }) => when.includes(kind)));
  const several = nodes.some(({ count }) => count > 1)
    ? [{ sign: '<text y="4">×3</text>', text: 'so many that are alike, drawn as one' }]
    : [];
  return [...plain, ...several, ...(path ? walked : []), ...(isDiff ? changed : [])];
}

function badge(mark: Mark): string {
  return (
    `<g class="${mark}"><rect class="badge" x="3" y="-9" width="18" height="18" rx="9"/>` +
    `<text text-anchor="middle" x="12" y="4">${BADGES[mark]}</text></g>`
  );
}

function walk(way: 'request' | 'reply', text: string, round: number, more = ''): string {
  return (
    `<g class="${way}${more}"><path class="walk ${way}" d="M0 0H28"/><rect class="step" x="5" y="-9" width="18" height="18" rx="${round}"/>` +
    `<text text-anchor="middle" x="14" y="4">${text}</text></g>`
  );
}
