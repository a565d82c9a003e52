import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  compile,
  findPath,
  formatServices,
  type Network,
  parseQuestion,
  type Snapshot,
  type Verdict,
} from '@hopwise/core';
import { importSnapshot, readSnapshot, writeSnapshot } from '@hopwise/importers';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const shared = fileURLToPath(new URL('../../shared/data/', import.meta.url));
const isThere = existsSync(shared);
if (!isThere) console.warn('skipped: there is no ../shared with templates of others');

async function networkOf(...inputs: readonly string[]): Promise<Network> {
  return compile((await importSnapshot(inputs)).snapshot);
}

/** Which services have which verdict, for two ends that each form calls alike. */
function answer(network: Network, from: string, to: string): readonly string[] {
  const { parts } = findPath(network, parseQuestion(network, { from, to }));
  const byVerdict = new Map<Verdict, number>();
  const pool = network.admissions.services;
  for (const { verdict, services } of parts) {
    byVerdict.set(verdict, pool.union(byVerdict.get(verdict) ?? 0, services));
  }
  return [...byVerdict].map(([verdict, services]) => `${verdict}: ${formatServices(pool, services)}`).sort();
}

test('three tiers as stacks answer as three tiers that are there', async () => {
  const [live, planned] = await Promise.all([
    networkOf(`${root}examples/three-tier/input`),
    networkOf(`${root}examples/three-tier/cloudformation`),
  ]);
  const ends = ['web-a', 'web-b', 'app-a', 'app-b', 'db-a', 'db-b', 'bastion', 'internet', '203.0.113.7', '52.92.0.1'];
  for (const from of ends) {
    for (const to of ends) {
      if (from === to || [from, to].every((end) => !/^[a-z]+-|bastion/.test(end)) || /^\d/.test(from)) continue;
      expect(answer(planned, from, to), `${from} → ${to}`).toEqual(answer(live, from, to));
    }
  }
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
