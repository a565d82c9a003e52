import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NetworkInsightsAnalysis, PathComponent } from '@aws-sdk/client-ec2';
import { afterAll, describe, expect, test } from 'vitest';
import { hopwise } from './command-line.ts';

const THREE_TIER = ['--input', 'examples/three-tier/input'];
const HUB = ['--input', 'examples/hub-and-spoke/input'];

async function analysisOf(...words: readonly string[]): Promise<NetworkInsightsAnalysis> {
  const { stdout, stderr } = await hopwise(['path', ...words, '--format', 'aws-json']);
  expect(stderr).toBe('');
  return JSON.parse(stdout).NetworkInsightsAnalyses[0];
}
function idsOf(components: readonly PathComponent[] | undefined): readonly string[] {
  return (components ?? []).map(({ Component }) => Component?.Id?.replace(/-[0-9a-f]{17}$/, '') ?? '');
}

describe('a path', () => {
  test('from the internet is listed in the order of AWS, there and back', async () => {
    const analysis = await analysisOf('internet', 'web-a', '-p', '443', ...THREE_TIER);
    expect(analysis.NetworkPathFound).toBe(true);
    expect(idsOf(analysis.ForwardPathComponents)).toEqual(['igw', 'acl', 'sg', 'eni', 'i']);
    expect(idsOf(analysis.ReturnPathComponents)).toEqual(['i', 'eni', 'sg', 'acl', 'rtb', 'igw']);
    expect(analysis.ForwardPathComponents?.[0]?.OutboundHeader).toEqual({ DestinationAddresses: ['10.20.0.10/32'] });
    expect(analysis.ForwardPathComponents?.[0]?.InboundHeader).toMatchObject({
      DestinationAddresses: ['198.51.100.10/32'],
      Protocol: '6',
      SourceAddresses: expect.arrayContaining(['0.0.0.0/5', '8.0.0.0/7', '172.32.0.0/11']),
    });
    expect(analysis.ForwardPathComponents?.[0]?.InboundHeader?.SourceAddresses).toHaveLength(31);
    // A group remembers the request, so no rule of it stands on the way back.
    expect(analysis.ReturnPathComponents?.[2]?.SecurityGroupRule).toBeUndefined();
    expect(analysis.ReturnPathComponents?.at(-1)?.OutboundHeader?.SourceAddresses).toEqual(['198.51.100.10/32']);
  });
  test('to the internet names the NAT gateway and what it changes', async () => {
    const { ForwardPathComponents } = await analysisOf('app-a', 'internet/8.8.8.8', '-p', '443', ...THREE_TIER);
    const nat = ForwardPathComponents?.find(({ Component }) => Component?.Id?.startsWith('nat-'));
    expect(nat?.OutboundHeader).toEqual({ SourceAddresses: ['10.20.0.20/32'] });
    expect(ForwardPathComponents?.at(-1)?.OutboundHeader?.SourceAddresses).toEqual(['198.51.100.20/32']);
  });
  test('over a transit gateway has the routes of its tables', async () => {
    const { ForwardPathComponents } = await analysisOf('shop-a', 'orders-a:443', ...HUB);
    const routes = ForwardPathComponents?.flatMap((one) => one.TransitGatewayRouteTableRoute ?? []);
    expect(routes).toEqual([
      expect.objectContaining({ DestinationCidr: '0.0.0.0/0', RouteOrigin: 'static', ResourceType: 'vpc' }),
      expect.objectContaining({ DestinationCidr: '10.2.0.0/16', RouteOrigin: 'propagated', State: 'active' }),
    ]);
  });
});

