import { type DescribeCall, recordType } from '@hopwise/core';
import { type FieldReader, recordReader } from '../scan/field-reader.ts';
import { RecordMaker } from '../scan/record-maker.ts';
import type { Scan } from '../scan/tape.ts';
import type { Draft } from './assembly.ts';
import type { KnownCall } from './call-index.ts';

/** What every record has beside its fields, in this order. */
const PROVENANCE = ['account', 'region', 'source'];

/** The list of an answer whose elements were read off its bytes. */
export class ScannedList {
  /** Parsed: what a list holds is asked before it is read. */
  readonly first: unknown;
  readonly #known: KnownCall;
  readonly #maker: RecordMaker;

  constructor(scan: Scan, known: KnownCall) {
    this.#maker = new RecordMaker(scan);
    this.first = this.#maker.first;
    this.#known = known;
  }

  /** Makes the records, once; with each it tells where it stands in the list, which is at `pointer`. */
  forEach(pointer: string, keep: (element: Draft | Unread, pointer: string) => void): void {
    const maker = this.#maker;
    const within = withinOf(this.#known.call);
    const reader = readerOf(this.#known);
    const outer = maker.next();
    if (within === undefined) elements(outer, `${pointer}/`);
    else for (let i = 0; i < outer; i++) elements(maker.next(), `${pointer}/${i}/${within}/`);

    function elements(count: number, at: string): void {
      for (let i = 0; i < count; i++) {
        // Its fields were read as the type declares them; its place is filled in when it is kept.
        keep(maker.element(reader, (value) => new Unread(value)) as Draft | Unread, at + i);
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

/** Of lists whose elements hold the records in a list of their own: its key. */
export function withinOf({ holds }: DescribeCall): string | undefined {
  return typeof holds === 'object' && 'within' in holds ? holds.within : undefined;
}

export function readerOf({ kind }: KnownCall): FieldReader {
  return recordReader(recordType(kind).record, PROVENANCE);
}
