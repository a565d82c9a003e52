import { expect, test } from 'vitest';
import { edit, peered, type Raw, table, without } from '../aws/network.fixture.ts';
import { checked } from './check.fixture.ts';
import { oneWayPeering } from './one-way-peering.ts';

const bare = (id: string, vpcId: string, on: readonly string[], own: string): readonly Raw[] => [
  ...without(peered(), id),
  table(id, vpcId, on, { [own]: 'local' }),
];

test('routes on both sides are in order', () => {
  expect(checked(oneWayPeering, peered())).toMatchObject({ ids: [], undecided: [] });
});

test('a side without a route is told', () => {
  const { findings } = checked(oneWayPeering, bare('rtb-b', 'vpc-b', ['main'], '10.1.0.0/16'));
  expect(findings).toMatchObject([
    { component: 'pcx-ab', severity: 'medium', message: expect.stringContaining('used in vpc-b has a route to it') },
  ]);
});

test('a route for other addresses than the other VPC has leads nothing back', () => {
  const routed = (destination: string) => [
    ...without(peered(), 'rtb-b'),
    table('rtb-b', 'vpc-b', ['main'], { '10.1.0.0/16': 'local', [destination]: 'pcx-ab' }),
  ];
  expect(checked(oneWayPeering, routed('10.200.0.0/16')).ids).toEqual(['pcx-ab']);
  for (const some of ['10.0.0.0/8', '10.0.2.0/24']) expect(checked(oneWayPeering, routed(some)).ids).toEqual([]);
});

test('a route in a table of no subnet leads nobody', () => {
  const routes = { '10.1.0.0/16': 'local', '10.0.0.0/16': 'pcx-ab' };
  const resources = [...bare('rtb-b', 'vpc-b', ['main'], '10.1.0.0/16'), table('rtb-spare', 'vpc-b', [], routes)];
  expect(checked(oneWayPeering, resources).ids).toEqual(['pcx-ab']);
});

test('a connection that no table names is told as info', () => {
  const resources = [
    ...without(bare('rtb-b', 'vpc-b', ['main'], '10.1.0.0/16'), 'rtb-priv'),
    table('rtb-priv', 'vpc-a', ['subnet-a', 'subnet-b'], { '10.0.0.0/16': 'local' }),
  ];
  expect(checked(oneWayPeering, resources).findings).toMatchObject([{ severity: 'info' }]);
});

test('one that is not active is not asked about', () => {
  const resources = edit(bare('rtb-b', 'vpc-b', ['main'], '10.1.0.0/16'), 'pcx-ab', { Status: { Code: 'expired' } });
  expect(checked(oneWayPeering, resources).ids).toEqual([]);
});

test('a peer of another account that was not read is undecided', () => {
  const far = { VpcId: 'vpc-far', OwnerId: '999999999999', Region: 'eu-west-1', CidrBlock: '10.1.0.0/16' };
  const { ids, undecided } = checked(oneWayPeering, without(peered({ AccepterVpcInfo: far }), 'vpc-b', 'rtb-b'));
  expect({ ids, undecided }).toEqual({ ids: [], undecided: ['routeTable', 'subnet'] });
});
