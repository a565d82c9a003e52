import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile, findPath, type Network, parseQuestion, type Snapshot } from '@hopwise/core';
import { importSnapshot, readSnapshot, writeSnapshot } from '@hopwise/importers';
import { describe, expect, test } from 'vitest';
import { answer, expectThreeTier, networkOf } from './three-tier-forms.ts';

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

  /** A server in a subnet that the application makes, since it has none of its own. */
  async function withProbe(application: string, stack: string, vpc: string, subnet: string): Promise<Network> {
    const folder = mkdtempSync(join(tmpdir(), 'hopwise-'));
    const group = { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId: `${stack}.${vpc}` } };
    const server = { SubnetId: `${stack}.${subnet}`, SecurityGroupIds: [{ Ref: 'Group' }] };
    const body = { Resources: { Group: group, Probe: { Type: 'AWS::EC2::Instance', Properties: server } } };
    writeFileSync(join(folder, 'probe.json'), JSON.stringify(body));
    return networkOf(`${shared}generated/cdk/${application}`, folder);
  }

  test('the isolated VPC of a CDK application reaches the endpoints of another, and not the internet', async () => {
    const network = await withProbe(
      'sample-vpc-endpoints',
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
