import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hopwise } from './command-line.ts';

const INPUT = ['--input', 'examples/three-tier/input'];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hopwise-import-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const path = async (input: string) =>
  JSON.parse(
    (await hopwise(['path', 'i-0435058ab0497449d', '10.20.20.10:5432', '--input', input, '--format', 'json'])).stdout,
  ) as {
    verdict: string;
  };

test('an anonymized snapshot answers as its input, and tells nobody whose it is', async () => {
  const out = join(newFolder(), 'snapshot.json');
  expect(await hopwise(['import', ...INPUT, '--anonymize', '--out', out])).toMatchObject({ exit: 0 });
  const text = readFileSync(out, 'utf8');
  expect(text).not.toMatch(/app-b|db-a|postgres from|"shop"|examples\//);
  expect((await path(out)).verdict).toBe((await path('examples/three-tier/input')).verdict);
  await hopwise(['import', ...INPUT, '--anonymize', '--out', out]);
  expect(readFileSync(out, 'utf8')).not.toBe(text);
  const again = join(newFolder(), 'again.json');
  await hopwise(['import', ...INPUT, '--anonymize', 'a key', '--out', out]);
  await hopwise(['import', ...INPUT, '--anonymize', 'a key', '--out', again]);
  expect(readFileSync(again, 'utf8')).toBe(readFileSync(out, 'utf8'));
});

test('a pruned folder answers as its input, and nothing is written over', async () => {
  const out = join(newFolder(), 'pruned');
  expect(await hopwise(['import', ...INPUT, '--prune', '--out', out])).toMatchObject({ exit: 0 });
  expect((await path(out)).verdict).toBe('forward-only');
  const again = await hopwise(['import', ...INPUT, '--prune', '--out', out]);
  expect(again).toMatchObject({ exit: 2, stdout: '' });
  expect(again.stderr).toContain('nothing is written over');
});

test('what is left out is named, and what cannot be meant is said', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'a.json'), JSON.stringify({ Vpcs: [{ VpcId: 'vpc-1' }] }));
  writeFileSync(join(folder, 'b.txt'), 'notes');
  const ran = await hopwise(['import', '--input', folder, '--prune', '--out', join(newFolder(), 'out')]);
  expect(ran.stderr).toMatch(/Left out, being no answers of AWS that are read: .*b\.txt\./);
  expect((await hopwise(['import', ...INPUT, '--prune'])).stderr).toContain('Say where --prune is to write');
  expect((await hopwise(['import', ...INPUT, '--anonymize'])).stderr).toContain('Say where --anonymize is to write');
  const both = ['--prune', '--anonymize', '--out', 'x'];
  expect((await hopwise(['import', ...INPUT, ...both])).stderr).toContain('cannot be given together');
});
