import type { FieldPlan } from './field-plan.ts';
import { type FieldReader, fieldReader, keysWith } from './field-reader.ts';
import { CLOSE_LIST, COMMA, DEEPEST, OPEN_LIST, OPEN_OBJECT, spaceEnd, valueEnd } from './json-bytes.ts';
import type { KeyTable } from './key-table.ts';
import { RecordScanner } from './record-scanner.ts';
import { type Scan, Tape, UNREAD } from './tape.ts';
import { ValuePool } from './value-pool.ts';
import { walkObject } from './walk-object.ts';

type Json = Record<string, unknown>;

/** A list of an answer whose elements are records, or hold records in a list of their own. */
export interface ListPlan {
  readonly record: FieldPlan;
  readonly within: string | undefined;
}

/** What was read of an answer. */
export interface ScannedAnswer {
  /** What stands beside the list, and nothing in its place. */
  readonly beside: Json;
  readonly key: string;
  readonly list: Scan;
}

interface KnownList {
  readonly record: FieldReader;
  readonly within: string | undefined;
  readonly outer: KeyTable | undefined;
}

/** Shorter answers are parsed sooner than looked at. */
export const SHORTEST: number = 1 << 16;
/** Bytes that may stand beside the list, which are parsed. */
const MOST_BESIDE = 1 << 16;
/** Keys that objects do not take like others, and the one that tells a template. */
const UNFIT: ReadonlySet<string> = new Set(['__proto__', 'Resources']);

/**
 * Reads long answers off their bytes: JSON.parse makes a value of every byte, and most of those are white space, keys and
 * fields that nobody reads.
 */
export class AnswerScanner {
  readonly #plans: ReadonlyMap<string, ListPlan>;
  readonly #lists = new Map<string, KnownList>();
  readonly #tape = new Tape(new ValuePool());

  /** The plans of lists by their keys. */
  constructor(plans: ReadonlyMap<string, ListPlan>) {
    this.#plans = plans;
  }

  /**
   * What is read is good until the next answer is. Undefined for whatever is not one answer of one call in plain JSON: who
   * asked parses it, so that what is odd is told as ever.
   */
  scan(bytes: Buffer, deepest: number, shortest: number = SHORTEST): ScannedAnswer | undefined {
    // Whoever allows less depth than is skipped here wants it counted.
    if (bytes.length < shortest || deepest < 2 * DEEPEST) return undefined;
    try {
      return this.#answer(bytes);
    } catch {
      // It ended in the middle of a text.
      return undefined;
    }
  }

  #answer(bytes: Buffer): ScannedAnswer | undefined {
    const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    const beside: Json = {};
    let listKey: string | undefined;
    let length = 0;
    const end = walkObject(bytes, spaceEnd(bytes, isMarked ? 3 : 0), (key, from) => {
      if (Object.hasOwn(beside, key) || UNFIT.has(key)) return -1;
      const known = bytes[from] === OPEN_LIST ? this.#known(key) : undefined;
      if (known) {
        if (listKey !== undefined) return -1;
        listKey = key;
        beside[key] = undefined;
        return this.#list(bytes, from, known);
      }
      const to = valueEnd(bytes, from);
      length += to - from;
      if (to < 0 || length > MOST_BESIDE) return -1;
      beside[key] = JSON.parse(bytes.toString('utf8', from, to));
      return to;
    });
    if (end < 0 || listKey === undefined || spaceEnd(bytes, end) !== bytes.length) return undefined;
    return { beside, key: listKey, list: this.#tape.scan() };
  }

  #known(key: string): KnownList | undefined {
    const plan = this.#plans.get(key);
    if (!plan) return undefined;
    const { within } = plan;
    const record = this.#lists.get(key)?.record ?? fieldReader(plan.record);
    const known = this.#lists.get(key) ?? { record, within, outer: within ? keysWith(within, record) : undefined };
    this.#lists.set(key, known);
    return known;
  }

  /** After the list; -1 where it has no object, or something is odd. */
  #list(bytes: Buffer, from: number, known: KnownList): number {
    const at = spaceEnd(bytes, from + 1);
    const end = bytes[at] === OPEN_OBJECT ? valueEnd(bytes, at) : -1;
    if (end < 0) return -1;
    this.#tape.clear();
    // What a list holds is asked before it is read.
    this.#tape.pool.add(bytes, at, end);
    return new ListScan(bytes, this.#tape, known).list(from, known.outer);
  }
}

class ListScan {
  readonly #bytes: Buffer;
  readonly #tape: Tape;
  readonly #record: FieldReader;
  readonly #scanner: RecordScanner;

  constructor(bytes: Buffer, tape: Tape, { record }: KnownList) {
    this.#bytes = bytes;
    this.#tape = tape;
    this.#record = record;
    this.#scanner = new RecordScanner(bytes, tape);
  }

  /** After the list whose elements, or those of a list under a key of theirs, are records; -1 where something is odd. */
  list(from: number, outer: KeyTable | undefined): number {
    const bytes = this.#bytes;
    const place = this.#tape.push(0);
    let at = spaceEnd(bytes, from + 1);
    if (bytes[at] === CLOSE_LIST) return at + 1;
    for (let count = 1; ; count++) {
      if (bytes[at] !== OPEN_OBJECT) return -1;
      at = outer ? this.#outer(at, outer) : this.#element(at);
      if (at < 0) return -1;
      this.#tape.numbers[place] = count;
      at = spaceEnd(bytes, at);
      if (bytes[at] === CLOSE_LIST) return at + 1;
      if (bytes[at] !== COMMA) return -1;
      at = spaceEnd(bytes, at + 1);
    }
  }

  #element(from: number): number {
    const read = this.#scanner.record(this.#record, from);
    if (read >= 0) return read;
    const end = valueEnd(this.#bytes, from);
    if (end < 0) return -1;
    this.#tape.push(UNREAD);
    this.#tape.push(this.#tape.pool.add(this.#bytes, from, end));
    return end;
  }

  /** An element that holds records in a list, such as a reservation. */
  #outer(from: number, keys: KeyTable): number {
    const before = this.#tape.length;
    const end = this.#scanner.walk(keys, from, (at) => (this.#bytes[at] === OPEN_LIST ? this.list(at, undefined) : -1));
    if (this.#tape.length === before) this.#tape.push(0);
    return end;
  }
}
