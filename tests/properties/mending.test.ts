import { applyChanges, compile, findCut, findFix } from '@hopwise/core';
import { expect, test } from 'vitest';
import { judge } from '../oracle/oracle.ts';
import { CounterExample, check, questionOf } from './asking.ts';
import { askedNetworks, snapshotOfNetwork } from './networks.ts';

const networks = askedNetworks({ min: 2, max: 2 });

test('what a fix says is so in the eyes of the oracle: its patch makes the packet reachable', {
  timeout: 300_000,
}, () => {
  let found = 0;
  check(networks, 40, (network) => {
    const snapshot = snapshotOfNetwork(network);
    for (const packet of network.packets) {
      if (!['blocked', 'forward-only'].includes(judge(snapshot, packet).verdict)) continue;
      const fix = findFix(compile(snapshot), questionOf(packet));
      if (fix.result !== 'found') continue;
      found++;
      const patch = fix.edits.flatMap(({ changes }) => changes);
      const { verdict } = judge(applyChanges(snapshot, patch), packet);
      if (verdict === 'reachable') continue;
      throw new CounterExample(`after ${JSON.stringify(patch)}: ${verdict}`, snapshot, questionOf(packet));
    }
  });
  if (process.env.HOPWISE_STATISTICS) console.log(`fixes: ${found}`);
  expect(found).toBeGreaterThan(0);
});

test('what a cut says is so in the eyes of the oracle: its patch blocks the packet', { timeout: 300_000 }, () => {
  let found = 0;
  check(networks, 25, (network) => {
    const snapshot = snapshotOfNetwork(network);
    for (const packet of network.packets) {
      if (judge(snapshot, packet).verdict !== 'reachable') continue;
      const cut = findCut(compile(snapshot), questionOf(packet));
      if (cut.result !== 'found') continue;
      found++;
      const patch = cut.edits.flatMap(({ changes }) => changes);
      const { verdict } = judge(applyChanges(snapshot, patch), packet);
      if (verdict === 'blocked') continue;
      throw new CounterExample(`after ${JSON.stringify(patch)}: ${verdict}`, snapshot, questionOf(packet));
    }
  });
  if (process.env.HOPWISE_STATISTICS) console.log(`cuts: ${found}`);
  expect(found).toBeGreaterThan(0);
});
