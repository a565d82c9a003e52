import { expect, test } from 'vitest';
import { snapshotOf } from '../snapshot-of.ts';

const vpcs = (...ids: readonly string[]) => ({ Vpcs: ids.map((VpcId) => ({ VpcId, CidrBlock: '10.0.0.0/16' })) });

function read(value: unknown) {
  const { snapshot, diagnostics } = snapshotOf([{ file: 'all.json', value }]);
  const placed = snapshot.records.vpc.map(({ vpcId, account, region }) => [vpcId, account, region]);
  return { placed, snapshot, codes: diagnostics.map(({ code }) => code) };
}

test('answers gathered by account and Region lie there, empty ones too', () => {
  const { placed, snapshot, codes } = read({
    '111122223333': { 'eu-west-1': { ...vpcs('vpc-1'), NatGateways: [] }, 'us-east-1': vpcs('vpc-2') },
    '011122223333': { 'eu-west-1': vpcs('vpc-3') },
  });
  expect(placed).toEqual([
    ['vpc-1', '111122223333', 'eu-west-1'],
    ['vpc-2', '111122223333', 'us-east-1'],
    ['vpc-3', '011122223333', 'eu-west-1'],
  ]);
  expect(snapshot.coverage).toContainEqual({
    ...{ account: '111122223333', region: 'eu-west-1', kind: 'natGateway', state: 'complete' },
  });
  expect(codes).toEqual([]);
});

test.each(['describe-vpcs', 'describe_vpcs', 'DescribeVpcs', 'describeVpcs', 'ec2-describe-vpcs', 'ec2'])(
  'answers gathered under %s are read, with what they were asked about',
  (name) => {
    const { placed, codes } = read({ account: '111122223333', region: 'eu-west-1', [name]: vpcs('vpc-1') });
    expect(placed).toEqual([['vpc-1', '111122223333', 'eu-west-1']]);
    expect(codes).toEqual([]);
    const entries = { PrefixListId: 'pl-1', Entries: [{ Cidr: '10.0.0.0/8' }] };
    expect(
      read({ ec2: { get_managed_prefix_list_entries: [entries] } }).snapshot.records.prefixListEntries,
    ).toMatchObject([{ prefixListId: 'pl-1', entries: [{ cidr: '10.0.0.0/8' }] }]);
  },
);

test('pages of one answer may be a list; one that is alone leaves the rest unknown', () => {
  const page = { ...vpcs('vpc-1'), NextToken: 'x' };
  const state = (value: unknown) => read(value).snapshot.coverage.find(({ kind }) => kind === 'vpc')?.state;
  expect(state({ describe_vpcs: [page, vpcs('vpc-2')] })).toBe('complete');
  expect(state({ describe_vpcs: [page] })).toBe('partial');
});

test('other keys are no places, however deep they lie', () => {
  expect(read({ backup: vpcs('vpc-1') })).toMatchObject({ placed: [], codes: ['NOT_MODELLED'] });
  expect(read({ '12345': vpcs('vpc-1'), 'eu-west-1a': vpcs('vpc-2') }).placed).toEqual([]);
  let deep: object = vpcs('vpc-1');
  for (let i = 0; i < 100_000; i++) deep = { ec2: deep };
  expect(read(deep).placed).toEqual([]);
});