describe('what stops a packet at an internet gateway', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hopwise-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  cpSync('examples/three-tier/input', folder, { recursive: true });
  const edit = (name: string, change: (value: never) => void) => {
    const path = join(folder, name);
    const value = JSON.parse(readFileSync(path, 'utf8'));
    change(value as never);
    writeFileSync(path, JSON.stringify(value));
  };

  test('has no direction of a filter, but for what blocks public access: that is one of the VPC', async () => {
    edit('network-interfaces.json', ({ NetworkInterfaces }: { NetworkInterfaces: Raw[] }) => {
      const web = NetworkInterfaces.find(({ PrivateIpAddress }) => PrivateIpAddress === '10.20.0.10');
      for (const one of [web, ...(web?.PrivateIpAddresses ?? [])]) delete one?.Association;
    });
    edit('addresses.json', ({ Addresses }: { Addresses: Raw[] }) => {
      Addresses.splice(
        Addresses.findIndex(({ PublicIp }) => PublicIp === '198.51.100.10'),
        1,
      );
    });
    const out = await analysisOf('web-a', 'internet/8.8.8.8', '-p', '443', '--input', folder);
    expect(out.Explanations).toEqual([
      {
        ExplanationCode: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
        InternetGateway: expect.anything(),
        Vpc: expect.anything(),
      },
    ]);
    edit('vpc-block-public-access-options.json', (value: { VpcBlockPublicAccessOptions: Raw }) => {
      value.VpcBlockPublicAccessOptions.InternetGatewayBlockMode = 'block-bidirectional';
    });
    const into = await analysisOf('internet', 'web-b', '-p', '443', '--input', folder);
    expect(into.Explanations).toContainEqual(
      expect.objectContaining({ ExplanationCode: 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED', Direction: 'ingress' }),
    );
  });
  interface Raw {
    PrivateIpAddress?: string;
    PrivateIpAddresses?: Raw[];
    PublicIp?: string;
    Association?: object;
    InternetGatewayBlockMode?: string;
  }
});

describe('what is no path', () => {
  test('has every blocker, in the component and at the end', async () => {
    const analysis = await analysisOf('web-a', 'db-a:5432', ...THREE_TIER);
    expect([analysis.NetworkPathFound, analysis.Status]).toEqual([false, 'succeeded']);
    expect(analysis.Explanations?.map((one) => one.ExplanationCode)).toEqual(['ENI_SG_RULES_MISMATCH']);
    const told = analysis.ForwardPathComponents?.flatMap((one) => one.Explanations ?? []);
    expect(told).toEqual(analysis.Explanations);
  });
  test('may be delivered: forward-only is not found, and the reply tells why', async () => {
    const analysis = await analysisOf('app-b', 'db-a:5432', ...THREE_TIER);
    expect(analysis.NetworkPathFound).toBe(false);
    expect(analysis.Explanations).toEqual([
      expect.objectContaining({ ExplanationCode: 'SUBNET_ACL_RESTRICTION', Direction: 'egress' }),
    ]);
  });
  test('names where a route would have to lead', async () => {
    const analysis = await analysisOf('db-a', 'internet/8.8.8.8', '-p', '443', ...THREE_TIER);
    expect(analysis.Explanations?.[0]).toMatchObject({
      ExplanationCode: 'NO_ROUTE_TO_DESTINATION',
      RouteTable: { Id: 'rtb-01a79b476fedee8e1' },
      Destination: { Id: expect.stringMatching(/^nat-/) },
    });
  });
  test('tells first that nothing joins the VPCs, where nothing does', async () => {
    const [apart] = (await analysisOf('app-a', 'orders-a:443', ...THREE_TIER, ...HUB)).Explanations ?? [];
    expect(apart?.ExplanationCode).toBe('DISCONNECTED_VPCS');
    expect([apart?.SourceVpc?.Name, apart?.DestinationVpc?.Name]).toEqual(['shop', 'orders']);
    // A transit gateway joins these, whatever stops the packet.
    const joined = await analysisOf('orders-a', 'shop-a:22', ...HUB);
    expect(joined.NetworkPathFound).toBe(false);
    expect(joined.Explanations?.map((one) => one.ExplanationCode)).not.toContain('DISCONNECTED_VPCS');
  });
  test('may be unknown: the call that would decide it is a warning', async () => {
    const { stdout } = await hopwise([
      ...['path', 'app-b', 'db-a:5432', '--format', 'aws-json', '--quiet'],
      ...['--input', 'examples/three-tier/input/instances.json'],
      ...['--input', 'examples/three-tier/input/network-interfaces.json'],
    ]);
    const [analysis] = JSON.parse(stdout).NetworkInsightsAnalyses as NetworkInsightsAnalysis[];
    expect(analysis?.NetworkPathFound).toBe(false);
    expect(analysis?.WarningMessage).toContain('aws ec2 describe-');
    expect(analysis?.Explanations?.[0]?.ExplanationCode).toMatch(/^UNKNOWN_/);
  });
});

test('the same question has the same answer, ids and all; another one has other ids', async () => {
  const ask = (to: string) => analysisOf('app-a', to, ...THREE_TIER);
  expect(await ask('db-a:5432')).toEqual(await ask('db-a:5432'));
  const [one, other] = [await ask('db-a:5432'), await ask('db-a:5433')];
  expect(one.NetworkInsightsAnalysisId).toMatch(/^nia-[0-9a-f]{17}$/);
  expect(one.NetworkInsightsAnalysisId).not.toBe(other.NetworkInsightsAnalysisId);
});

const SHARED = '../shared/data';
const SAMPLES = [
  {
    file: `${SHARED}/docs/network-insights/describe-network-insights-analyses.reachable.json`,
    words: ['internet', 'web-a', '-p', '443', ...THREE_TIER],
  },
  {
    file: `${SHARED}/found/describe/awscli-examples/ec2-describe-network-insights-analyses.json`,
    words: ['internet', 'web-a', '-p', '22', ...THREE_TIER],
  },
];
if (!existsSync(SHARED)) console.warn(`aws-json.test.ts: samples of AWS skipped, there are none at ${SHARED}`);

describe.skipIf(!existsSync(SHARED)).each(SAMPLES)('the sample $file', ({ file, words }) => {
  test('has no field that an answer of ours to a like question lacks', async () => {
    const [sample] = JSON.parse(readFileSync(file, 'utf8')).NetworkInsightsAnalyses as NetworkInsightsAnalysis[];
    const { WarningMessage, ...own } = await analysisOf(...words);
    const lacking = [...fieldsOf(sample)].filter((field) => !fieldsOf(own).has(field));
    // Nothing of ours reads a clock.
    expect(lacking).toEqual(['.StartDate']);
    expect(own.NetworkPathFound).toBe(sample?.NetworkPathFound);
    expect(own.Explanations?.map((one) => one.ExplanationCode)).toEqual(
      sample?.Explanations?.map((one) => one.ExplanationCode),
    );
  });
  test('lists components of the same kinds in the same order', async () => {
    const [sample] = JSON.parse(readFileSync(file, 'utf8')).NetworkInsightsAnalyses as NetworkInsightsAnalysis[];
    const own = await analysisOf(...words);
    for (const way of ['ForwardPathComponents', 'ReturnPathComponents'] as const) {
      if (sample?.[way]) expect(idsOf(own[way])).toEqual(idsOf(sample[way]));
    }
  });
});

/** `.ForwardPathComponents[].Component.Id`: every field that there is, wherever it stands. */
function fieldsOf(value: unknown, path = ''): ReadonlySet<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((one) => [...fieldsOf(one, `${path}[]`)]));
  if (typeof value !== 'object' || value === null) return new Set([path]);
  return new Set(Object.entries(value).flatMap(([name, inner]) => [...fieldsOf(inner, `${path}.${name}`)]));
}
