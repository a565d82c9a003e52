import { expect, test } from 'vitest';
import { base, edit, raw, table, withoutTable } from '../aws/network.fixture.ts';
import { checked } from './check.fixture.ts';
import { singleZoneEndpoint } from './single-zone-endpoint.ts';
import { sourceCheckOff } from './source-check-off.ts';

const off = { SourceDestCheck: false };

test('an instance that may forward is told while no route leads to it', () => {
  expect(checked(sourceCheckOff, edit(base(), 'eni-app', off)).ids).toEqual(['eni-app']);
  const routed = [...edit(base(), 'eni-app', off), table('rtb-x', 'vpc-a', [], { '192.0.2.0/24': 'eni-app' })];
  expect(checked(sourceCheckOff, routed).ids).toEqual([]);
});

test('what AWS made, AWS set', () => {
  expect(checked(sourceCheckOff, base()).ids).toEqual([]);
  expect(checked(sourceCheckOff, edit(base(), 'eni-app', { ...off, RequesterManaged: true })).ids).toEqual([]);
});

const endpoint = (...SubnetIds: readonly string[]) =>
  raw('vpcEndpoint', {
    VpcEndpointId: 'vpce-1',
    VpcEndpointType: 'Interface',
    VpcId: 'vpc-a',
    ServiceName: 'com.amazonaws.eu-west-1.sqs',
    SubnetIds,
  });

test('an interface endpoint in one zone of two is told', () => {
  expect(checked(singleZoneEndpoint, [...base(), endpoint('subnet-a')]).findings).toMatchObject([
    {
      component: 'vpce-1',
      message: 'com.amazonaws.eu-west-1.sqs is in euw1-az1 alone; its VPC has interfaces in euw1-az2 too.',
    },
  ]);
  expect(checked(singleZoneEndpoint, [...base(), endpoint('subnet-a', 'subnet-b')]).ids).toEqual([]);
  const unknown = edit([...base(), endpoint('subnet-a')], 'subnet-a', { AvailabilityZoneId: undefined });
  expect(checked(singleZoneEndpoint, unknown).ids).toEqual([]);
});

test('subnets that are routed to a firewall endpoint of another zone are told', () => {
  const firewall = raw('vpcEndpoint', {
    VpcEndpointId: 'vpce-fw',
    VpcEndpointType: 'GatewayLoadBalancer',
    VpcId: 'vpc-a',
    SubnetIds: ['subnet-pub'],
  });
  const routed = [
    ...withoutTable(base(), 'subnet-b'),
    firewall,
    table('rtb-x', 'vpc-a', ['subnet-b'], { '192.0.2.0/24': 'vpce-fw' }),
  ];
  expect(checked(singleZoneEndpoint, routed).findings).toMatchObject([
    { component: 'vpce-fw', message: '1 subnet in euw1-az2 depends on it in euw1-az1: subnet-b.' },
  ]);
  expect(checked(singleZoneEndpoint, edit(routed, 'subnet-b', { AvailabilityZoneId: 'euw1-az1' })).ids).toEqual([]);
});

test('a VPC of one zone needs no more', () => {
  const one = edit([...base(), endpoint('subnet-a')], 'subnet-b', { AvailabilityZoneId: 'euw1-az1' });
  expect(checked(singleZoneEndpoint, one).ids).toEqual([]);
});

test('lists that are missing are told', () => {
  expect(checked(singleZoneEndpoint, base(), { absent: ['vpcEndpoint'] }).undecided).toEqual(['vpcEndpoint']);
  expect(checked(sourceCheckOff, base(), { absent: ['routeTable'] }).undecided).toEqual(['routeTable']);
});
