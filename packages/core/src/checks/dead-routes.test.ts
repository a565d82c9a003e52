import { expect, test } from 'vitest';
import { base, edit, type Raw, raw, route, table, withoutTable } from '../aws/network.fixture.ts';
import { blackholeRoute } from './blackhole-route.ts';
import { checked } from './check.fixture.ts';
import { deadRouteTarget } from './dead-route-target.ts';

const routed = (target: string, more: readonly Raw[] = [], on = 'subnet-b') => [
  ...base(),
  table('rtb-x', 'vpc-a', [on], { '192.0.2.0/24': target }),
  ...more,
];

test('a blackhole is told, in a table that is used as worse', () => {
  const Routes = [route('192.0.2.0/24', 'nat-gone', { State: 'blackhole' })];
  const own = (Associations: readonly object[]) => [
    ...withoutTable(base(), 'subnet-b'),
    raw('routeTable', { RouteTableId: 'rtb-x', VpcId: 'vpc-a', Routes, Associations }),
  ];
  expect(checked(blackholeRoute, own([{ SubnetId: 'subnet-b' }])).findings).toMatchObject([
    { id: 'blackhole-route rtb-x 192.0.2.0/24 nat-gone', severity: 'medium' },
  ]);
  expect(checked(blackholeRoute, own([])).findings).toMatchObject([{ severity: 'low' }]);
  expect(checked(blackholeRoute, base()).ids).toEqual([]);
});

test('a blackhole of a transit gateway is told as info', () => {
  const routes = raw('transitGatewayRoutes', {
    TransitGatewayRouteTableId: 'tgw-rtb-1',
    Routes: [{ DestinationCidrBlock: '10.9.0.0/16', State: 'blackhole', Type: 'static' }],
  });
  expect(checked(blackholeRoute, [...base(), routes]).findings).toMatchObject([
    { component: 'tgw-rtb-1', severity: 'info' },
  ]);
});

const peering = (Code: string) =>
  raw('vpcPeeringConnection', {
    VpcPeeringConnectionId: 'pcx-1',
    Status: { Code },
    RequesterVpcInfo: { VpcId: 'vpc-a' },
  });
const gateway = (VpcId: string) =>
  raw('internetGateway', { InternetGatewayId: 'igw-x', Attachments: [{ VpcId, State: 'available' }] });
const nat = (more: object) => raw('natGateway', { NatGatewayId: 'nat-x', State: 'available', VpcId: 'vpc-a', ...more });

test.each<[string, readonly Raw[], string]>([
  ['a stopped instance', edit(routed('i-app2'), 'i-app2', { State: { Name: 'stopped' } }), 'the instance is stopped'],
  ['a running one that checks addresses', routed('eni-app2'), 'it checks source and destination'],
  ['a failed NAT gateway', routed('nat-x', [nat({ State: 'failed' })]), 'its state is failed'],
  ['a NAT gateway of another VPC', routed('nat-x', [nat({ VpcId: 'vpc-z' })]), 'it is of vpc-z'],
  ['an expired peering connection', routed('pcx-1', [peering('expired')]), 'its state is expired'],
  ['a gateway of another VPC', routed('igw-x', [gateway('vpc-z')]), 'it is not attached to vpc-a'],
])('a route to %s is dead', (_, resources, why) => {
  const { findings } = checked(deadRouteTarget, resources);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ component: 'rtb-x', message: expect.stringContaining(why) });
});

test.each<[string, readonly Raw[]]>([
  ['a forwarder', edit(routed('eni-app2'), 'eni-app2', { SourceDestCheck: false })],
  ['a NAT gateway', routed('nat-a')],
  ['an active peering connection', routed('pcx-1', [peering('active')])],
  ['something that is not in the input', routed('nat-gone')],
])('a route to %s is not', (_, resources) => {
  expect(checked(deadRouteTarget, resources).ids).toEqual([]);
});

test('targets that were not listed are undecided', () => {
  expect(checked(deadRouteTarget, base(), { absent: ['natGateway'] }).undecided).toEqual(['natGateway']);
});
