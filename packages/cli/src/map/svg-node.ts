import { LINE_HEIGHT, TEXT_LEFT, TEXT_TOP, TITLE_SIZE } from './box.ts';
import { drawingOf } from './drawings.ts';
import { escapeMarkup } from './escape-markup.ts';
import type { PlacedNode } from './map-layout.ts';
import type { MapNode, Mark } from './map-view.ts';
import { SYMBOLS } from './symbols.ts';
import { textWidth } from './text-width.ts';
import { titleOf } from './words.ts';

/** What a mark shows at the corner of a node, for who cannot tell colours. */
export const BADGES: Readonly<Partial<Record<Mark, string>>> = {
  blocker: '✕',
  undecided: '?',
  added: '+',
  removed: '−',
  changed: '≠',
  sender: 'FROM',
  target: 'TO',
  around: '●',
};

export function nodeSvg({ node, box, x, y, width, height }: PlacedNode): string {
  const { id, isContainer, marks, count } = node;
  const badges = (Object.keys(BADGES) as Mark[]).filter((mark) => marks.includes(mark));
  const ring = badges[0];
  const shape = `x="${x}" y="${y}" width="${width}" height="${height}" rx="${isContainer ? 4 : 8}"`;
  const lines = box.lines.map(
    (line, i) =>
      `<text class="faint" x="${x + TEXT_LEFT}" y="${y + TEXT_TOP + (i + 1) * LINE_HEIGHT}">${escapeMarkup(line)}</text>`,
  );
  return [
    `<g class="${classesOf(node)}" data-id="${escapeMarkup(id)}" role="img" aria-label="${escapeMarkup(titleOf(node).join(', '))}">`,
    `<title>${titleOf(node).map(escapeMarkup).join('&#10;')}</title>`,
    // Several that are drawn as one look like a pile.
    ...(count > 1 && !isContainer
      ? [`<rect class="box" x="${x + 4}" y="${y + 4}" width="${width}" height="${height}" rx="8"/>`]
      : []),
    `<rect class="${isContainer ? 'frame' : 'box'}" ${shape}/>`,
    ...(ring ? [`<g class="${ring}"><rect class="ring" ${shape}/></g>`] : []),
    `<path class="symbol" transform="translate(${x + 10} ${y + 8})" d="${SYMBOLS[drawingOf(node.kind).symbol] ?? SYMBOLS.unknown}"/>`,
    `<text class="title" x="${x + TEXT_LEFT}" y="${y + TEXT_TOP}">${escapeMarkup(box.title)}</text>`,
    ...(box.count ? [countSvg(box.count, x + width, y)] : []),
    ...lines,
    ...badgesSvg(badges, x, y),
    '</g>',
  ].join('');
}

export function classesOf({ kind, tier, isPublic, isMissing }: MapNode): string {
  const own = kind === 'account' || kind === 'region' ? kind : isPublic ? 'public' : tier;
  return ['node', own, ...(isMissing || kind === 'notModelled' ? ['missing'] : [])].join(' ');
}

function countSvg(text: string, right: number, y: number): string {
  const width = textWidth(text, TITLE_SIZE) + 10;
  return (
    `<rect class="pill" x="${right - width - 6}" y="${y + 6}" width="${width}" height="18" rx="9"/>` +
    `<text text-anchor="middle" x="${right - width / 2 - 6}" y="${y + 19}">${text}</text>`
  );
}

function badgesSvg(badges: readonly Mark[], x: number, y: number): readonly string[] {
  let left = x + 10;
  return badges.map((mark) => {
    const text = BADGES[mark] as string;
    const width = Math.max(18, textWidth(text, 11) + 10);
    const svg =
      `<g class="${mark}"><rect class="badge" x="${left}" y="${y - 12}" width="${width}" height="18" rx="9"/>` +
      `<text text-anchor="middle" x="${left + width / 2}" y="${y + 1}">${text}</text></g>`;
    left += width + 4;
    return svg;
  });
}
