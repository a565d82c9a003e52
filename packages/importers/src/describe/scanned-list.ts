import type { Field } from '@hopwise/core';
import { type FieldMaker, makerOfRecords } from '../scan/field-maker.ts';
import { RecordMaker } from '../scan/record-maker.ts';
import type { Scan } from '../scan/tape.ts';
import type { Draft } from './assembly.ts';

/** What every record has beside its fields, in this order. */
const PROVENANCE = ['account', 'region', 'source'];

/** The list of an answer whose elements were read off its bytes. */
export class ScannedList {
  /** What a list holds is asked before it is read. */
  readonly first: unknown;
  readonly #record: FieldMaker;
  readonly #within: string | undefined;
  readonly #maker: RecordMaker;

  /** `within` is the key of the list that each element holds its records in, if it does. */
  constructor(scan: Scan, record: Field<unknown>, within: string | undefined) {
    this.#record = makerOfRecords(record, PROVENANCE);
    this.#within = within;
    this.#maker = new RecordMaker(scan);
    this.first = this.#maker.first;
  }

  /** Makes the records, once; with each it tells where it stands in the list, which is at `pointer`. */
  forEach(pointer: string, keep: (element: Draft | Unread, pointer: string) => void): void {
    const maker = this.#maker;
    const record = this.#record;
    const outer = maker.next();
    if (this.#within === undefined) elements(outer, `${pointer}/`);
    // Joined they are one text; put together they would be kept as the five that they are made of.
    else for (let i = 0; i < outer; i++) elements(maker.next(), [pointer, i, this.#within, ''].join('/'));

    function elements(count: number, at: string): void {
      for (let i = 0; i < count; i++) {
        // Its fields were read as the type declares them; its place is filled in when it is kept.
        keep(maker.element(record, (value) => new Unread(value)) as Draft | Unread, at + i);
      }
    }
  }
}

export class Unread {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}
