import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { hopwise } from './command-line.ts';
import { hasTmux, type PseudoTerminal, pseudoTerminal } from './pseudo-terminal.ts';

const MAIN = resolve('packages/cli/dist/main.js');
const INPUT = 'examples/three-tier/input';

if (!hasTmux) console.warn('Skipped: the explorer in a real terminal. There is no tmux here.');

test('where there is no terminal, the explorer says what to do instead', async () => {
  const { stderr, exit } = await hopwise(['explore', '--input', INPUT]);
  expect(exit).toBe(2);
  expect(stderr).toBe(
    'hopwise: The explorer needs a terminal: standard input and output are not one\n' +
      '  Use hopwise path, exposure or matrix in scripts; --format json has the same\n  facts.\n',
  );
});

describe.skipIf(!hasTmux)('in a terminal', () => {
  let terminal: PseudoTerminal;
  const start = async (words: string, columns = 80, rows = 24) => {
    terminal = pseudoTerminal(columns, rows);
    terminal.type(`node ${MAIN} ${words}; echo left with $?`);
    terminal.press('Enter');
  };
  afterEach(() => terminal.close());

  /** The screen that was there before, the cursor, echo and line editing. */
  const expectRestored = async (code: number) => {
    await terminal.see(`left with ${code}`);
    expect([terminal.ask('alternate_on'), terminal.ask('cursor_flag')]).toEqual(['0', '1']);
    terminal.type('stty -a | grep -ow -e -echo -e -icanon; echo no more');
    terminal.press('Enter');
    const shown = await terminal.see(/^no more/m);
    expect(shown.split('\n').filter((line) => line === '-echo' || line === '-icanon')).toEqual([]);
  };

  test('search, path, what-if, save, resize, quit', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hopwise-explore-'));
    await start(`explore --input ${INPUT}`);
    await terminal.see('VPC shop');
    expect([terminal.ask('alternate_on'), terminal.ask('cursor_flag')]).toEqual(['1', '0']);

    terminal.press('/');
    terminal.type('app-b');
    await terminal.see('/ app-b');
    terminal.press('Escape');
    // A key that follows at once would be one with Alt.
    await terminal.see(/Network[^\n]*\n┃ . ▾ All accounts/);

    terminal.press(':');
    terminal.type('path app-b db-a tcp/5432');
    terminal.press('Enter');
    await terminal.see('FORWARD-ONLY on tcp/5432');

    terminal.press('F');
    await terminal.see('aws ec2 create-network-acl-entry');
    terminal.press('Enter');
    await terminal.see('✓ REACHABLE on tcp/5432');
    terminal.press('4');
    await terminal.see('1 of 1 asked question changed; ≠ pairs: newly reachable 2');

    terminal.press('s', 'C-u');
    terminal.type(join(folder, 'patch.json'));
    terminal.press('Enter');
    await terminal.see('Saved: hopwise what-if --patch');

    terminal.resize(200, 60);
    const wide = await terminal.see(/┌─ Network .*┓|┌─ Network .*┏━ What if/);
    expect(wide.split('\n')[1]?.length).toBe(200);
    terminal.resize(50, 12);
    await terminal.see('At least 60×16 is needed');
    terminal.resize(80, 24);
    await terminal.see('┏━ What if');
    terminal.press('q');
    await expectRestored(0);

    // The command takes what the explorer saved, and says the same.
    const patch = join(folder, 'patch.json');
    expect(JSON.parse(readFileSync(patch, 'utf8'))).toHaveLength(1);
    const asked = await hopwise(['what-if', 'app-b', 'db-a:5432', '--patch', patch, '--input', INPUT]);
    expect([asked.exit, asked.stdout]).toEqual([0, expect.stringContaining('REACHABLE on tcp/5432')]);
    rmSync(folder, { recursive: true });
  });

  test('Ctrl-C leaves the terminal as it was', async () => {
    await start(`explore --input ${INPUT}`);
    await terminal.see('VPC shop');
    terminal.press('C-c');
    await expectRestored(0);
  });

  test('a signal leaves the terminal as it was', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hopwise-explore-'));
    const pid = join(folder, 'pid');
    terminal = pseudoTerminal();
    terminal.type(`bash -c 'echo $$ > ${pid}; exec node ${MAIN} explore --input ${INPUT}'; echo left with $?`);
    terminal.press('Enter');
    await terminal.see('VPC shop');
    process.kill(Number(readFileSync(pid, 'utf8')), 'SIGTERM');
    await expectRestored(143);
    rmSync(folder, { recursive: true });
  });

  test('input that cannot be read is told on the screen that was there before', async () => {
    await start('explore --input nowhere');
    await terminal.see('hopwise: ');
    await expectRestored(2);
  });

  test('without a command it offers the explorer where there is something to explore', async () => {
    terminal = pseudoTerminal();
    terminal.type(`cd examples/three-tier && node ${MAIN}; echo left with $?`);
    terminal.press('Enter');
    await terminal.see('There is AWS configuration in input/. Open the explorer? [Y/n]');
    terminal.press('y');
    await terminal.see('VPC shop');
    terminal.press('q');
    await expectRestored(0);
    terminal.type(`clear; cd ../../docs && node ${MAIN} 2>&1 | head -1`);
    terminal.press('Enter');
    await terminal.see('Usage: hopwise');
  });
});
