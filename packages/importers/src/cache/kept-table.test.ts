import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, findPath, packFacts, parseQuestion } from '@hopwise/core';
import { afterAll, expect, test, vi } from 'vitest';
import { importCached } from './import-cached.ts';

const folder = mkdtempSync(join(tmpdir(), 'hopwise-kept-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = () => importCached(['examples/hub-and-spoke/input'], {}, { folder, from: 0, verify: false });

/** Tables of the cache, which the first run writes. */
async function keptNetwork() {
  const first = await read();
  first.keep?.(packFacts(compile(first.snapshot)));
  return compile((await read()).snapshot);
}

test('records that mention a text are found without reading the others', async () => {
  const network = await keptNetwork();
  const { mentioning, all } = network.table('routeTable');
  const other = (await keptNetwork()).table('routeTable').all();
  const ids = ['local', ...other.flatMap((table) => JSON.stringify(table).match(/\b(?:subnet|tgw|vpc)-\w+/g) ?? [])];
  for (const id of new Set(ids.slice(0, 20))) {
    const wanted = other.filter((table) => JSON.stringify(table).includes(id));
    expect(wanted.length).toBeGreaterThan(0);
    expect(mentioning?.(id)).toEqual(wanted);
  }
  expect(mentioning?.('rtb-nobody')).toEqual([]);
  // A record is the same object however it was come by.
  expect(new Set(all())).toContain(network.get('routeTable', (other[0] as { routeTableId: string }).routeTableId));
});

test('who looks for many, or has read all, is told to look at all', async () => {
  const many = (await keptNetwork()).table('routeTable');
  const answers = Array.from({ length: 40 }, () => many.mentioning?.('local'));
  expect(answers[0]).toBeDefined();
  expect(answers.at(-1)).toBeUndefined();
  const whole = (await keptNetwork()).table('networkAcl');
  whole.all();
  expect(whole.mentioning?.('subnet-1')).toBeUndefined();
});

test('a question about two ends does not read all of the kinds that grow with the estate', async () => {
  const network = await keptNetwork();
  const kinds = ['networkInterface', 'routeTable', 'networkAcl', 'securityGroup'] as const;
  const reading = kinds.map((kind) => vi.spyOn(network.table(kind), 'all'));
  const { verdict } = findPath(network, parseQuestion(network, { from: '10.1.0.10', to: '10.101.0.20' }));
  expect(verdict).not.toBe('unknown');
  expect(kinds.filter((_, i) => reading[i]?.mock.calls.length)).toEqual([]);
});
