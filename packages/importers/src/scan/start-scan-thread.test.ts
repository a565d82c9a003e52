import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { scanAnswer, scanningWithin } from '../describe/scan-answer.ts';
import { diagnosticLog } from '../diagnostic-log.ts';
import { decodeText } from '../read/decode-text.ts';
import { LIMITS } from '../read/limits.ts';
import { readInputs } from '../read/read-inputs.ts';
import { snapshotOf } from '../snapshot-of.ts';
import { startScanThread } from './start-scan-thread.ts';

const scratch = mkdtempSync(join(tmpdir(), 'hopwise-scan-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const vpcs = Array.from({ length: 800 }, (_, i) => ({
  VpcId: `vpc-${i}`,
  CidrBlock: `10.${i >> 8}.${i & 255}.0/24`,
  IsDefault: i % 2 === 0,
  Tags: [
    { Key: 'Name', Value: i % 7 === 0 ? `Zürich "${i}"` : `shop-${i}` },
    { Key: 'Team', Value: 'ledger' },
  ],
}));
const reservations = vpcs.map(({ VpcId, Tags }, i) => ({ Instances: [{ InstanceId: `i-${i}`, VpcId, Tags }, {}] }));
const text = JSON.stringify({ Vpcs: vpcs, NextToken: 'more' }, null, 4);

const input = join(scratch, 'input');
mkdirSync(input);
for (const [name, content] of Object.entries<string | Buffer>({
  'a-vpcs.json': text,
  'b-reservations.json': JSON.stringify({ Reservations: reservations }),
  'c-short.json': JSON.stringify({ Vpcs: [{ VpcId: 'vpc-short' }] }),
  'd-broken.json': text.slice(0, -20_000),
  'e-two.json': `${text}\n${text}`,
  'f-utf-16.json': Buffer.from(text, 'utf16le'),
  'g-odd.json': text.replace('"vpc-3"', '7').replace('"vpc-4"', '{"a": [1e3, null]}'),
  'h-wrapped.json': JSON.stringify({
    Vpcs: vpcs.map(({ Tags }, i) => ({ PrefixListId: `pl-${i}`, Entries: [], Tags })),
  }),
  'hopwise.yaml': text,
  'i-text.txt': 'x'.repeat(100_000),
  'j-again.json': text.replaceAll('vpc-', 'vpc-1'),
})) {
  writeFileSync(join(input, name), content);
}

/** What comes of each file, and which of them the thread has read. */
async function readWith(thread: URL | undefined) {
  const log = diagnosticLog();
  const scanning = thread && { ...scanningWithin(LIMITS, thread), ahead: 1 };
  const read: unknown[] = [];
  const scanned: string[] = [];
  for await (const one of readInputs([input], log, scanning ? { scanning } : {})) {
    const name = one.name.slice(input.length + 1);
    if (one.scanned) scanned.push(name);
    const value = one.scanned?.document ?? scanAnswer(one.bytes, LIMITS.jsonDepth);
    const told = value ? JSON.stringify(snapshotOf([{ file: name, value }])) : decodeText(one.bytes);
    read.push([name, one.kind, told]);
  }
  return { read, scanned, diagnostics: log.all() };
}

function threadOf(name: string, code: string): URL {
  const file = join(scratch, name);
  writeFileSync(file, code);
  return pathToFileURL(file);
}

describe('what a thread scans is what is scanned without one', () => {
  test.each([
    ['as it is built', '../../dist/scan/scan-thread.js'],
    ['as it is bundled with the command', '../../../cli/dist/scan-thread.js'],
  ])('%s', async (_, path) => {
    const [alone, aside] = [await readWith(undefined), await readWith(new URL(path, import.meta.url))];
    expect(aside.read).toEqual(alone.read);
    expect(aside.diagnostics).toEqual(alone.diagnostics);
    expect(aside.scanned).toEqual(['a-vpcs.json', 'b-reservations.json', 'g-odd.json', 'j-again.json']);
  });
});

test.each([
  ['is not there', new URL('./no-such-thread.js', import.meta.url)],
  ['fails at once', threadOf('fails.mjs', 'throw new Error("out of memory")')],
  [
    'ends in the middle',
    threadOf(
      'ends.mjs',
      'import { parentPort } from "node:worker_threads"; parentPort.on("message", () => process.exit(1));',
    ),
  ],
])('a thread that %s is done without', async (_, thread) => {
  const [alone, aside] = [await readWith(undefined), await readWith(thread)];
  expect(aside).toEqual(alone);
});

test('whoever stops a thread is not left waiting', async () => {
  const thread = startScanThread(
    { plans: new Map(), deepest: LIMITS.jsonDepth },
    threadOf('idle.mjs', 'setInterval(() => {}, 1000);'),
  );
  const answer = thread?.scan({ path: join(input, 'a-vpcs.json'), size: text.length });
  thread?.stop();
  expect(await answer).toBeUndefined();
  expect(await thread?.scan({ path: join(input, 'a-vpcs.json'), size: text.length })).toBeUndefined();
});
