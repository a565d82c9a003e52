import { describe, expect, test } from 'vitest';
import { hopwise, type Ran } from './command-line.ts';

const INPUT = ['--input', 'examples/three-tier/input'];
const WEB_A = { Source: 'igw-0ad5dc6f2f940300b', Destination: 'i-0774cdbb5ff1a7bdc', Protocol: 'tcp' };
const APP_B = { Source: 'i-0435058ab0497449d', Protocol: 'tcp' };

function ask(request: object, ...words: readonly string[]): Promise<Ran> {
  return hopwise(['path', '--cli-input-json', JSON.stringify(request), ...words, ...INPUT]);
}

describe('a request of create-network-insights-path', () => {
  test.each([
    ['by ids', { ...WEB_A, DestinationPort: 443 }, 0],
    ['by ARN', { ...WEB_A, Destination: `arn:aws:ec2:eu-west-1:111122223333:instance/${WEB_A.Destination}` }, 0],
    ['of a port that is closed', { ...WEB_A, DestinationPort: 22 }, 1],
    [
      'with a filter at the source',
      {
        ...WEB_A,
        FilterAtSource: { DestinationAddress: '198.51.100.10', DestinationPortRange: { FromPort: 443, ToPort: 443 } },
      },
      0,
    ],
    ['to an address alone', { ...APP_B, DestinationIp: '8.8.8.8', DestinationPort: 443 }, 0],
    [
      'from one address',
      { ...APP_B, SourceIp: '10.20.11.10', Destination: 'i-0305a1c11fb686ca0', DestinationPort: 5432 },
      1,
    ],
    [
      'with what asks for nothing',
      { ...WEB_A, DestinationPort: 443, ClientToken: 'x', DryRun: false, TagSpecifications: [] },
      0,
    ],
    ['that lacks a source', { Destination: 'i-0774cdbb5ff1a7bdc', Protocol: 'tcp' }, 2],
    ['that lacks a destination', APP_B, 2],
    ['that lacks a protocol', { ...WEB_A, Protocol: undefined }, 2],
    ['of another protocol', { ...WEB_A, Protocol: 'icmp' }, 2],
    ['with a field that is none', { ...WEB_A, DestinationPorts: 443 }, 2],
    ['with a field in a filter that is none', { ...WEB_A, FilterAtSource: { Port: 443 } }, 2],
    ['that says it twice', { ...WEB_A, DestinationPort: 443, FilterAtSource: { SourceAddress: '203.0.113.7' } }, 2],
    ['of a port that is none', { ...WEB_A, DestinationPort: 70_000 }, 2],
    ['of an address that the source lacks', { ...APP_B, SourceIp: '10.9.9.9', DestinationIp: '8.8.8.8' }, 2],
  ])('%s', async (_name, request, code) => {
    const { exit, stderr } = await ask(request);
    expect(exit, stderr).toBe(code);
  });

  test('is the same question as its words', async () => {
    const words = ['path', WEB_A.Source, WEB_A.Destination, '--protocol', 'tcp', '-p', '443', '--format', 'json'];
    const { parts } = JSON.parse((await hopwise([...words, ...INPUT])).stdout);
    expect(JSON.parse((await ask({ ...WEB_A, DestinationPort: 443 }, '--format', 'json')).stdout).parts).toEqual(parts);
  });
  test('takes no second word for what it says', async () => {
    for (const words of [['app-b'], ['--port', '1'], ['--client', 'linux'], ['--format', 'ndjson']]) {
      expect((await ask({ ...WEB_A, DestinationPort: 443 }, ...words)).exit).toBe(2);
    }
    expect((await ask({ ...WEB_A, DestinationPort: 443 }, '--one-way')).exit).toBe(0);
  });
});

describe('a filter at the destination', () => {
  const filtered = (FilterAtDestination: object, port = 443) =>
    ask(
      { ...WEB_A, FilterAtSource: { DestinationPortRange: { FromPort: port, ToPort: port } }, FilterAtDestination },
      '--format',
      'aws-json',
    );
  const foundIn = ({ stdout }: Ran) => JSON.parse(stdout).NetworkInsightsAnalyses[0];

  test('is held against the packet as it arrives, after translation', async () => {
    const met = await filtered({ DestinationAddress: '10.20.0.10' });
    expect([met.exit, foundIn(met).NetworkPathFound]).toEqual([0, true]);
    const unmet = await filtered({ DestinationAddress: '10.20.0.99' });
    expect([unmet.exit, foundIn(unmet).NetworkPathFound]).toEqual([1, false]);
    expect(foundIn(unmet).Explanations).toEqual([{ ExplanationCode: 'FILTER_AT_DESTINATION_DESTINATION_ADDRESS' }]);
  });
  test.each([
    ['SourceAddress', { SourceAddress: '10.0.0.1' }, 'FILTER_AT_DESTINATION_SOURCE_ADDRESS'],
    [
      'DestinationPortRange',
      { DestinationPortRange: { FromPort: 8443, ToPort: 8444 } },
      'FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE',
    ],
    ['SourcePortRange', { SourcePortRange: { FromPort: 0, ToPort: 20 } }, 'FILTER_AT_DESTINATION_SOURCE_PORT_RANGE'],
  ])('of %s that the packet does not have', async (_name, filter, code) => {
    const source = {
      SourcePortRange: { FromPort: 2000, ToPort: 3000 },
      DestinationPortRange: { FromPort: 443, ToPort: 443 },
    };
    const { stdout, exit } = await ask({ ...WEB_A, FilterAtSource: source, FilterAtDestination: filter });
    expect(exit).toBe(1);
    expect(stdout).toContain(code);
  });
  test('narrows what is asked where the request does not say it at the source', async () => {
    const { stdout, exit } = await ask({
      ...WEB_A,
      FilterAtDestination: { DestinationPortRange: { FromPort: 443, ToPort: 443 } },
    });
    expect(exit).toBe(0);
    expect(stdout).toContain('REACHABLE on tcp/443\n');
  });
  test('means the port of the target behind a balancer', async () => {
    const request = {
      Source: 'i-081e43038993d85f8',
      DestinationIp: undefined,
      Protocol: 'tcp',
      FilterAtSource: { DestinationAddress: '10.1.0.50' },
      FilterAtDestination: { DestinationPortRange: { FromPort: 8443, ToPort: 8443 } },
    };
    const words = ['path', '--cli-input-json', JSON.stringify(request), '--input', 'examples/privatelink/input'];
    expect((await hopwise(words)).exit).toBe(0);
  });
});
