import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EC2 } from '@aws-sdk/client-ec2';
import { type Kind, kinds, type Snapshot } from '@hopwise/core';
import { collectLive, collectScript, importSnapshot } from '@hopwise/importers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hopwise } from '../command-line.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { jsonOf, newFolder } from './collecting.ts';
import { type BuiltEstate, buildEstate } from './estate.ts';
import { type Emulator, startMoto } from './moto-server.ts';

const REGION = 'eu-west-1';
const ACCOUNT = '123456789012';

/** AWS's own SDK and CLI against an emulator, by way of a server that words what the emulator lacks as AWS would. */
let emulator: Emulator | undefined;
let aws: ApiServer;
let estate: BuiltEstate;

beforeAll(async () => {
  emulator = await startMoto();
  if (!emulator) return;
  aws = await startApiServer(() => 'forward', emulator.url);
  estate = await buildEstate(aws.url, REGION);
}, 120_000);
afterAll(async () => {
  await aws?.close();
  emulator?.stop();
});

const live = (name: string, body: () => Promise<void>) =>
  test(name, async (context) => (emulator ? body() : context.skip('moto_server is not there')), 120_000);

live('what was built with the SDK is collected, and answers questions', async () => {
  const out = newFolder();
  const { file } = await collectLive({ out, endpoint: aws.url, regions: [REGION], skip: OTHERS });
  expect(new Set(file.failures.map(({ code }) => code))).toEqual(new Set(['UnknownOperationException']));
  const verdict = async (from: string, to: string, port: string) => {
    const { stdout } = await hopwise(['path', from, to, '--port', port, '--input', out, '--quiet', '--format', 'json']);
    return (JSON.parse(stdout) as { verdict: string }).verdict;
  };
  expect(await verdict('internet', estate.web, '443')).toBe('reachable');
  expect(await verdict('internet', estate.web, '22')).toBe('reachable');
  expect(await verdict('internet/198.51.100.7', estate.web, '22')).toBe('blocked');
  expect(await verdict(estate.web, estate.app, '8080')).toBe('reachable');
  expect(await verdict(estate.app, estate.partner, '8443')).toBe('reachable');
  expect(await verdict(estate.web, estate.partner, '8443')).toBe('blocked');
  expect(await verdict(estate.app, 'internet/198.51.100.7', '443')).toBe('reachable');
  expect(await verdict(estate.partner, 'internet/198.51.100.7', '443')).toBe('blocked');
  const { snapshot } = await importSnapshot([out]);
  expect(countsOf(snapshot)).toMatchObject({
    ...{ instance: 3, natGateway: 1, vpcPeeringConnection: 1, vpcEndpoint: 1, address: 2, prefixList: 7 },
    ...{ transitGateway: 1, transitGatewayVpcAttachment: 2, transitGatewayRoutes: 1, transitGatewayAssociations: 1 },
    ...{ loadBalancer: 1, listener: 1, listenerRule: 1, targetGroup: 1, targetHealth: 1, loadBalancerAttributes: 1 },
  });
});

