import { existsSync } from 'node:fs';
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
