import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Terminal } from '../../terminal.ts';
import { createDesk } from './desk.ts';

const folder = mkdtempSync(join(tmpdir(), 'hopwise-desk-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A desk that has opened an example, in a process of its own. */
async function opened() {
  const tasks: (() => void)[] = [];
  const terminal = {
    cache: { folder, from: 0 },
    progress: () => undefined,
    warn: () => undefined,
    afterwards: (task: () => void) => tasks.push(task),
  } as unknown as Terminal;
  const desk = createDesk(terminal);
  const source = { input: ['examples/three-tier/input'] };
  const answer = await desk.answer({ topic: 'open', ...source }, () => undefined);
  for (const task of tasks) task();
  return answer;
}

it('opens an input whose cache turns out to be broken', async () => {
  const good = await opened();
  const file = join(folder, readdirSync(folder)[0] as string);
  const whole = readFileSync(file);
  for (let at = whole.indexOf('"sg-'); at >= 0; at = whole.indexOf('"sg-', at + 1)) whole.write('x', at + 4);
  writeFileSync(file, whole);
  expect(await opened()).toEqual(good);
  expect(readdirSync(folder)).toEqual([]);
});
