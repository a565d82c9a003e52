import type { Content } from './content.ts';
import { isDeeperThan } from './json-depth.ts';

/** Texts from this length on are worth the trouble. */
const LONG = 1 << 18;
/** Long enough that cutting costs nothing, short enough that nothing of it lives on. */
const STRETCH = 1 << 16;

/** An object whose first key holds a list of objects, as the AWS CLI prints them: each begins on a line of its own. */
const BEGINNING = /^\s*\{\s*"([A-Za-z]\w*)":\s*\[(\r?\n\s*)\{/;

/** The value of a text; undefined when it is none, or nested too deep. */
type Parse = (text: string) => unknown;

/** Receives where a part of the text begins that cannot be parsed. */
type Broken = (from: number) => void;

/**
 * The list of a long answer, parsed a stretch at a time: what a stretch gave is garbage before the collector comes to copy
 * it, which costs as much as to parse it.
 */
export class LongList implements Iterable<unknown> {
  readonly #text: Content;
  readonly #from: number;
  readonly #to: number;
  /** How every element ends: its indentation on a new line, and a brace. No string holds a line break, so none holds this. */
  readonly #end: string;
  readonly #parse: Parse;
  readonly #broken: Broken;

  constructor(text: Content, from: number, to: number, end: string, parse: Parse, broken: Broken) {
    this.#text = text;
    this.#from = from;
    this.#to = to;
    this.#end = end;
    this.#parse = parse;
    this.#broken = broken;
  }

  /** The elements; a text stands for all from where something is broken. */
  *[Symbol.iterator](): Generator<unknown> {
    for (let from = this.#from; from < this.#to; ) {
      let to = this.#endAfter(from + STRETCH);
      let elements = this.#elements(from, to);
      if (!elements) {
        // Odd indentation has cut an element: the rest is taken as it is.
        to = this.#to;
        elements = this.#elements(from, to);
      }
      if (!elements) {
        this.#broken(from);
        yield 'broken';
        return;
      }
      yield* elements;
      from = to + 1;
    }
  }

  /** Parsed by itself: what a list holds is asked before it is read. */
  first(): unknown {
    const to = this.#text.indexOf(this.#end, this.#from) + this.#end.length;
    const [first] = this.#elements(this.#from, to) ?? this;
    return first;
  }

  #endAfter(position: number): number {
    const at = this.#text.indexOf(this.#end, position);
    const to = at + this.#end.length;
    return at >= 0 && to < this.#to && this.#text.slice(to, to + 1) === ',' ? to : this.#to;
  }

  /** What parses is whole elements, because nothing but a whole object begins where the one before it ended. */
  #elements(from: number, to: number): readonly unknown[] | undefined {
    return this.#parse(this.#text.inBrackets(from, to)) as readonly unknown[] | undefined;
  }
}

/** The first element that is something. */
export function firstOf(list: Iterable<unknown>): unknown {
  if (list instanceof LongList) return list.first();
  for (const element of list) if (element) return element;
  return undefined;
}

/** The document with its list yet to be parsed; undefined for short ones, and those that are written another way. */
export function withLongList(
  text: Content,
  deepest: number,
  broken: Broken,
): Readonly<Record<string, unknown>> | undefined {
  if (text.length < LONG) return undefined;
  const [beginning = '', key = '', indentation = ''] = BEGINNING.exec(text.slice(0, 1000)) ?? [];
  if (key === '') return undefined;
  const end = `${indentation}}`;
  const from = beginning.length - 1;
  const to = text.lastIndexOf(end) + end.length;
  const closing = /^\r?\n\s*\]/.exec(text.slice(to, to + 1000))?.[0];
  // A list that closes before: the text holds several documents.
  if (closing === undefined || firstClosing(text, closing, from) !== to) return undefined;
  const parse: Parse = (part) => (isDeeperThan(part, deepest) ? undefined : parsed(part));
  const rest = parse(text.slice(0, from) + text.slice(to)) as Record<string, unknown> | undefined;
  return rest && { ...rest, [key]: new LongList(text, from, to, end, parse, broken) };
}

/** By its bracket, which is rarer than line breaks and indentation. */
function firstClosing(text: Content, closing: string, from: number): number {
  for (let at = text.indexOf(']', from); at >= 0; at = text.indexOf(']', at + 1)) {
    const begin = at + 1 - closing.length;
    if (begin >= 0 && text.slice(begin, at + 1) === closing) return begin;
  }
  return -1;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
