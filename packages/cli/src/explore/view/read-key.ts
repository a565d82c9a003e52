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
  // Letters with Alt mean nothing here, and would be taken for the letter.
  if (key.meta) return [];
  return [...graphemes.segment(input)].flatMap(({ segment }): readonly Key[] => {
    if (segment === '\r' || segment === '\n' || segment === '\r\n') return [{ name: 'enter' }];
    if (segment === '\u007f' || segment === '\b') return [{ name: 'backspace' }];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
    return /^[\u0000-\u001f]/.test(segment) ? [] : [{ name: 'char', text: segment }];
  });
}
