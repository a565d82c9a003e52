import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerFlow } from '@hopwise/core';
import { afterAll, expect, test } from 'vitest';
import type { Terminal } from '../terminal.ts';
import { answerFlows } from './flows.ts';

const failing: typeof answerFlow = (network, flow, expected) => {
  if (flow.from === 'broken') throw new TypeError('ours');
  return answerFlow(network, flow, expected);
};

const folder = mkdtempSync(join(tmpdir(), 'hopwise-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a fault of ours in one line does not end the others', async () => {
  const file = join(folder, 'flows.ndjson');
  const lines = ['broken', 'app-a'].map((from, id) => JSON.stringify({ id, from, to: 'db-a', port: 5432 }));
  writeFileSync(file, lines.join('\n'));
  let stdout = '';
  const write = async (text: string) => {
    stdout += text;
  };
  const terminal = { write, warn() {}, progress() {} } as unknown as Terminal;
  const exit = await answerFlows(terminal, file, {}, { input: ['examples/three-tier/input'] }, failing);
  const [first, second] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(first).toEqual({ id: 0, error: { code: 'FAULT', message: 'ours', hint: expect.stringContaining('report') } });
  expect(second).toMatchObject({ id: 1, verdict: 'reachable' });
  expect(exit).toBe(70);
});
