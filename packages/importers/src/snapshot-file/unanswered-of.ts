import { type Kind, kinds, type Unanswered } from '@hopwise/core';
import { textOf } from './place-record.ts';

/** One call that a snapshot says was asked and not answered, as a list that is empty where it is none. */
export function unansweredOf(value: unknown): Unanswered[] {
  if (typeof value !== 'object' || value === null) return [];
  const { account, region, kind, id, code } = value as Readonly<Record<string, unknown>>;
  if (!kinds.includes(kind as Kind)) return [];
  const place = { account: textOf(account), region: textOf(region), kind: kind as Kind };
  return [{ ...place, id: textOf(id), code: textOf(code) ?? 'no reason given' }];
}
