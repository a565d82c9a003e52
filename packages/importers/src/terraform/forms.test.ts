import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importSnapshot } from '../import-snapshot.ts';
import { readSnapshot } from '../snapshot-file/read-snapshot.ts';
import { writeSnapshot } from '../snapshot-file/write-snapshot.ts';
import { base, imported, instance, planOf } from './terraform.fixture.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hopwise-terraform-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function importBytes(bytes: string | Buffer) {
  const file = join(folder, 'plan.json');
  await writeFile(file, bytes);
  return importSnapshot([file]);
}

const plan = planOf([...base, instance('a', 'private')]);

const rawState = {
  version: 4,
  terraform_version: '1.11.4',
  outputs: { password: { value: 'hunter2' } },
  resources: [
    {
      mode: 'managed',
      type: 'aws_vpc',
      name: 'main',
      provider: 'provider["registry.opentofu.org/hashicorp/aws"].west',
      instances: [
        {
          attributes: {
            id: 'vpc-1',
            arn: 'arn:aws:ec2:us-west-2:111122223333:vpc/vpc-1',
            cidr_block: '10.0.0.0/16',
            main_route_table_id: 'rtb-1',
            default_route_table_id: 'rtb-1',
            default_security_group_id: 'sg-1',
            default_network_acl_id: 'acl-1',
          },
        },
      ],
    },
    {
      module: 'module.net["a"]',
      mode: 'managed',
      type: 'aws_subnet',
      name: 'this',
      provider: 'provider["registry.opentofu.org/hashicorp/aws"].west',
      instances: [
        { index_key: 'x', attributes: { id: 'subnet-1', vpc_id: 'vpc-1', cidr_block: '10.0.0.0/24' } },
        {
          index_key: 'x',
          deposed: 'b1946ac9',
          attributes: { id: 'subnet-0', vpc_id: 'vpc-1', cidr_block: '10.0.9.0/24' },
        },
      ],
    },
    {
      mode: 'managed',
      type: 'aws_db_instance',
      name: 'db',
      provider: 'provider["registry.opentofu.org/hashicorp/aws"].west',
      instances: [
        { attributes: { id: 'db-1', identifier: 'orders', engine: 'postgres', port: 5432, password: 'hunter2' } },
      ],
    },
  ],
};

test('a state file of Terraform or OpenTofu: real ids, account and Region, and what waits to be destroyed left out', () => {
  const { snapshot } = imported(rawState);
  expect(snapshot.records.vpc).toMatchObject([{ vpcId: 'vpc-1', account: '111122223333', region: 'us-west-2' }]);
  expect(snapshot.records.subnet).toMatchObject([
    {
      subnetId: 'subnet-1',
      region: 'us-west-2',
      source: { file: 'plan.json', pointer: 'module.net["a"].aws_subnet.this["x"]' },
    },
  ]);
  expect(snapshot.aliases).toMatchObject({
    'aws_vpc.main': ['vpc-1'],
    'module.net["a"].aws_subnet.this["x"]': ['subnet-1'],
    'module.net["a"].aws_subnet.this': ['subnet-1'],
  });
});

test('secrets of a state are in neither the snapshot nor what is said of it', () => {
  const { snapshot, diagnostics } = imported(rawState);
  expect(writeSnapshot(snapshot) + JSON.stringify(diagnostics)).not.toContain('hunter2');
});

test('the canonical snapshot keeps other names', () => {
  const { snapshot } = imported(rawState);
  expect(readSnapshot(writeSnapshot(snapshot)).snapshot.aliases).toEqual(snapshot.aliases);
});

test.each([
  ['UTF-8', Buffer.from(JSON.stringify(plan))],
  ['UTF-16 with its mark, as PowerShell writes', Buffer.from(`\uFEFF${JSON.stringify(plan)}`, 'utf16le')],
  ['UTF-16 without', Buffer.from(JSON.stringify(plan), 'utf16le')],
])('a plan in %s', async (_name, bytes) => {
  const { snapshot } = await importBytes(bytes);
  expect(snapshot.records.subnet).toHaveLength(2);
});

