import { answerFlow, compile, type Kind, kinds, type Settings } from '@hopwise/core';
import { expect } from 'vitest';
import { questionOf, verdictOf } from '../properties/asking.ts';
import { type Raw, snapshotOf } from './build.ts';
import { judge, type Packet } from './oracle.ts';

/** What oracle and engine say, which must be one. Of the kinds in `partial` there may be more than was read. */
export function agreed(
  resources: readonly Raw[],
  packet: Packet,
  settings: Partial<Settings> = {},
  partial: readonly Kind[] = [],
): string {
  const coverage = kinds.map((kind) => ({
    ...{ account: undefined, region: undefined, kind },
    state: partial.includes(kind) ? ('partial' as const) : ('complete' as const),
  }));
  const snapshot = snapshotOf(resources, { settings, coverage });
  const { verdict, reason } = judge(snapshot, packet);
  expect(verdictOf(answerFlow(compile(snapshot), questionOf(packet))), reason).toBe(verdict);
  return verdict;
}
