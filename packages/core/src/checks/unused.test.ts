import { expect, test } from 'vitest';
import { base, raw, table } from '../aws/network.fixture.ts';
import { checked } from './check.fixture.ts';
import { unusedAddress } from './unused-address.ts';
import { unusedRouteTable } from './unused-route-table.ts';

test('a table without an association is unused', () => {
  expect(checked(unusedRouteTable, [...base(), table('rtb-x', 'vpc-a', [], {})]).ids).toEqual(['rtb-x']);
});

test.each([
  ['of a gateway', table('rtb-x', 'vpc-a', ['igw-a'], {})],
  ['that is the main one', table('rtb-x', 'vpc-b', ['main'], {})],
])('a table %s is used', (_, one) => {
  expect(checked(unusedRouteTable, [...base(), one]).ids).toEqual([]);
});

test('the table of a regional NAT gateway is used', () => {
  const nat = raw('natGateway', { NatGatewayId: 'nat-r', VpcId: 'vpc-a', RouteTableId: 'rtb-x' });
  expect(checked(unusedRouteTable, [...base(), table('rtb-x', 'vpc-a', [], {}), nat]).ids).toEqual([]);
});

test('an address that names no interface is unused', () => {
  const address = (id: string, more = {}) => raw('address', { AllocationId: id, PublicIp: '203.0.113.77', ...more });
  const all = [address('eipalloc-1'), address('eipalloc-2', { NetworkInterfaceId: 'eni-web' })];
  expect(checked(unusedAddress, all).ids).toEqual(['eipalloc-1']);
});

test.each([
  [
    'a NAT gateway',
    raw('natGateway', { NatGatewayId: 'nat-1', NatGatewayAddresses: [{ AllocationId: 'eipalloc-1' }] }),
  ],
  [
    'a load balancer',
    raw('loadBalancer', {
      LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/net/a/1',
      AvailabilityZones: [{ LoadBalancerAddresses: [{ IpAddress: '203.0.113.77' }] }],
    }),
  ],
])('an address that %s asks for is used before AWS says so', (_, holder) => {
  const address = raw('address', { AllocationId: 'eipalloc-1', PublicIp: '203.0.113.77' });
  expect(checked(unusedAddress, [address, holder]).ids).toEqual([]);
});

test('lists that are missing are told', () => {
  expect(checked(unusedRouteTable, [], { absent: ['routeTable'] }).undecided).toEqual(['routeTable']);
  expect(checked(unusedAddress, [], { partial: ['address'] }).undecided).toEqual(['address']);
});
