import { recordType } from '@hopwise/core';
import { type KnownCall, valueUnder } from './call-index.ts';

/** Of a call that is made for one thing after the other, which of them the record is about. */
export function aboutOf({ kind, call: { argument } }: KnownCall, record: object): string | undefined {
  const { about } = recordType(kind);
  return about ? about(record) : textUnder(record, argument?.field ?? argument?.name);
}

/** The value of a call's argument that asks about an object of the kind that the argument runs over. */
export function idFor({ kind, call: { argument } }: KnownCall, record: object): string | undefined {
  const { of } = argument ?? {};
  return of === kind ? recordType(kind).key(record) : textUnder(record, argument?.field ?? argument?.name);
}

function textUnder(record: object, field: string | undefined): string | undefined {
  const value = field === undefined ? undefined : valueUnder(record, field);
  return typeof value === 'string' ? value : undefined;
}
