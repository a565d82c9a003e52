import type { FieldReader } from './field-reader.ts';
import { BYTE_CLASS, CLOSE_OBJECT, COMMA, PLAIN, QUOTE, spaceEnd, valueStart } from './json-bytes.ts';
import { Piece } from './words.ts';

/** A key of objects; one without a part is read by nobody. */
export interface Key {
  readonly part: Part | undefined;
  /** What came after its values before, what comes often first. */
  readonly steps: Step[];
  /** Of what nobody reads: the keys of the objects in it. Keys that are not remembered have none. */
  readonly inner: KeyTable | undefined;
}

/** A field of an object, under whichever of its spellings. */
export interface Part {
  /** Of the record's fields in their order. */
  readonly index: number;
  readonly reader: FieldReader;
  /** The last object that had it: twice in one is odd. */
  seenIn: number;
}

/** All that stands between a value and the next: `,⏎ "Key": `, or the end of the object, which has no key. */
export interface Step {
  readonly piece: Piece;
  readonly key: Key | undefined;
}

/** Bounds on what is remembered of strangers' keys: in all, after each, and of one step. */
const MOST_KEYS = 20_000;
const MOST_STEPS = 8;
const LONGEST_STEP = 200;
let remembered = 0;

/**
 * The keys of objects of one kind. Whoever writes answers writes them in the same order with the same white space each time,
 * so the last step is tried as it is before anything is looked at.
 */
export class KeyTable {
  readonly #parts: ReadonlyMap<string, Part>;
  readonly #keys = new Map<string, Key>();
  /** Stands before the first key. */
  readonly start: Key = { part: undefined, steps: [], inner: undefined };

  constructor(parts: ReadonlyMap<string, Part> = new Map()) {
    this.#parts = parts;
  }

  /** What comes at this place after a value of the key; undefined where it is odd. */
  stepAt(bytes: Buffer, view: DataView, at: number, before: Key): Step | undefined {
    const { steps } = before;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i] as Step;
      if (!step.piece.isAt(view, at, bytes.length)) continue;
      if (i > 0) {
        steps[i] = steps[i - 1] as Step;
        steps[i - 1] = step;
      }
      return step;
    }
    const step = this.#read(bytes, view, at, before);
    if (step && step.piece.length <= LONGEST_STEP) steps[Math.min(steps.length, MOST_STEPS - 1)] = step;
    return step;
  }

  #read(bytes: Buffer, view: DataView, from: number, before: Key): Step | undefined {
    let at = spaceEnd(bytes, from);
    if (bytes[at] === CLOSE_OBJECT) return { piece: new Piece(view, from, at + 1), key: undefined };
    if (before !== this.start) {
      if (bytes[at] !== COMMA) return undefined;
      at = spaceEnd(bytes, at + 1);
    }
    if (bytes[at] !== QUOTE) return undefined;
    let end = at + 1;
    while (BYTE_CLASS[bytes[end] as number] === PLAIN) end++;
    if (bytes[end] !== QUOTE) return undefined;
    const value = valueStart(bytes, end + 1);
    if (value < 0) return undefined;
    return { piece: new Piece(view, from, value), key: this.#key(bytes.toString('latin1', at + 1, end)) };
  }

  #key(name: string): Key {
    const known = this.#keys.get(name);
    if (known) return known;
    const part = this.#parts.get(name);
    const isKept = part !== undefined || remembered < MOST_KEYS;
    const inner = part === undefined && isKept ? new KeyTable() : undefined;
    const key: Key = { part, steps: [], inner };
    if (!isKept) return key;
    remembered++;
    this.#keys.set(name, key);
    return key;
  }
}