test('a plan tells what is there before it, and what a moved resource was called', () => {
  const [vpc] = base;
  const own = { address: 'aws_vpc.main', mode: 'managed', type: 'aws_vpc', name: 'main' };
  const document = {
    ...planOf(vpc ? [vpc] : []),
    planned_values: { root_module: { resources: [{ ...own, values: { id: 'vpc-1', cidr_block: '10.1.0.0/16' } }] } },
    prior_state: {
      values: { root_module: { resources: [{ ...own, values: { id: 'vpc-1', cidr_block: '10.0.0.0/16' } }] } },
    },
    resource_changes: [{ ...own, previous_address: 'aws_vpc.old', change: { actions: ['update'], after_unknown: {} } }],
  };
  const after = imported(document).snapshot;
  expect(after.records.vpc).toMatchObject([{ vpcId: 'vpc-1', cidrBlock: '10.1.0.0/16' }]);
  expect(after.aliases).toEqual({ 'aws_vpc.main': ['vpc-1'], 'aws_vpc.old': ['vpc-1'] });
});

test('what is there before a plan, when asked for', async () => {
  const file = join(folder, 'prior.json');
  await writeFile(file, JSON.stringify({ ...plan, prior_state: { values: {} } }));
  const { records } = await importSnapshot([file], { planSide: 'prior' });
  expect(records).toBe(0);
});

test.each([
  [
    'a state of Terraform 0.11',
    { version: 3, terraform_version: '0.11.14', modules: [{ resources: {} }] },
    'TERRAFORM_FORM',
  ],
  ['no state at all', { format_version: '1.0' }, 'TERRAFORM_FORM'],
  ['a plan that failed', { ...plan, errored: true }, 'TERRAFORM_FORM'],
])('%s is said to be one', (_name, document, code) => {
  expect(imported(document).diagnostics.map((one) => one.code)).toContain(code);
});

interface Breakable {
  readonly planned_values: {
    readonly root_module: { readonly resources: { readonly values: Record<string, unknown> }[] };
  };
  readonly resource_changes: { readonly change: Record<string, unknown> }[];
  readonly configuration: { readonly root_module: { readonly resources: Record<string, unknown>[] } };
}

const odd: readonly unknown[] = [null, 7, 'text', [], {}, [null], [[]], [{}], { a: { b: [] } }];

test.each(odd.map((value) => [JSON.stringify(value), value]))(
  '%s anywhere in a plan loses that alone',
  (_name, value) => {
    const names = ['planned_values', 'resource_changes', 'prior_state', 'configuration', 'variables'];
    for (const name of names) {
      const { diagnostics } = imported({ format_version: '1.2', planned_values: {}, ...plan, [name]: value });
      expect(diagnostics.every(({ message }) => message.length > 0)).toBe(true);
    }
    for (const [i] of base.entries()) {
      const broken = structuredClone(plan) as unknown as Breakable;
      const resource = broken.planned_values.root_module.resources[i];
      const change = broken.resource_changes[i]?.change;
      const block = broken.configuration.root_module.resources[i];
      if (!resource || !change || !block) continue;
      for (const argument of [...Object.keys(resource.values), 'tags', 'route', 'ingress'])
        resource.values[argument] = value;
      change.after_unknown = value;
      block.expressions = value;
      expect(imported(broken).snapshot.records.subnet.length).toBeGreaterThan(0);
    }
  },
);

test('names of prototypes are names', () => {
  const text = JSON.stringify(plan)
    .replaceAll('aws_subnet.private', 'aws_subnet.__proto__')
    .replaceAll('"private"', '"__proto__"');
  const { snapshot } = imported(JSON.parse(text));
  expect(snapshot.records.subnet).toHaveLength(2);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
