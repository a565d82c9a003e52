import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile, findPath, parseQuestion, type Snapshot } from '@hopwise/core';
import { importSnapshot, readSnapshot, writeSnapshot } from '@hopwise/importers';
import { describe, expect, test } from 'vitest';
import { answer, expectThreeTier } from './three-tier-forms.ts';
import { withProbe } from './with-probe.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const shared = fileURLToPath(new URL('../../shared/data/', import.meta.url));
const isThere = existsSync(shared);
if (!isThere) console.warn('skipped: there is no ../shared with templates of others');

test('three tiers as stacks answer as three tiers that are there', async () => {
  await expectThreeTier('cloudformation');
});

test('nothing of three tiers as stacks is unresolved', async () => {
  const { diagnostics } = await importSnapshot([`${root}examples/three-tier/cloudformation`]);
  expect(diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
});

function templates(): readonly string[] {
  if (!isThere) return [];
  const names = ['found/cfn', 'generated/cdk'].flatMap((folder) =>
    readdirSync(`${shared}${folder}`, { recursive: true }).map((name) => `${folder}/${String(name)}`),
  );
  return names.filter((name) => /\.(?:json|ya?ml)$/.test(name) && !/manifest|export-persistence/.test(name));
}

/** The records of a snapshot, without where they were read. */
function recordsOf({ records }: Snapshot): unknown {
  return JSON.parse(JSON.stringify(records, (key, value: unknown) => (key === 'source' ? undefined : value)));
}

describe.skipIf(!isThere)('templates of others', () => {
  test.each(templates())('%s is imported without an error, and written and read alike', async (name) => {
    const { snapshot, diagnostics } = await importSnapshot([`${shared}${name}`]);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(readSnapshot(writeSnapshot(snapshot)).snapshot).toEqual(snapshot);
    compile(snapshot);
  });

  test('twins in JSON and YAML are one network', async () => {
    const twin = `${shared}found/cfn/aws-cloudformation-templates/VPC_With_Managed_NAT_And_Private_Subnet`;
    const [json, yaml] = await Promise.all([importSnapshot([`${twin}.json`]), importSnapshot([`${twin}.yaml`])]);
    expect(recordsOf(json.snapshot)).toEqual(recordsOf(yaml.snapshot));
    expect(json.records).toBeGreaterThan(15);
  });

  test('the isolated VPC of a CDK application reaches the endpoints of another, and not the internet', async () => {
    const network = await withProbe(
      `${shared}generated/cdk/sample-vpc-endpoints`,
      'sample-vpc-endpoints-workloadisolated-vpc-workload',
      'workloadisolatedvpcworkloadBED323CF',
      'workloadisolatedvpcworkloadworkloadSubnet1Subnet4CD83924',
    );
    const verdict = (to: string) => findPath(network, parseQuestion(network, { from: 'Probe', to })).verdict;
    expect(verdict('InterfaceEndpointec2DC90BABF:443')).toBe('reachable');
    expect(verdict('InterfaceEndpointec2DC90BABF:80')).toBe('blocked');
    // Its gateway endpoints lead to addresses of S3 and DynamoDB, which no template tells.
    expect(answer(network, 'Probe', 'internet').map((one) => one.split(':')[0])).toEqual(['blocked', 'unknown']);
  });
});
