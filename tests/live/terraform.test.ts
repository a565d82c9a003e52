import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Kind, recordType, type Snapshot } from '@hopwise/core';
import { collectLive, importSnapshot } from '@hopwise/importers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hopwise } from '../command-line.ts';
import { newFolder } from './collecting.ts';
import { type Emulator, startMoto } from './moto-server.ts';
import { terraformEstate } from './terraform-estate.ts';

/**
 * Minutes, most of them Terraform's own: run by `node scripts/live-check.mjs`. `HOPWISE_TERRAFORM` is the folder of a provider
 * that was downloaded before, or `registry`.
 */
const from = process.env.HOPWISE_TERRAFORM;
const REGION = 'eu-west-1';
let emulator: Emulator | undefined;

beforeAll(async () => {
  if (!from) return console.warn('SKIPPED: HOPWISE_TERRAFORM is not set: node scripts/live-check.mjs sets it.');
  if (spawnSync('terraform', ['version']).error) return console.warn('SKIPPED: terraform is not installed.');
  emulator = await startMoto();
}, 120_000);
afterAll(() => emulator?.stop());

test('what Terraform applied is collected as its state, and as its plan told', async (context) => {
  if (!emulator || !from) return context.skip('Terraform or the emulator is not there');
  const folder = newFolder();
  const terraform = async (...args: string[]) =>
    (await promisify(execFile)('terraform', args, { cwd: folder, maxBuffer: 1e9 })).stdout;
  writeFileSync(join(folder, 'main.tf'), terraformEstate(emulator.url, REGION));
  await terraform('init', '-input=false', ...(from === 'registry' ? [] : [`-plugin-dir=${from}`]));
  await terraform('plan', '-input=false', '-out=plan');
  writeFileSync(join(folder, 'plan.json'), await terraform('show', '-json', 'plan'));
  await terraform('apply', '-input=false', 'plan');
  writeFileSync(join(folder, 'state.json'), await terraform('show', '-json'));
  const live = join(folder, 'live');
  await collectLive({ out: live, endpoint: emulator.url, regions: [REGION], only: CALLS });

  const [ofState, ofLive] = [await read(join(folder, 'state.json')), await read(live)];
  let compared = 0;
  for (const kind of KINDS) {
    const { key } = recordType(kind);
    const known = new Map(ofLive.records[kind].map((record) => [key(record), record]));
    for (const record of ofState.records[kind].filter((one) => !isEmulated(kind, one))) {
      compared++;
      const now = known.get(key(record));
      expect(
        now !== undefined && isSaidBy(record, now),
        `${kind}: ${JSON.stringify(record)} but ${JSON.stringify(now)}`,
      ).toBe(true);
    }
  }
  expect(compared).toBe(20);

  const app =
    ofLive.records.instance.find(({ privateIpAddress }) => privateIpAddress === '10.0.1.10')?.instanceId ?? '';
  const verdict = async (sender: string, to: string, port: string, input: string) => {
    const args = ['path', sender, to, '--port', port, '--input', input, '--quiet', '--format', 'json'];
    const { stdout, stderr } = await hopwise(args);
    expect(stderr).toBe('');
    return (JSON.parse(stdout) as { verdict: string }).verdict;
  };
  // What a plan does not know yet are ids: the same questions by what the resources are called.
  for (const [to, port, expected] of QUESTIONS) {
    const named = to === '10.1.0.10' ? 'aws_instance.away' : to;
    for (const file of ['plan.json', 'state.json'])
      expect(await verdict('aws_instance.app', named, port, join(folder, file)), file).toBe(expected);
    expect(await verdict(app, to, port, live), `live ${to}`).toBe(expected);
  }
}, 600_000);

const QUESTIONS: readonly (readonly [string, string, string])[] = [
  ['10.1.0.10', '8443', 'reachable'],
  ['10.1.0.10', '22', 'blocked'],
  ['internet/198.51.100.7', '443', 'reachable'],
];

const CALLS = [
  'vpc',
  'subnet',
  'networkInterface',
  'instance',
  'routeTable',
  'securityGroup',
  'networkAcl',
  'prefixList',
].concat(['prefixListEntries', 'internetGateway', 'natGateway', 'address', 'vpcPeeringConnection']);
const KINDS: readonly Kind[] = [
  ...(['vpc', 'subnet', 'networkInterface', 'instance', 'routeTable', 'securityGroup'] as const),
  ...(['internetGateway', 'natGateway', 'vpcPeeringConnection', 'prefixListEntries'] as const),
];

async function read(path: string): Promise<Snapshot> {
  return (await importSnapshot([path])).snapshot;
}

/** The emulator makes default groups without the rule that admits the group itself, which AWS gives them (SG-02). */
function isEmulated(kind: Kind, record: object): boolean {
  return kind === 'securityGroup' && (record as { groupName?: string }).groupName === 'default';
}

/** Whether an account says all that a state says; lists have no order, and what one side leaves out says nothing. */
function isSaidBy(state: unknown, live: unknown): boolean {
  if (isNothing(state) || isNothing(live)) return true;
  if (Array.isArray(state))
    return (
      Array.isArray(live) &&
      state.length === live.length &&
      state.every((one) => live.some((two) => isSaidBy(one, two)))
    );
  if (typeof state !== 'object' || typeof live !== 'object') return state === live;
  const said = Object.entries(state as object).filter(([name]) => name !== 'source');
  return said.every(([name, value]) => isSaidBy(value, (live as Readonly<Record<string, unknown>>)[name]));
}

function isNothing(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}
