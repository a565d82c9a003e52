import type { Size } from '../state/state.ts';
import { fit, type Ink, type Line, paint, span, widthOf } from './line.ts';

/** Lines of which one is selected; only those that are seen are made. */
export interface List {
  readonly count: number;
  readonly cursor: number;
  line(at: number): Line;
  /** Lines that are read, not chosen from: the cursor is the first one seen. */
  readonly isText?: true;
  /** What is selected is less than a line: the line shows it. */
  readonly marksItself?: true;
}

/** What a pane shows: lines that stay, lines to move through, lines about the selected one. */
export interface View {
  readonly title: string;
  readonly head?: readonly Line[];
  readonly list: List;
  readonly foot?: readonly Line[];
}

export const NOTHING: List = { count: 0, cursor: 0, line: () => [] };

/** Light borders; heavy ones have the keyboard. */
const BORDERS = { light: '┌─┐│└┘', heavy: '┏━┓┃┗┛' } as const;

/** A pane with its borders. */
export function paneLines(view: View, { columns, rows }: Size, isFocused: boolean, ink: Ink): readonly string[] {
  const [topLeft = '', across = '', topRight = '', down = '', bottomLeft = '', bottomRight = ''] =
    BORDERS[isFocused ? 'heavy' : 'light'];
  const inner = Math.max(0, columns - 4);
  const { list, title } = view;
  const place = list.count > 0 && !list.isText ? ` ${list.cursor + 1}/${list.count} ` : '';
  const width = Math.max(0, Math.min(inner - place.length, widthOf(title) + 2));
  const shown = paint(fit([span(` ${title} `, isFocused ? 'strong' : undefined)], width), ink);
  const rest = across.repeat(Math.max(0, columns - 3 - width - place.length));
  const body = bodyLines(view, inner, Math.max(0, rows - 2), isFocused, ink);
  return [
    `${topLeft}${across}${shown}${rest}${place}${topRight}`,
    ...body.map((line) => `${down} ${line} ${down}`),
    `${bottomLeft}${across.repeat(columns - 2)}${bottomRight}`,
  ];
}

function bodyLines({ head = [], list, foot = [] }: View, columns: number, rows: number, isFocused: boolean, ink: Ink) {
  const shownHead = head.slice(0, Math.max(0, rows - 1));
  const room = rows - shownHead.length;
  // The list keeps half of what there is, or as much as it needs.
  const shownFoot = foot.slice(0, Math.max(0, room - Math.min(list.count, Math.ceil(room / 2))));
  const most = Math.max(0, room - shownFoot.length);
  // What is said of the selected line stands close to a short list.
  const seen = shownFoot.length > 0 ? Math.min(most, list.count) : most;
  const first = list.isText ? Math.min(list.cursor, Math.max(0, list.count - seen)) : firstSeen(list, seen);
  const body: string[] = shownHead.map((line) => paint(fit(line, columns), ink));
  for (let at = first; at < first + seen; at++) {
    const isSelected = at === list.cursor && !list.isText;
    const line = at < list.count ? list.line(at) : [];
    const marked =
      list.isText || list.marksItself || at >= list.count ? line : [span(isSelected ? '› ' : '  '), ...line];
    body.push(paint(fit(marked, columns), ink, isSelected && isFocused && !list.marksItself));
  }
  body.push(...shownFoot.map((line) => paint(fit(line, columns), ink)));
  while (body.length < rows) body.push(' '.repeat(columns));
  return body.slice(0, rows);
}

/** The selected line in the middle, as far as there are lines. */
function firstSeen({ cursor, count }: List, seen: number): number {
  return Math.max(0, Math.min(cursor - Math.floor(seen / 2), count - seen));
}
