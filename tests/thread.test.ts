import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeEstate } from '../bench/generate.mjs';

/** Threads run what was built: `npm test` builds it. */
const MAIN = 'packages/cli/dist/main.js';
const THREE_TIER = ['--input', 'examples/three-tier/input'];
const scratch = mkdtempSync(join(tmpdir(), 'hopwise-thread-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, HOPWISE_CACHE: 'off' } });
}

async function run(args: readonly string[], input = '') {
  const child = start(args);
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name]?.on('data', (piece) => (texts[name] += String(piece)));
  child.stdin?.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { ...texts, code };
}

it.skipIf(!existsSync(MAIN) || !existsSync('/dev/full'))('an answer that cannot be written says so', async () => {
  const child = spawn('sh', ['-c', `"${process.execPath}" ${MAIN} explain > /dev/full`]);
  let stderr = '';
  child.stderr.on('data', (piece) => {
    stderr += String(piece);
  });
  const [code] = await once(child, 'close');
  expect([code, stderr]).toEqual([2, 'hopwise: the answer cannot be written: there is no space left\n']);
});

describe.skipIf(!existsSync(MAIN))('a command in a thread of its own', () => {
  it.each([
    ['an answer', ['path', 'app-b', 'db-a:5432', ...THREE_TIER], ''],
    ['a wrong question', ['path', 'nobody', 'db-a:5432', ...THREE_TIER], ''],
    ['a comparison', ['diff', 'examples/three-tier/input', 'examples/three-tier/terraform'], ''],
    [
      'a comparison with standard input',
      ['diff', '-,examples/three-tier/input', 'examples/three-tier/input'],
      '{"Subnets": []}',
    ],
    [
      'questions from standard input',
      ['path', '--flows', '-', ...THREE_TIER],
      '{"from":"app-b","to":"db-a","port":5432}\n',
    ],
  ])('prints and ends like any other: %s', async (_what, args, input) => {
    const [plain, aside] = await Promise.all([run(args, input), run([...args, '--max-memory', '1GB'], input)]);
    expect(aside).toEqual(plain);
    expect(plain.stdout + plain.stderr).not.toBe('');
  });

  it('says so where memory does not suffice, and ends', async () => {
    await writeEstate(scratch, { interfaces: 4_000, seed: 1 });
    const { code, stdout, stderr } = await run(['exposure', '--max-memory', '128MB', '--input', scratch]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'hopwise: this takes more than the 128 MB of memory that it may have.\n' +
        '  Allow more by --max-memory, or give fewer accounts or Regions at once.\n',
    );
  });

  it('watches over comparisons of large inputs too', async () => {
    await writeEstate(scratch, { interfaces: 4_000, seed: 1 });
    const { code, stderr } = await run(['diff', scratch, 'examples/three-tier/input', '--max-memory', '128MB']);
    expect(code).toBe(2);
    expect(stderr).toContain('this takes more than the 128 MB of memory');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends on %s at once, as shells tell it', async (signal, expected) => {
    const child = start(['path', '--flows', '-', '--max-memory', '1GB', ...THREE_TIER]);
    child.stdin?.write('{"from":"app-b","to":"db-a","port":5432}\n');
    if (child.stdout) await once(child.stdout, 'data');
    child.kill(signal);
    expect(await once(child, 'close')).toEqual([expected, null]);
  });

  it.each([
    ['in the only thread', []],
    ['in a thread of its own', ['--max-memory', '1GB']],
  ])('leaves nothing of what it was writing, %s', async (_, more) => {
    const [input, here] = [join(scratch, 'estate'), join(scratch, 'written')];
    rmSync(here, { recursive: true, force: true });
    await writeEstate(input, { interfaces: 3_000, seed: 1 });
    mkdirSync(here);
    const child = start(['import', '--prune', '--out', join(here, 'out'), '--input', input, ...more]);
    const ended = once(child, 'close');
    while (readdirSync(here).length === 0 && child.exitCode === null) await new Promise((go) => setTimeout(go, 5));
    expect(readdirSync(here)).toEqual([expect.stringMatching(/^\.out\.\d+\.part$/)]);
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(readdirSync(here)).toEqual([]);
  });
});
