import { type Coverage, type Kind, kinds } from '@hopwise/core';
import { textOf } from './place-record.ts';

/** One entry of a snapshot's coverage, as a list that is empty where it is none. */
export function coverageOf(value: unknown): Coverage[] {
  if (typeof value !== 'object' || value === null) return [];
  const { account, region, kind, state } = value as Readonly<Record<string, unknown>>;
  if (!kinds.includes(kind as Kind)) return [];
  const isComplete = state === 'complete';
  return [
    {
      account: textOf(account),
      region: textOf(region),
      kind: kind as Kind,
      state: isComplete ? 'complete' : 'partial',
    },
  ];
}
