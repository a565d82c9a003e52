import { answerFlow, compile, type Settings } from '@hopwise/core';
import { expect } from 'vitest';
import { questionOf, verdictOf } from '../properties/asking.ts';
import { type Raw, snapshotOf } from './build.ts';
import { judge, type Packet } from './oracle.ts';

/** What oracle and engine say, which must be one. */
export function agreed(resources: readonly Raw[], packet: Packet, settings: Partial<Settings> = {}): string {
  const snapshot = snapshotOf(resources, { settings });
  const { verdict, reason } = judge(snapshot, packet);
  expect(verdictOf(answerFlow(compile(snapshot), questionOf(packet))), reason).toBe(verdict);
  return verdict;
}
