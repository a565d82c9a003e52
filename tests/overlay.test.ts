import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile, compileAlike, findDiff, findPath, type Network, parseQuestion, type Verdict } from '@hopwise/core';
import { importSnapshot } from '@hopwise/importers';
import { describe, expect, test } from 'vitest';

const acme = fileURLToPath(new URL('../../shared/data/generated/terraform/acme', import.meta.url));
const isThere = existsSync(acme);
if (!isThere) console.warn('skipped: there is no ../shared with plans over answers');

async function snapshotOf(...inputs: readonly string[]) {
  return (await importSnapshot(inputs.map((name) => `${acme}/${name}`))).snapshot;
}

function verdict(network: Network, from: string, to: string): Verdict {
  return findPath(network, parseQuestion(network, { from, to })).verdict;
}

describe.skipIf(!isThere)('a plan over answers of AWS', () => {
  test.each(['state.json', 'terraform.tfstate'])('%s changes nothing that can be seen', async (state) => {
    const [before, after] = compileAlike([await snapshotOf('describe'), await snapshotOf('describe', state)]);
    const { groups } = findDiff(before as Network, after as Network);
    expect(groups).toEqual([]);
  });

  test('what a plan updates and replaces is so, and the rest stays', async () => {
    const network = compile(await snapshotOf('describe', 'plan-update.json'));
    expect(verdict(network, 'internet/198.51.100.200', 'aws_instance.bastion:22')).toBe('reachable');
    // The group admitted it before; the prefix list beside it does not.
    expect(verdict(network, 'internet/203.0.113.9', 'aws_instance.bastion:22')).toBe('blocked');
    expect(verdict(network, 'internet/203.0.113.70', 'aws_instance.bastion:22')).toBe('reachable');
    expect(verdict(network, 'app-0', 'db:5432')).toBe('reachable');
    expect(verdict(network, 'app-1', 'db:5432')).toBe('blocked');
    expect(network.snapshot.records.instance.map(({ instanceId }) => instanceId)).not.toContain('i-2c8434908cb5a604d');
  });

  test('after a plan that destroys all, only what it does not manage is there', async () => {
    const { records } = await snapshotOf('describe', 'plan-destroy.json');
    expect(records.instance).toEqual([]);
    expect(records.networkInterface).toEqual([]);
    expect(records.loadBalancer).toEqual([]);
    expect(records.vpc.map(({ isDefault }) => isDefault)).toEqual([true]);
    expect(records.securityGroup.every(({ groupName }) => groupName === 'default')).toBe(true);
  });

  test('the order of the inputs makes no difference', async () => {
    const one = await snapshotOf('describe', 'plan-update.json');
    expect(await snapshotOf('plan-update.json', 'describe')).toEqual(one);
  });
});

