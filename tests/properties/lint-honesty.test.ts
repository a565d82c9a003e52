import { compile, type Kind, kinds, lint, type Snapshot } from '@hopwise/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CounterExample, check } from './asking.ts';
import { askedNetworks, snapshotOfNetwork } from './networks.ts';

const networks = askedNetworks({ min: 1, max: 1 });

test('every id is told once, and asking twice tells the same', () => {
  check(networks, 60, (network) => {
    const snapshot = snapshotOfNetwork(network);
    const { findings } = lint(compile(snapshot));
    const ids = findings.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(lint(compile(snapshot)).findings).toEqual(findings);
  });
});

const states = fc.constantFrom('absent', 'partial');

test('what the input lacks is nothing wrong: with less of a list, nothing new is found', { timeout: 300_000 }, () => {
  check(fc.tuple(networks, fc.constantFrom(...kinds), states), 400, ([network, kind, state]) => {
    const whole = snapshotOfNetwork(network);
    const known = new Set(lint(compile(whole)).findings.map(({ id }) => id));
    const { findings } = lint(compile(state === 'absent' ? without(whole, kind) : partOf(whole, kind)));
    const fresh = findings.filter(({ id }) => !known.has(id));
    if (fresh.length === 0) return;
    const told = fresh.map(({ id, message }) => `${id}: ${message}`).join('\n');
    throw new CounterExample(`${kind} ${state}: ${told}`, whole, {});
  });
});

/** As if nobody had asked for the kind. */
function without(snapshot: Snapshot, kind: Kind): Snapshot {
  const coverage = snapshot.coverage.filter((one) => one.kind !== kind);
  return { ...snapshot, records: { ...snapshot.records, [kind]: [] }, coverage };
}

/** As if a page had been lost. */
function partOf(snapshot: Snapshot, kind: Kind): Snapshot {
  const coverage = snapshot.coverage.map((one) => (one.kind === kind ? { ...one, state: 'partial' as const } : one));
  const records = snapshot.records[kind].filter((_, i) => i % 2 === 1);
  return { ...snapshot, records: { ...snapshot.records, [kind]: records }, coverage };
}