live('the script, run with the AWS CLI, writes what the SDK collects', async () => {
  if (spawnSync('aws', ['--version']).error) return console.warn('SKIPPED: the aws command is not installed.');
  const folder = newFolder();
  // Each call of the CLI takes a second: these stand for all, with and without argument, and the others answer nothing.
  const real = ['describe-route-tables', 'describe-network-interfaces'];
  mkdirSync(join(folder, 'bin'));
  writeFileSync(
    join(folder, 'bin', 'aws'),
    `#!/bin/sh
case "$2 $*" in
  *'--output text'*) ;;
  ${[...real, 'get-managed-prefix-list-entries'].map((name) => `${name}*`).join(' | ')})
    PATH=$REAL_PATH exec aws --endpoint-url "$ENDPOINT" "$@" ;;
esac
case "$*" in
  *get-caller-identity*) echo ${ACCOUNT} ;;
  *'PrefixLists[]'*) echo "$LIST" ;;
  *'--output text'*) ;;
  *) echo 'An error occurred (NotAsked) in this test' >&2; exit 254 ;;
esac
`,
  );
  chmodSync(join(folder, 'bin', 'aws'), 0o755);
  writeFileSync(join(folder, 'collect.sh'), collectScript());
  const lists = await new EC2({ endpoint: aws.url, region: REGION }).describeManagedPrefixLists({});
  const LIST = lists.PrefixLists?.find(({ PrefixListName }) => PrefixListName === 'offices')?.PrefixListId ?? '';
  const { PATH = '' } = process.env;
  const env = {
    ...process.env,
    ...{ PATH: `${join(folder, 'bin')}:${PATH}`, REAL_PATH: PATH, ENDPOINT: aws.url, LIST },
    ...{ OUT: join(folder, 'script'), AWS_DEFAULT_REGION: REGION },
  };
  // Not synchronously: the server that the CLI asks lives in this process.
  await promisify(execFile)('sh', [join(folder, 'collect.sh'), REGION], { env });
  const out = join(folder, 'sdk');
  const only = [...real, 'prefix-list-entries'];
  await collectLive({ out, endpoint: aws.url, regions: [REGION], only });

  const place = [ACCOUNT, REGION] as const;
  const files = real.map((name) => `ec2-${name}.json`);
  for (const file of [...files, `ec2-get-managed-prefix-list-entries/${LIST}.json`]) {
    const [script, sdk] = [jsonOf(folder, 'script', ...place, file), jsonOf(out, ...place, file)];
    expect(withoutTimes(script), file).toEqual(withoutTimes(sdk));
  }
});

live('diff --live tells what became reachable since', async () => {
  const out = newFolder();
  const only = ['ec2'];
  await collectLive({ out, endpoint: aws.url, regions: [REGION], only, skip: OTHERS });
  const args = ['diff', '--live', out, '--endpoint-url', aws.url, '--quiet'];
  const same = await hopwise(args);
  expect(same).toMatchObject({ exit: 0 });
  const ec2 = new EC2({ endpoint: aws.url, region: REGION });
  const { Reservations } = await ec2.describeInstances({ InstanceIds: [estate.app] });
  const GroupId = Reservations?.[0]?.Instances?.[0]?.SecurityGroups?.[0]?.GroupId;
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, IpRanges: [{ CidrIp: '10.1.0.0/16' }] }];
  await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
  const kept = join(newFolder(), 'kept');
  const changed = await hopwise([...args, '--keep', kept]);
  expect(changed).toMatchObject({ exit: 1 });
  expect(changed.stdout).toMatch(/tcp\/5432/);
  expect(jsonOf(kept, 'collection.json')).toMatchObject({ isFinished: true });
  const again = await hopwise(['diff', out, kept, '--quiet']);
  expect(again.stdout.split('\n').slice(1)).toEqual(changed.stdout.split('\n').slice(1));
  expect((await hopwise([...args, '--keep', kept])).stderr).toContain('Give a new folder');
  await ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions });
});

/** Services that the emulator needs long for and that nothing here was built in. */
const OTHERS = [
  'vpcEndpointServiceDetail',
  'rds',
  'elasticache',
  'redshift',
  'opensearch',
  'efs',
  'lambda',
  'ecs',
  'eks',
];

function countsOf({ records }: Snapshot): Partial<Record<Kind, number>> {
  return Object.fromEntries(kinds.flatMap((kind) => (records[kind].length > 0 ? [[kind, records[kind].length]] : [])));
}

/** The CLI and the SDK write the same moment in two ways, and only the CLI what is empty. */
function withoutTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTimes);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name, inner]) => !/Time$/.test(name) && !isEmpty(inner));
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutTimes(inner)]));
}

function isEmpty(value: unknown): boolean {
  return value === '' || value === undefined || (Array.isArray(value) && value.length === 0);
}
