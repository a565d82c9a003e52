import { describe, expect, it } from 'vitest';
import { type AskOptions, ask } from '../explain/ask.fixture.ts';
import { closed, mended } from '../explain/mend.fixture.ts';
import { ACCOUNT, base, edit, type Raw, REGION, raw } from './network.fixture.ts';

const options = (InternetGatewayBlockMode: string, more: object = {}) =>
  raw('vpcBlockPublicAccessOptions', { AwsAccountId: ACCOUNT, AwsRegion: REGION, InternetGatewayBlockMode, ...more });
const exclusion = (of: string, InternetGatewayExclusionMode: string, State = 'create-complete') =>
  raw('vpcBlockPublicAccessExclusion', {
    ExclusionId: `x-${of}`,
    ResourceArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:subnet/${of}`,
    InternetGatewayExclusionMode,
    State,
  });
const verdicts = (more: readonly Raw[], setup: AskOptions = {}) =>
  [
    ['i-web', '8.8.8.8'],
    ['i-app2', '8.8.8.8'],
    ['8.8.8.8', 'i-web'],
  ].map(([from = '', to = '']) => ask([...base(), ...more], from, to, {}, setup).verdict);

describe('VPC Block Public Access', () => {
  it.each<[string, readonly Raw[], readonly string[]]>([
    ['off', [options('off')], ['reachable', 'reachable', 'reachable']],
    ['block-bidirectional stops all', [options('block-bidirectional')], ['blocked', 'blocked', 'blocked']],
    ['block-ingress lets NAT gateways out', [options('block-ingress')], ['blocked', 'reachable', 'blocked']],
    [
      'an exclusion of the subnet opens it',
      [options('block-bidirectional'), exclusion('subnet-pub', 'allow-bidirectional')],
      ['reachable', 'reachable', 'reachable'],
    ],
    [
      'an exclusion of the VPC opens all its subnets',
      [options('block-bidirectional'), exclusion('vpc-a', 'allow-bidirectional', 'update-complete')],
      ['reachable', 'reachable', 'reachable'],
    ],
    [
      'an egress exclusion is block-ingress',
      [options('block-bidirectional'), exclusion('subnet-pub', 'allow-egress')],
      ['blocked', 'reachable', 'blocked'],
    ],
    [
      'an exclusion that is not complete does not count',
      [options('block-bidirectional'), exclusion('subnet-pub', 'allow-bidirectional', 'create-in-progress')],
      ['blocked', 'blocked', 'blocked'],
    ],
    [
      'an exclusion of another subnet does not count: where the gateway is met matters',
      [options('block-bidirectional'), exclusion('subnet-a', 'allow-bidirectional')],
      ['blocked', 'blocked', 'blocked'],
    ],
    [
      'of another account does not count',
      [options('block-bidirectional', { AwsAccountId: '222222222222' })],
      ['reachable', 'reachable', 'reachable'],
    ],
    [
      'of another Region does not count',
      [options('block-bidirectional', { AwsRegion: 'us-east-1' })],
      ['reachable', 'reachable', 'reachable'],
    ],
    [
      'options that do not say where they are of are those of the file',
      [options('block-bidirectional', { AwsAccountId: undefined, AwsRegion: undefined })],
      ['blocked', 'blocked', 'blocked'],
    ],
  ])('%s', (_, more, expected) => {
    expect(verdicts(more)).toEqual(expected);
  });

  it('that is not in the input is assumed off, and that is told', () => {
    expect(ask(base(), 'i-web', '8.8.8.8').codes).toEqual(['ASSUMED_NO_BLOCK_PUBLIC_ACCESS']);
    expect(ask([...base(), options('off')], 'i-web', '8.8.8.8').codes).toEqual([]);
  });
  it('may be open where exclusions were not read', () => {
    const blocked = [options('block-bidirectional')];
    expect(verdicts(blocked, { absent: ['vpcBlockPublicAccessExclusion'] })).toEqual(['unknown', 'unknown', 'unknown']);
    const { part } = ask(
      [...base(), ...blocked],
      '8.8.8.8',
      'i-web',
      {},
      { absent: ['vpcBlockPublicAccessExclusion'] },
    );
    expect(part.unknowns[0]?.missing?.kind).toBe('vpcBlockPublicAccessExclusion');
  });
  it('is also written into subnets and VPCs', () => {
    const stated = (id: string) =>
      edit(base(), id, { BlockPublicAccessStates: { InternetGatewayBlockMode: 'block-bidirectional' } });
    expect(ask(stated('subnet-pub'), 'i-web', '8.8.8.8').verdict).toBe('blocked');
    expect(ask(stated('vpc-a'), '8.8.8.8', 'i-web')).toMatchObject({
      verdict: 'blocked',
      codes: ['VPC_BLOCK_PUBLIC_ACCESS_ENABLED'],
    });
  });
});

describe('what would mend or close it', () => {
  const stands = "vpcbpa-exclude-new-subnet-pub stands for the exclusion's id";
  const blocked = [...base(), options('block-bidirectional')];
  it.each([
    ['i-web', '8.8.8.8', 'allow-bidirectional'],
    ['8.8.8.8', 'i-web', 'allow-bidirectional'],
    ['i-app2', '8.8.8.8', 'allow-egress'],
  ])('%s → %s: the subnet is excluded, %s', (from, to, mode) => {
    const text = `subnet-pub: exclude it from VPC Block Public Access, ${mode} (${stands})`;
    expect(mended(blocked, from, to)).toEqual(['found reachable', text]);
  });
  it('the exclusion that is there is widened', () => {
    const narrow = [...blocked, exclusion('subnet-pub', 'allow-egress')];
    expect(mended(narrow, 'i-web', '8.8.8.8')[1]).toBe('x-subnet-pub: change its mode to allow-bidirectional');
  });
  it('nothing is excluded where the organisation forbids it', () => {
    const strict = options('block-bidirectional', { ExclusionsAllowed: 'not-allowed' });
    expect(mended([...base(), strict], 'i-web', '8.8.8.8')).toEqual(['none blocked']);
  });
  it('the exclusion is deleted', () => {
    const open = [...blocked, exclusion('subnet-pub', 'allow-bidirectional')];
    expect(closed(open, '8.8.8.8', 'i-web')).toContain(
      'x-subnet-pub: delete the exclusion from VPC Block Public Access',
    );
  });
});
