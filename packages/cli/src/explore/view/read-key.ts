import type { Key as InkKey } from 'ink';
import type { Key } from '../state/key.ts';

type Named = Exclude<Key['name'], 'char'>;

const NAMED: readonly (readonly [keyof InkKey, Named])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['backspace', 'backspace'],
  // What most keyboards send for it.
  ['delete', 'backspace'],
];
const WITH_CONTROL: Readonly<Record<string, Named>> = {
  c: 'interrupt',
  u: 'clear',
  d: 'pagedown',
  f: 'pagedown',
  b: 'pageup',
  n: 'down',
  p: 'up',
  h: 'backspace',
  j: 'enter',
};

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The keys of one read: letters that come fast, or pasted ones, come together. */
export function readKeys(input: string, key: InkKey): readonly Key[] {
  if (key.tab) return [{ name: key.shift ? 'backtab' : 'tab' }];
  const named = NAMED.find(([field]) => key[field] === true)?.[1];
  if (named) return [{ name: named }];
  if (key.escape) return [{ name: 'escape' }];
  if (key.ctrl) {
    const name = WITH_CONTROL[input];
    return name ? [{ name }] : [];
  }
  // Nothing here has Alt: the two keys came fast one after the other.
  if (key.meta) return [{ name: 'escape' }, ...lettersOf(input)];
  return lettersOf(input);
}

function lettersOf(input: string): readonly Key[] {
  return [...graphemes.segment(input)].flatMap(({ segment }): readonly Key[] => {
    const code = segment.charCodeAt(0);
    if (code >= FIRST_LETTER && code !== RUBOUT) return [{ name: 'char', text: segment }];
    const name = code === RUBOUT ? 'backspace' : (CONTROLS[segment] ?? WITH_CONTROL[String.fromCharCode(code + 96)]);
    return name ? [{ name }] : [];
  });
}

const [FIRST_LETTER, RUBOUT] = [0x20, 0x7f];
const CONTROLS: Readonly<Record<string, Named>> = { '\r': 'enter', '\r\n': 'enter', '\t': 'tab' };
