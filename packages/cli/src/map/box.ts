import { wordOf } from './drawings.ts';
import type { MapNode } from './map-view.ts';
import { fitText, textWidth } from './text-width.ts';

/** The words in a box, cut to fit, and how large that makes it; of a frame, its head. */
export interface NodeBox {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly lines: readonly string[];
  /** What says that it is several. */
  readonly count: string;
}

export const TITLE_SIZE = 13;
export const LINE_SIZE = 11;
export const LINE_HEIGHT = 15;
/** Left of the text: the symbol. */
export const TEXT_LEFT = 38;
export const TEXT_TOP = 20;
const RIGHT = 12;
const GRID = 24;
const WIDEST_TEXT = 210;
const WIDEST_FRAME = 300;
const MOST_LINES = 6;

export function boxOf(node: MapNode): NodeBox {
  const { label, count, isContainer } = node;
  const counted = count > 1 ? `×${count}` : '';
  const title = fitText(label, TITLE_SIZE, WIDEST_TEXT);
  const lines = linesOf(node).map((line) => fitText(line, LINE_SIZE, isContainer ? WIDEST_FRAME : WIDEST_TEXT));
  const countWidth = counted ? textWidth(counted, TITLE_SIZE) + 16 : 0;
  const text = Math.max(textWidth(title, TITLE_SIZE) + countWidth, ...lines.map((line) => textWidth(line, LINE_SIZE)));
  return {
    // Boxes of a kind are about as wide: a little more makes them equal.
    width: Math.ceil((TEXT_LEFT + text + RIGHT) / GRID) * GRID,
    height: TEXT_TOP + lines.length * LINE_HEIGHT + 8,
    title,
    lines,
    count: counted,
  };
}

/** A frame's head is flat. */
function linesOf({ kind, label, details, isContainer }: MapNode): readonly string[] {
  const word = wordOf(kind) === label.toLowerCase() ? [] : [wordOf(kind)];
  if (!isContainer) return [...word, ...details].slice(0, MOST_LINES);
  const [first, ...rest] = details;
  return [[...word, first].filter(Boolean).join(' '), rest.join(' · ')].filter(Boolean);
}
