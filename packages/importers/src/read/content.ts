import { isAscii } from 'node:buffer';

/** A file's content, of which parts become texts: a text of a whole large file costs as much as to read it. */
export interface Content {
  readonly length: number;
  indexOf(text: string, from?: number): number;
  lastIndexOf(text: string): number;
  slice(from: number, to?: number): string;
  /** The part as a list of JSON. */
  inBrackets(from: number, to: number): string;
}

export function contentOfText(text: string): Content {
  return {
    length: text.length,
    indexOf: (part, from) => text.indexOf(part, from),
    lastIndexOf: (part) => text.lastIndexOf(part),
    slice: (from, to) => text.slice(from, to),
    inBrackets: (from, to) => `[${text.slice(from, to)}]`,
  };
}

const OPENING = 0x5b;
const CLOSING = 0x5d;

/** Undefined where bytes and characters are not the same. Answers are nearly always plain ASCII. */
export function contentOfAscii(bytes: Buffer): Content | undefined {
  if (!isAscii(bytes)) return undefined;
  return {
    length: bytes.length,
    indexOf: (part, from) => bytes.indexOf(part, from, 'latin1'),
    lastIndexOf: (part) => bytes.lastIndexOf(part, undefined, 'latin1'),
    slice: (from, to) => bytes.toString('latin1', from, to),
    inBrackets(from, to) {
      // What stands around it takes the brackets for a moment: to put a text together copies all of it.
      const [before, after] = [bytes[from - 1], bytes[to]];
      if (before === undefined || after === undefined) return `[${bytes.toString('latin1', from, to)}]`;
      bytes[from - 1] = OPENING;
      bytes[to] = CLOSING;
      const text = bytes.toString('latin1', from - 1, to + 1);
      bytes[from - 1] = before;
      bytes[to] = after;
      return text;
    },
  };
}
