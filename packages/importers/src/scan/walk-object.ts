import { CLOSE_OBJECT, COMMA, OPEN_OBJECT, QUOTE, spaceEnd, textEnd, valueStart } from './json-bytes.ts';

/** Goes through the object that begins at `from`: `value` tells where the value of a key ends. -1 where something is odd. */
export function walkObject(bytes: Buffer, from: number, value: (key: string, at: number) => number): number {
  if (bytes[from] !== OPEN_OBJECT) return -1;
  let at = spaceEnd(bytes, from + 1);
  if (bytes[at] === CLOSE_OBJECT) return at + 1;
  for (;;) {
    const end = bytes[at] === QUOTE ? textEnd(bytes, at + 1) : -1;
    const start = valueStart(bytes, end);
    if (start < 0) return -1;
    const name = bytes.toString('utf8', at + 1, end - 1);
    at = value(name.includes('\\') ? JSON.parse(`"${name}"`) : name, start);
    if (at < 0) return -1;
    at = spaceEnd(bytes, at);
    if (bytes[at] === CLOSE_OBJECT) return at + 1;
    if (bytes[at] !== COMMA) return -1;
    at = spaceEnd(bytes, at + 1);
  }
}
