import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { importSnapshot } from '../import-snapshot.ts';
import { pruneInput } from '../prune/prune-input.ts';

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'hopwise-yaml-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function read(files: Readonly<Record<string, string>>) {
  const { snapshot, diagnostics } = await importSnapshot([folderOf(files)]);
  const state = snapshot.coverage.find(({ kind }) => kind === 'vpc')?.state;
  const said = diagnostics.filter(({ code }) => code !== 'MISSING').map(({ code }) => code);
  return { vpcs: snapshot.records.vpc, state, said, messages: diagnostics.map(({ message }) => message).join('\n') };
}

const VPC = `- VpcId: vpc-1
  CidrBlock: 10.0.0.0/16
  OwnerId: '011122223333'
  State: available
`;
const indented = (text: string) => text.replace(/^/gm, '  ');

test('what --output yaml prints is an answer; an account that begins with 0 stays a text', async () => {
  const { vpcs, state, said } = await read({ 'vpcs.yaml': `Vpcs:\n${VPC}` });
  expect(vpcs).toMatchObject([{ vpcId: 'vpc-1', cidrBlock: '10.0.0.0/16', account: '011122223333' }]);
  expect(state).toBe('complete');
  expect(said).not.toContain('NOT_JSON');
});

test('what yaml-stream prints is a page an item', async () => {
  const second = `Vpcs:\n${VPC.replace('vpc-1', 'vpc-2')}`;
  const pages = await read({
    'vpcs.yml': `- NextToken: abc\n  Vpcs:\n${indented(VPC)}\n- ${indented(second).trim()}\n`,
  });
  expect(pages).toMatchObject({ vpcs: [{ vpcId: 'vpc-1' }, { vpcId: 'vpc-2' }], state: 'complete' });
  const alone = await read({ 'vpcs.yml': `- NextToken: abc\n  Vpcs:\n${indented(VPC)}` });
  expect(alone.state).toBe('partial');
});

test('several documents of a file are read, the good ones even where others are broken', async () => {
  const { vpcs, said, messages } = await read({ 'all.yaml': `Vpcs:\n${VPC}---\nSubnets:\n- SubnetId: [hunter2\n` });
  expect(vpcs).toHaveLength(1);
  expect(said).toContain('JSON_BROKEN');
  expect(messages).not.toContain('hunter2');
});

test('YAML of others is left alone, and aliases that multiply are no answer', async () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefgh']
    .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]\n`)
    .join('')}Vpcs: *h\n`;
  const { vpcs, said } = await read({
    'vpcs.json': JSON.stringify({ Vpcs: [{ VpcId: 'vpc-1' }] }),
    'compose.yaml': 'services:\n  web:\n    image: nginx\n',
    'bomb.yaml': bomb,
  });
  expect(vpcs).toHaveLength(1);
  expect(said).toEqual(expect.arrayContaining(['NOT_JSON', 'JSON_BROKEN']));
});

test('an alias within its own anchor is no answer', async () => {
  const { vpcs, messages } = await read({
    'vpcs.json': JSON.stringify({ Vpcs: [{ VpcId: 'vpc-1' }] }),
    'looped.yaml': 'Vpcs:\n- &a\n  VpcId: vpc-2\n  Tags: [*a]\n',
  });
  expect(vpcs).toHaveLength(1);
  expect(messages).toContain('an alias leads back to where it stands');
});

test('archives that are not read say so', async () => {
  const { diagnostics } = await importSnapshot([folderOf({ 'a.json': '{"Vpcs":[]}', 'dump.tar.xz': '\xfd7zXZ' })]);
  expect(diagnostics.find(({ code }) => code === 'NOT_JSON')?.hint).toContain('unpack the others');
});

test('pruned, it is written as JSON, without what nothing reads', async () => {
  const out = folderOf({});
  const kept = await pruneInput([folderOf({ 'vpcs.yaml': `Vpcs:\n${VPC}`, 'k8s.yaml': 'kind: Pod\n' })], out);
  expect(kept).toMatchObject({ files: 1, left: [expect.stringContaining('k8s.yaml')] });
  expect(JSON.parse(readFileSync(join(out, 'vpcs.json'), 'utf8'))).toMatchObject({ Vpcs: [{ VpcId: 'vpc-1' }] });
});
