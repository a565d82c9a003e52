/** A key as the reducer knows it, whatever the terminal sent for it. */
export type Key = { readonly name: 'char'; readonly text: string } | { readonly name: Exclude<KeyName, 'char'> };
export type KeyName = (typeof KEY_NAMES)[number];

export const KEY_NAMES = [
  'char',
  'up',
  'down',
  'left',
  'right',
  'pageup',
  'pagedown',
  'home',
  'end',
  'enter',
  'escape',
  'tab',
  'backtab',
  'backspace',
  'clear',
  'interrupt',
] as const;

/** Letters that move, as in vi; where text is typed they are letters. */
const MOVES: Readonly<Record<string, Exclude<KeyName, 'char'>>> = {
  h: 'left',
  j: 'down',
  k: 'up',
  l: 'right',
  g: 'home',
  G: 'end',
};

export function asMove(key: Key): Key {
  const name = key.name === 'char' ? MOVES[key.text] : undefined;
  return name ? { name } : key;
}

/** The letter of a key, empty for others. */
export function letterOf(key: Key): string {
  return key.name === 'char' ? key.text : '';
}

/** Where a selection among `count` goes; `page` is how many are seen at once. Undefined where the key does not move. */
export function moved(key: Key, cursor: number, count: number, page: number): number | undefined {
  const to = {
    up: cursor - 1,
    down: cursor + 1,
    pageup: cursor - page,
    pagedown: cursor + page,
    home: 0,
    end: count - 1,
  }[key.name as string];
  return to === undefined ? undefined : clamp(to, count);
}

export function clamp(cursor: number, count: number): number {
  return Math.max(0, Math.min(cursor, count - 1));
}
