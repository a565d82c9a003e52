import { expect, test } from 'vitest';
import { base, edit, LOCAL, raw, table, without } from '../aws/network.fixture.ts';
import { checked } from './check.fixture.ts';
import { natInPrivateSubnet } from './nat-in-private-subnet.ts';
import { singleZoneNat } from './single-zone-nat.ts';

const bare = (routes: Readonly<Record<string, string>>) => [
  ...without(base(), 'rtb-pub'),
  table('rtb-pub', 'vpc-a', ['subnet-pub'], { ...LOCAL, ...routes }),
];

test('a public NAT gateway needs a way to an internet gateway', () => {
  expect(checked(natInPrivateSubnet, bare({})).findings).toMatchObject([{ component: 'nat-a', severity: 'high' }]);
  expect(checked(natInPrivateSubnet, base()).ids).toEqual([]);
  // What inspects on the way may lead there.
  expect(checked(natInPrivateSubnet, bare({ '0.0.0.0/0': 'vpce-fw' })).ids).toEqual([]);
});

test('a private one, and one that is gone, need none', () => {
  expect(checked(natInPrivateSubnet, edit(bare({}), 'nat-a', { ConnectivityType: 'private' })).ids).toEqual([]);
  expect(checked(natInPrivateSubnet, edit(bare({}), 'nat-a', { State: 'deleted' })).ids).toEqual([]);
});

test('subnets of other zones depend on it', () => {
  expect(checked(singleZoneNat, base()).findings).toMatchObject([
    { component: 'nat-a', message: '1 subnet in euw1-az2 depends on it in euw1-az1: subnet-b.' },
  ]);
});

test('subnets of its own zone, or of an unknown one, do not', () => {
  expect(checked(singleZoneNat, edit(base(), 'subnet-b', { AvailabilityZoneId: 'euw1-az1' })).ids).toEqual([]);
  expect(checked(singleZoneNat, edit(base(), 'subnet-b', { AvailabilityZoneId: undefined })).ids).toEqual([]);
  const regional = edit(base(), 'nat-a', { SubnetId: undefined, AvailabilityMode: 'regional' });
  expect(checked(singleZoneNat, regional).ids).toEqual([]);
});

test('without tables both are undecided', () => {
  const nat = raw('natGateway', { NatGatewayId: 'nat-a', SubnetId: 'subnet-pub', VpcId: 'vpc-a' });
  for (const check of [natInPrivateSubnet, singleZoneNat])
    expect(checked(check, [nat], { absent: ['routeTable'] }).undecided).toEqual(['routeTable']);
});