describe('templates over answers of AWS', () => {
  const three = fileURLToPath(new URL('../examples/three-tier', import.meta.url));
  const stacks = `${three}/cloudformation/eu-west-1`;

  /** What the stacks call it, by the start of its id and by its Name; AWS tags whatever a stack makes with that. */
  const MADE: Readonly<Record<string, readonly [stack: string, logicalId: (name: string) => string]>> = {
    'vpc-': ['network', () => 'Vpc'],
    'subnet-': ['network', (name) => `${pascal(name.slice(0, -2))}Subnet${name.slice(-1).toUpperCase()}`],
    'rtb-': ['network', (name) => (name === 'main' ? '' : `${pascal(name)}Table`)],
    'acl-': ['network', (name) => (name === 'default' ? '' : `${pascal(name)}Acl`)],
    'igw-': ['network', () => 'Gateway'],
    'nat-': ['network', () => 'Nat'],
    'vpce-': ['network', () => 'S3'],
    'sg-': ['shop', (name) => `${pascal(name)}Group`],
    'i-': ['shop', (name) => pascal(name)],
    'eipalloc-': ['shop', (name) => (name === 'shop-a' ? '' : `${pascal(name)}Address`)],
  };

  function pascal(name: string): string {
    return name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  }

  type Raw = { Tags?: { Key: string; Value: string }[] } & Record<string, unknown>;

  function tagged(raw: Raw): Raw {
    const id = Object.entries(raw).find(([key]) => OWN_ID.test(key))?.[1];
    const name = raw.Tags?.find(({ Key }) => Key === 'Name')?.Value ?? '';
    const [, made] = Object.entries(MADE).find(([start]) => String(id).startsWith(start)) ?? [];
    const logicalId = name === 'shop-a' && String(id).startsWith('eipalloc-') ? 'NatAddress' : made?.[1](name);
    if (!made || !logicalId) return raw;
    const stack = logicalId === 'NatAddress' ? 'network' : made[0];
    const own = { 'aws:cloudformation:stack-name': stack, 'aws:cloudformation:logical-id': logicalId };
    return { ...raw, Tags: [...(raw.Tags ?? []), ...Object.entries(own).map(([Key, Value]) => ({ Key, Value }))] };
  }

  const OWN_ID =
    /^(?:InstanceId|VpcEndpointId|NatGatewayId|InternetGatewayId|NetworkAclId|RouteTableId|GroupId|AllocationId|SubnetId|VpcId)$/;
  /** Of several ids in one answer, the object's own. */
  const FILES: Readonly<Record<string, string>> = {
    'vpcs.json': 'VpcId',
    'subnets.json': 'SubnetId',
    'route-tables.json': 'RouteTableId',
    'network-acls.json': 'NetworkAclId',
    'internet-gateways.json': 'InternetGatewayId',
    'nat-gateways.json': 'NatGatewayId',
    'vpc-endpoints.json': 'VpcEndpointId',
    'security-groups.json': 'GroupId',
    'addresses.json': 'AllocationId',
  };

  function dumpOfStacks(): string {
    const folder = mkdtempSync(join(tmpdir(), 'hopwise-'));
    cpSync(`${three}/input`, folder, { recursive: true });
    for (const [file, id] of Object.entries(FILES)) {
      const answer = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, Raw[]>;
      const made = Object.entries(answer).map(([key, list]) => [
        key,
        list.map((one) => ({ ...one, Tags: tagged({ [id]: one[id], Tags: one.Tags ?? [] }).Tags })),
      ]);
      writeFileSync(join(folder, file), JSON.stringify(Object.fromEntries(made)));
    }
    const instances = join(folder, 'instances.json');
    const answer = JSON.parse(readFileSync(instances, 'utf8')) as { Reservations: { Instances: Raw[] }[] };
    const Reservations = answer.Reservations.map(({ Instances }) => ({ Instances: Instances.map(tagged) }));
    writeFileSync(instances, JSON.stringify({ Reservations }));
    return folder;
  }

  test('stacks that are there change nothing, and a rule that an update narrows is so', async () => {
    const dump = dumpOfStacks();
    const narrowed = mkdtempSync(join(tmpdir(), 'hopwise-'));
    for (const name of ['network.yaml', 'shop.yaml']) {
      const text = readFileSync(join(stacks, name), 'utf8');
      const edited = text.replace(
        'CidrIp: 0.0.0.0/0, Description: https',
        'CidrIp: 198.51.100.0/24, Description: https',
      );
      writeFileSync(join(narrowed, name), edited);
    }
    const inputs = [[dump], [dump, `${stacks}/network.yaml`, `${stacks}/shop.yaml`], [dump, narrowed]];
    const read = await Promise.all(inputs.map(async (one) => (await importSnapshot(one)).snapshot));
    const [live, same, after] = compileAlike(read) as [Network, Network, Network];
    expect(findDiff(live, same).groups).toEqual([]);
    expect(verdict(live, 'internet/192.0.2.1', 'web-a:443')).toBe('reachable');
    expect(verdict(after, 'internet/192.0.2.1', 'web-a:443')).toBe('blocked');
    expect(verdict(after, 'internet/198.51.100.200', 'web-a:443')).toBe('reachable');
  });
});
