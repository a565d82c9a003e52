import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kinds, recordType } from '@hopwise/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importSnapshot } from '../import-snapshot.ts';
import type { Collection } from '../live/collection-file.ts';
import { missingCalls } from '../missing/missing-calls.ts';
import { collectScript } from './script.ts';

/** Answers like the AWS CLI, and denies one call. */
const AWS = `#!/bin/sh
echo "$*" >> "$CALLS"
case "$*" in
  *get-caller-identity*) echo 111122223333 ;;
  *describe-regions*) printf 'eu-west-1\\tus-east-1\\n' ;;
  *describe-nat-gateways*) printf '\\nAn error occurred (UnauthorizedOperation) of \\\\ "quotes"\\n' >&2; exit 254 ;;
  *'PrefixLists[].PrefixListId'*) printf 'pl-1\\tpl-2\\n' ;;
  *get-managed-prefix-list-entries*) echo '{ "Entries": [ { "Cidr": "192.0.2.0/24" } ] }' ;;
  *'--region eu-west-1'*'LoadBalancers[].LoadBalancerArn'*) echo "$LB" ;;
  *"--load-balancer-arn $LB "*'Listeners[].ListenerArn'*) echo "$LB-listener" ;;
  *describe-rules*"--listener-arn $LB-listener"*) printf '{\n    "Rules": [ { "RuleArn": "%s-rule" } ]\n}' "$LB-listener" ;;
  *'clusters[]'*) echo 'prod' ;;
  *describe-cluster*'--name prod'*) echo '{ "cluster": { "name": "prod", "resourcesVpcConfig": { "vpcId": "vpc-1" } } }' ;;
  *list-tasks*) [ -z "$TASKS" ] || seq -s ' ' "$TASKS" ;;
  *'clusterArns[]'*) echo 'app' ;;
  *describe-tasks*) echo '{ "tasks": [ { "taskArn": "'"$(echo "$*" | md5sum | cut -c1-8)"'" } ] }' ;;
  *'eks list-clusters'*) echo '{ "clusters": [ "prod" ] }' ;;
  *'--output text'*) ;;
  *describe-managed-prefix-lists*) echo '{ "PrefixLists": [ { "PrefixListId": "pl-1" }, { "PrefixListId": "pl-2" } ] }' ;;
  *describe-vpcs*) echo '{ "Vpcs": [ { "VpcId": "vpc-'"$4"'", "OwnerId": "111122223333" } ] }' ;;
  *) echo '{}' ;;
esac
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hopwise-collect-'));
  writeFileSync(join(folder, 'aws'), AWS);
  chmodSync(join(folder, 'aws'), 0o755);
  writeFileSync(join(folder, 'collect.sh'), collectScript());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function collect(out: string, ...regions: string[]) {
  return collectWith({}, out, ...regions);
}

function collectWith(more: Readonly<Record<string, string>>, out: string, ...regions: string[]) {
  const LB = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/1';
  const env = {
    ...{ TASKS: '', ...more },
    LB,
    PATH: `${folder}:${process.env.PATH}`,
    OUT: join(folder, out),
    CALLS: join(folder, `${out}.calls`),
  };
  const { status, stderr } = spawnSync('sh', [join(folder, 'collect.sh'), ...regions], { env, encoding: 'utf8' });
  return { status, stderr, out: env.OUT, calls: readFileSync(env.CALLS, 'utf8').trim().split('\n') };
}

test('what the script writes is imported with its places, and a denied call is only missing', async () => {
  const { status, out, stderr } = collect('all');
  expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining('collection.json') });
  const collection = JSON.parse(readFileSync(join(out, 'collection.json'), 'utf8')) as Collection;
  const regions = ['eu-west-1', 'us-east-1'];
  expect(collection).toEqual({
    ...{ hopwise: 1, kind: 'collection', isFinished: true, only: [], skipped: [], disabled: [] },
    places: regions.map((region) => ({ account: '111122223333', region })),
    failures: regions.map((region) => ({
      ...{ account: '111122223333', region, call: 'ec2 describe-nat-gateways', code: 'UnauthorizedOperation' },
      message: 'An error occurred (UnauthorizedOperation) of \\ "quotes"',
    })),
  });
  const { snapshot, diagnostics } = await importSnapshot([out]);
  expect(diagnostics.map(({ code }) => code)).toContain('CALL_FAILED');
  expect(snapshot.unanswered).toHaveLength(2);
  expect(snapshot.records.vpc).toMatchObject([
    { vpcId: 'vpc-eu-west-1', account: '111122223333', region: 'eu-west-1' },
    { vpcId: 'vpc-us-east-1', account: '111122223333', region: 'us-east-1' },
  ]);
  expect(snapshot.records.prefixListEntries.map(({ prefixListId }) => prefixListId)).toEqual(['pl-1', 'pl-2']);
});

test('what needs the ids of other answers is asked for each of them, under its name', async () => {
  const { out, calls } = collect('nested', 'eu-west-1');
  const region = join(out, '111122223333', 'eu-west-1');
  const rules =
    'arn%3Aaws%3Aelasticloadbalancing%3Aeu-west-1%3A111122223333%3Aloadbalancer%2Fapp%2Fweb%2F1-listener.json';
  expect(readdirSync(join(region, 'elbv2-describe-rules'))).toEqual([rules]);
  expect(calls.filter((call) => call.includes('describe-rules'))).toHaveLength(1);
  const { snapshot } = await importSnapshot([out]);
  expect(snapshot.records.listenerRule).toMatchObject([{ listenerArn: expect.stringMatching(/web\/1-listener$/) }]);
  expect(snapshot.records.eksCluster).toMatchObject([{ name: 'prod', resourcesVpcConfig: { vpcId: 'vpc-1' } }]);
  expect(snapshot.coverage.find(({ kind }) => kind === 'eksCluster')?.state).toBe('complete');
});

test('of answers with secrets only what is read is written', () => {
  const { calls } = collect('secrets', 'eu-west-1');
  const secretive = calls.filter((call) => /vpn-connections|list-functions|virtual-interfaces/.test(call));
  expect(secretive).toHaveLength(3);
  for (const call of secretive) {
    expect(call).toMatch(/ --query \{\w+: \w+\[\]\.\{/);
    expect(call).not.toMatch(/Environment|PreSharedKey|CustomerGatewayConfiguration|authKey|customerRouterConfig/);
  }
});

test('Regions can be given, and files of failed calls are not left behind', () => {
  const { out, calls } = collect('one', 'us-east-1');
  expect(readdirSync(join(out, '111122223333'))).toEqual(['us-east-1']);
  const files = readdirSync(join(out, '111122223333', 'us-east-1'));
  expect(files).not.toContain('ec2-describe-nat-gateways.json');
  expect(files.filter((name) => !/^[a-z0-9]+-(?:get|describe)-[a-z-]+$|\.json$|^\.failures$/.test(name))).toEqual([]);
  expect(calls.filter((call) => !/^[\w-]+ (describe|get|list|search)-/.test(call))).toEqual([]);
});

test('ids that a call takes together are given a hundred at a time, and none where there are none', async () => {
  const { out, calls } = collectWith({ TASKS: '250' }, 'tasks', 'eu-west-1');
  const asked = calls.filter((call) => call.includes('describe-tasks'));
  expect(asked.map((call) => / --tasks ([\d ]+) --cluster app/.exec(call)?.[1]?.split(' ').length)).toEqual([
    100, 100, 50,
  ]);
  const { snapshot } = await importSnapshot([out]);
  expect(snapshot.records.ecsTask).toHaveLength(3);
  const none = collect('no-tasks', 'eu-west-1');
  expect(none.calls.filter((call) => call.includes('describe-tasks'))).toEqual([]);
  const { snapshot: empty } = await importSnapshot([none.out]);
  expect(empty.coverage.find(({ kind }) => kind === 'ecsTask')?.state).toBe('complete');
});

test('what is there is not asked again', () => {
  const first = collect('twice', 'eu-west-1');
  const second = collect('twice', 'eu-west-1');
  const again = second.calls.slice(first.calls.length).filter((call) => !/--output text/.test(call));
  expect(again).toEqual([expect.stringContaining('describe-nat-gateways')]);
});

test('every call of the registry is in the script', async () => {
  const operations = kinds.flatMap((kind) => recordType(kind).calls.map(({ operation }) => operation.toLowerCase()));
  const script = collectScript().replaceAll('-', '');
  for (const operation of operations) expect(script).toContain(operation);
});

test('the script has no bashisms', (context) => {
  const shellcheck = spawnSync('shellcheck', ['--version']);
  if (shellcheck.error) return context.skip('shellcheck is not installed');
  execFileSync('shellcheck', ['-s', 'sh', join(folder, 'collect.sh')]);
});

test('what was denied can be asked for again with the command that is named', async () => {
  const { out } = collect('again', 'us-east-1');
  const { snapshot } = await importSnapshot([out]);
  const missing = missingCalls(snapshot).filter(({ kind }) => kind === 'natGateway');
  expect(missing).toMatchObject([
    {
      account: '111122223333',
      region: 'us-east-1',
      state: 'absent',
      commands: ['aws ec2 describe-nat-gateways --region us-east-1 --output json > ec2-describe-nat-gateways.json'],
      without: 'Paths through NAT gateways are unknown.',
    },
  ]);
});
