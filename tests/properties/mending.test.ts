import { applyChanges, compile, type Edit, findCut, findFix } from '@hopwise/core';
import { expect, test } from 'vitest';
import { judge } from '../oracle/oracle.ts';
import { CounterExample, check, questionOf } from './asking.ts';
import { askedNetworks, snapshotOfNetwork } from './networks.ts';

const networks = askedNetworks({ min: 2, max: 2 });
const balanced = askedNetworks({ min: 2, max: 2 }, ['loadBalancer', 'privateLink', 'inspection']);

/** How often each command was part of an answer. */
type Counts = Map<string, number>;

function count(counts: Counts, edits: readonly Edit[]): void {
  for (const operation of edits.flatMap(({ commands }) =>
    commands.flatMap((one) => (one.startsWith('aws ') ? (one.split(' ')[2] ?? '') : [])),
  )) {
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
  }
}

function show(what: string, counts: Counts): void {
  if (process.env.HOPWISE_STATISTICS) console.log(what, Object.fromEntries([...counts].sort()));
}

/** Whatever is fixed of the networks is so in the eyes of the oracle. */
function checkFixes(of: typeof networks, runs: number): Counts {
  const counts: Counts = new Map();
  check(of, runs, (network) => {
    const snapshot = snapshotOfNetwork(network);
    for (const packet of network.packets) {
      if (!['blocked', 'forward-only'].includes(judge(snapshot, packet).verdict)) continue;
      const fix = findFix(compile(snapshot), questionOf(packet));
      if (fix.result !== 'found') continue;
      count(counts, fix.edits);
      const patch = fix.edits.flatMap(({ changes }) => changes);
      const { verdict } = judge(applyChanges(snapshot, patch), packet);
      if (verdict === 'reachable') continue;
      throw new CounterExample(`after ${JSON.stringify(patch)}: ${verdict}`, snapshot, questionOf(packet));
    }
  });
  return counts;
}

function checkCuts(of: typeof networks, runs: number): Counts {
  const counts: Counts = new Map();
  check(of, runs, (network) => {
    const snapshot = snapshotOfNetwork(network);
    for (const packet of network.packets) {
      if (judge(snapshot, packet).verdict !== 'reachable') continue;
      const cut = findCut(compile(snapshot), questionOf(packet));
      if (cut.result !== 'found') continue;
      count(counts, cut.edits);
      const patch = cut.edits.flatMap(({ changes }) => changes);
      const { verdict } = judge(applyChanges(snapshot, patch), packet);
      if (verdict === 'blocked') continue;
      throw new CounterExample(`after ${JSON.stringify(patch)}: ${verdict}`, snapshot, questionOf(packet));
    }
  });
  return counts;
}

test('what a fix says is so in the eyes of the oracle: its patch makes the packet reachable', {
  timeout: 300_000,
}, () => {
  const counts = checkFixes(networks, 40);
  show('fixes', counts);
  expect(counts.size).toBeGreaterThan(0);
});

test('so it is behind balancers, endpoints and firewalls', { timeout: 300_000 }, () => {
  const counts = checkFixes(balanced, 100);
  show('fixes', counts);
  expect(counts.size).toBeGreaterThan(0);
});

test('what a cut says is so in the eyes of the oracle: its patch blocks the packet', { timeout: 300_000 }, () => {
  const counts = checkCuts(networks, 25);
  show('cuts', counts);
  expect(counts.size).toBeGreaterThan(0);
});

test('so it is of what cuts balancers, endpoints and firewalls off', { timeout: 300_000 }, () => {
  const counts = checkCuts(balanced, 40);
  show('cuts', counts);
  expect(counts.size).toBeGreaterThan(0);
});
