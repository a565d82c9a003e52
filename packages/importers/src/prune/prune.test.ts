import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Snapshot } from '@hopwise/core';
import { expect, onTestFinished, test } from 'vitest';
import { importSnapshot } from '../import-snapshot.ts';
import { snapshotOf } from '../snapshot-of.ts';
import { pruneDocument } from './prune-document.ts';
import { pruneInput } from './prune-input.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hopwise-prune-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Where an object was read from changes with the files. */
function withoutSources({ records, coverage, settings }: Snapshot): object {
  const all = Object.entries(records).map(([kind, list]) => [kind, list.map(({ source, ...record }) => record)]);
  return { records: Object.fromEntries(all), coverage, settings };
}

const examples = readdirSync('examples').filter((name) => readdirSync(`examples/${name}`).includes('input'));

test.each(examples)('what is left of examples/%s imports to the same', async (name) => {
  const out = newFolder();
  const input = `examples/${name}/input`;
  const { files } = await pruneInput([input], out);
  expect(files).toBeGreaterThan(0);
  const [before, after] = [await importSnapshot([input]), await importSnapshot([out])];
  expect(withoutSources(after.snapshot)).toEqual(withoutSources(before.snapshot));
  expect(after.diagnostics.filter(({ code }) => code === 'NOT_MODELLED')).toEqual([]);
});

test('what nothing reads is gone, however deep', async () => {
  const folder = newFolder();
  const answers = {
    Reservations: [
      { ReservationId: 'r-1', Instances: [{ InstanceId: 'i-1', KeyName: 'alice', State: { Name: 'running' } }] },
    ],
    VpnConnections: [{ VpnConnectionId: 'vpn-1', CustomerGatewayConfiguration: '<secret/>', State: 'available' }],
    Buckets: [{ Name: 'private' }],
  };
  writeFileSync(join(folder, 'all.json'), JSON.stringify(answers));
  writeFileSync(join(folder, 'notes.txt'), 'hello');
  writeFileSync(
    join(folder, 'state.tfstate'),
    JSON.stringify({ version: 4, terraform_version: '1.9.0', resources: [] }),
  );
  const out = newFolder();
  const { files, left } = await pruneInput([folder], out);
  expect(files).toBe(1);
  expect(left.map((name) => name.split('/').at(-1))).toEqual(['notes.txt', 'state.tfstate']);
  expect(JSON.parse(readFileSync(join(out, 'all.json'), 'utf8'))).toEqual({
    Reservations: [{ Instances: [{ InstanceId: 'i-1', State: { Name: 'running' } }] }],
    VpnConnections: [{ VpnConnectionId: 'vpn-1', State: 'available' }],
  });
});

test.each([
  ['wrapped', { PrefixListId: 'pl-1', Entries: [{ Cidr: '10.0.0.0/8', Odd: 1 }] }],
  ['a first page', { Vpcs: [{ VpcId: 'vpc-1', Odd: 1 }], NextToken: 'more' }],
  [
    'in a list of wrappers',
    { Health: [{ TargetGroupArn: 'arn:tg', TargetHealthDescriptions: [{ Target: { Id: 'i-1', Odd: 1 } }] }] },
  ],
  ['beside its name', { FirewallPolicy: { Odd: 1 }, FirewallPolicyResponse: { FirewallPolicyArn: 'arn:fp', Odd: 1 } }],
  ['one object', { name: 'prod', cluster: { name: 'prod', odd: 1, resourcesVpcConfig: { vpcId: 'vpc-1' } } }],
  ['names alone', { clusterArns: ['arn:aws:ecs:eu-west-1:111122223333:cluster/a'] }],
  ['with its place', { account: '111122223333', region: 'eu-west-1', Subnets: [{ SubnetId: 'subnet-1', Odd: 1 }] }],
])('an answer that is %s stays what it was', (_, value) => {
  const file = 'a.json';
  const pruned = pruneDocument(value);
  const [before, after] = [snapshotOf([{ file, value }]), snapshotOf([{ file, value: pruned }])];
  expect(JSON.stringify(pruned)).not.toMatch(/"odd":/i);
  expect(withoutSources(after.snapshot)).toEqual(withoutSources(before.snapshot));
});

test('what a script gathered by place and call stays where it was', () => {
  const vpc = { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' };
  const gathered = {
    '111122223333': { 'eu-west-1': { describe_vpcs: { Vpcs: [{ ...vpc, DhcpOptionsId: 'dopt-1' }] } } },
  };
  const pruned = pruneDocument(gathered);
  expect(JSON.stringify(pruned)).not.toContain('dopt-1');
  const { snapshot } = snapshotOf([{ file: 'all.json', value: pruned }]);
  expect(snapshot.records.vpc).toMatchObject([{ vpcId: 'vpc-1', account: '111122223333', region: 'eu-west-1' }]);
  let deep: object = gathered;
  for (let i = 0; i < 100_000; i++) deep = { ec2: deep };
  expect(pruneDocument(deep)).toBeUndefined();
});
