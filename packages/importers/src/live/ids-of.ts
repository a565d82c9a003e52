import { type DescribeCall, type Kind, recordType } from '@hopwise/core';
import { idFor } from '../describe/arguments.ts';
import { type KnownCall, valueUnder } from '../describe/call-index.ts';
import type { Answer } from './api-client.ts';

/** Gathers from the pages of a list what the calls that need it are asked about, each id once. */
export interface IdGatherer {
  /** How many elements the page holds. */
  add(page: Answer): number;
  readonly ids: ReadonlyMap<KnownCall, ReadonlySet<string>>;
}

export function gatherIds(list: KnownCall, askers: readonly KnownCall[]): IdGatherer {
  const ids = new Map(askers.map((asker) => [asker, new Set<string>()]));
  const { record } = recordType(list.kind);
  return {
    ids,
    add(page) {
      let count = 0;
      for (const element of elementsOf(page, list.call)) {
        count++;
        if (askers.length === 0) continue;
        const read = record.read(element, () => undefined);
        if (!read) continue;
        for (const [asker, found] of ids) {
          const id = isAskedAbout(asker, read) ? idFor(asker, read) : undefined;
          if (id) found.add(id);
        }
      }
      return count;
    },
  };
}

function isAskedAbout({ call: { argument } }: KnownCall, record: object): boolean {
  const { where } = argument ?? {};
  return !where || valueUnder(record, where.field) === where.is;
}

/** The objects of an answer, wherever the call has them. */
function* elementsOf(page: Answer, { key, holds }: DescribeCall): Generator<unknown> {
  const value = page[key];
  if (!isList(value)) {
    if (value !== undefined && value !== null) yield value;
    return;
  }
  for (const element of value) {
    if (typeof holds !== 'object') yield element;
    else if ('named' in holds) yield { [holds.named]: element };
    else yield* (element as Readonly<Record<string, readonly unknown[]>>)[holds.within] ?? [];
  }
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

/** The kinds whose objects other calls are asked about. */
export function askersOf(kind: Kind, calls: readonly KnownCall[]): readonly KnownCall[] {
  return calls.filter(({ call }) => call.argument?.of === kind);
}
