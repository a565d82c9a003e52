import { answerFlow, compile } from '@hopwise/core';
import { describe, expect, test } from 'vitest';
import { questionOf, verdictOf } from '../properties/asking.ts';
import { egress, fromGroup, rule, tcp } from './ask.ts';
import { edit, type Raw, snapshotOf } from './build.ts';
import { f0 } from './networks.ts';
import { judge, type Packet } from './oracle.ts';

/** What oracle and engine say, which must be one. */
function agreed(resources: readonly Raw[], packet: Packet): string {
  const snapshot = snapshotOf(resources);
  const { verdict } = judge(snapshot, packet);
  expect(verdictOf(answerFlow(compile(snapshot), questionOf(packet)))).toBe(verdict);
  return verdict;
}

describe('group references', () => {
  test('what a NAT gateway lists under groups is no group that a rule can mean (ENI-03, SG-10)', () => {
    const toNat = tcp('app', '10.0.0.5', 443);
    const pending = edit(edit(f0(), 'pub-a', { State: 'pending' }), 'eni-nat', { Groups: [{ GroupId: 'sg-web' }] });
    expect(agreed(pending, toNat)).toBe('unknown');
    expect(agreed(egress(pending, 'sg-app', rule('tcp', 443, fromGroup('sg-web'))), toNat)).toBe('blocked');
  });
});
