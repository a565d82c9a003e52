import type { FieldMaker } from './field-maker.ts';
import { integerOf, type Scan, UNREAD } from './tape.ts';

const FLAGS = [undefined, false, true];

/** Makes records of what was read off bytes. */
export class RecordMaker {
  readonly #numbers: Int32Array;
  readonly #values: unknown[];
  /** The first of the values, which is no text. */
  readonly first: unknown;
  #at = 0;
  /** Fields of objects that are still open, innermost last. */
  readonly #open: unknown[] = [];
  #count = 0;

  constructor({ numbers, values }: Scan) {
    this.#numbers = numbers;
    const text = Buffer.from(values.buffer, values.byteOffset, values.length).toString('utf8');
    this.#values = JSON.parse(text) as unknown[];
    this.first = this.#values[0];
    this.#values[0] = undefined;
  }

  /** The next number. */
  next(): number {
    return this.#numbers[this.#at++] as number;
  }

  /** The record that comes next, or what `unread` makes of its value. */
  element<T>(maker: FieldMaker, unread: (value: unknown) => T): object | T {
    if (this.#numbers[this.#at] !== UNREAD) return this.#shape(maker) as object;
    this.#at++;
    return unread(this.#values[this.next()]);
  }

  #value(maker: FieldMaker): unknown {
    switch (maker.kind) {
      case 'text':
        return this.#values[this.next()];
      case 'list':
        return this.#list(maker);
      case 'shape':
        return this.#shape(maker);
      case 'flag':
        return FLAGS[this.next()];
      case 'integer':
        return integerOf(this.next(), this.#values);
      case 'tags':
        return this.#tags(maker);
      case 'other':
        this.#at++;
        return maker.nothing;
    }
  }

  #shape({ fields, blank, make }: FieldMaker): object | undefined {
    const count = this.next();
    if (count === 0 || !make) return undefined;
    const open = this.#open;
    const first = this.#count;
    for (let i = 0; i < blank.length; i++) open[first + i] = blank[i];
    this.#count = first + blank.length;
    for (let i = 1; i < count; i++) {
      const field = this.next();
      open[first + field] = this.#value(fields[field] as FieldMaker);
    }
    this.#count = first;
    return make(open, first);
  }

  #list({ item, nothing }: FieldMaker): unknown {
    const count = this.next();
    if (count === 0 || !item) return nothing;
    const list = new Array<unknown>(count);
    for (let i = 0; i < count; i++) list[i] = this.#value(item);
    return list;
  }

  #tags({ tags }: FieldMaker): unknown {
    const count = this.next();
    const sorted: string[] = [];
    for (let i = 0; i < count; i++) {
      const both = ['', ''];
      for (let fields = this.next(); fields > 1; fields--) {
        const field = this.next();
        both[field] = (this.#values[this.next()] as string | undefined) ?? '';
      }
      insert(sorted, both[0] as string, both[1] as string);
    }
    return tags?.of(sorted);
  }
}

/** Equal keys stay in their order. */
function insert(sorted: string[], key: string, value: string): void {
  let at = sorted.length;
  sorted.push(key, value);
  for (; at > 0 && (sorted[at - 2] as string) > key; at -= 2) {
    sorted[at] = sorted[at - 2] as string;
    sorted[at + 1] = sorted[at - 1] as string;
  }
  sorted[at] = key;
  sorted[at + 1] = value;
}
