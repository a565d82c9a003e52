import stringWidth from 'string-width';
import { wrapText } from '../../render/wrap-text.ts';

/** How a piece of text looks. No tone says anything that a mark or a word does not say too. */
export type Tone = 'strong' | 'faint' | 'good' | 'bad' | 'unsure' | 'accent' | 'inverse';
export interface Span {
  readonly text: string;
  readonly tone?: Tone;
}
export type Line = readonly Span[];
/** `plain` terminals show no attributes; `mono` ones (NO_COLOR) bold and inverse. */
export type Ink = 'colour' | 'mono' | 'plain';

export function span(text: string, tone?: Tone): Span {
  return tone ? { text, tone } : { text };
}

/** Cells that a text takes on the terminal: wide characters two, combining ones none. */
export function widthOf(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}
const PLAIN = /^[\x20-\x7e─-╿⠀-⣿→←↑↓⇄⇥⇒≠✓✗·…▸▾›▏○▪‼]*$/;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** As many whole characters as fit, with `…` where some do not. */
export function cutText(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  if (columns <= 0) return '';
  if (PLAIN.test(text)) return `${text.slice(0, columns - 1)}…`;
  let [kept, width] = ['', 0];
  for (const { segment } of graphemes.segment(text)) {
    const own = stringWidth(segment);
    if (width + own > columns - 1) break;
    kept += segment;
    width += own;
  }
  return `${kept}…`;
}

/** Exactly so wide: cut, or filled with blanks. */
export function fit(line: Line, columns: number): Line {
  const spans: Span[] = [];
  let left = columns;
  for (const one of line) {
    const width = widthOf(one.text);
    if (width > left) {
      const text = cutText(one.text, left);
      spans.push({ ...one, text });
      left -= widthOf(text);
      break;
    }
    spans.push(one);
    left -= width;
  }
  return left > 0 ? [...spans, { text: ' '.repeat(left) }] : spans;
}

// Red and green alone would be one colour to some: good is cyan, bad red and bold, and marks tell them apart.
const CODES: Readonly<Record<Tone, readonly [colour: string, mono: string]>> = {
  strong: ['1', '1'],
  faint: ['2', ''],
  good: ['36', ''],
  bad: ['1;31', '1'],
  unsure: ['33', ''],
  accent: ['1;34', '1'],
  inverse: ['7', '7'],
};

/** The line as a terminal takes it; an inverse one is selected. */
export function paint(line: Line, ink: Ink, isInverse = false): string {
  if (ink === 'plain') return line.map(({ text }) => text).join('');
  const painted = line.map(({ text, tone }) => {
    // On inverse video, colours of many terminals cannot be read.
    const code = tone && !isInverse ? CODES[tone][ink === 'colour' ? 0 : 1] : '';
    return code ? `\u001b[${code}m${text}\u001b[0m` : text;
  });
  return isInverse ? `\u001b[7m${painted.join('')}\u001b[0m` : painted.join('');
}

const TONES: Readonly<Record<string, Tone>> = { 1: 'strong', 2: 'faint', 31: 'bad', 32: 'good', 33: 'unsure' };

/** A line that a command coloured, in spans; whatever the input holds was escaped before. */
export function spansOf(text: string): Line {
  const spans: Span[] = [];
  const active: Tone[] = [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of our own palette
  for (const [position, piece] of text.split(/\u001b\[(\d+)m/).entries()) {
    if (position % 2 === 0) {
      if (piece) spans.push(span(piece, active.at(-1)));
    } else if (TONES[piece]) active.push(TONES[piece]);
    else active.pop();
  }
  return spans;
}

/** Breaks what is wider than the columns anywhere, so that commands and places can be read to their end. */
export function folded(line: Line, columns: number): readonly Line[] {
  const lines: Line[] = [];
  let [current, left]: [Span[], number] = [[], columns];
  for (const one of line) {
    let { text } = one;
    while (widthOf(text) > left) {
      const head = headOf(text, left);
      // A character wider than the whole line would never fit.
      if (head === '' && left === columns) break;
      lines.push([...current, { ...one, text: head }]);
      [text, current, left] = [text.slice(head.length), [], columns];
    }
    current.push({ ...one, text });
    left -= widthOf(text);
  }
  return [...lines, current];
}

function headOf(text: string, columns: number): string {
  return columns < 1 ? '' : cutText(`${text} `, columns + 1).slice(0, -1);
}

/** Words in lines of at most so many columns; a longer word is broken, so that nothing is lost. */
export function wrapped(text: string, columns: number, next = ''): readonly string[] {
  const lines = wrapText(text, { columns, first: '', next });
  return lines.flatMap((line) =>
    folded([{ text: line }], columns).map((spans) => spans.map((one) => one.text).join('')),
  );
}
