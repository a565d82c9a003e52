import { expect, test } from 'vitest';
import { base, edit, host, networkInterface, raw } from '../aws/network.fixture.ts';
import { checked } from './check.fixture.ts';
import { databaseInPublicSubnet } from './database-in-public-subnet.ts';
import { privateInPublicSubnet } from './private-in-public-subnet.ts';

test('a host without public address in a public subnet is told, one finding a subnet', () => {
  const more = [...host('x', 'subnet-pub', '10.0.0.20'), ...host('y', 'subnet-pub', '10.0.0.21')];
  expect(checked(privateInPublicSubnet, [...base(), ...more]).findings).toMatchObject([
    { component: 'subnet-pub', message: '2 of 3 interfaces have no public address.' },
  ]);
});

test('an IPv6 address is public where the subnet is routed so', () => {
  const one = host('x', 'subnet-pub', '10.0.0.20', { ipv6: '2001:db8:a::20' });
  expect(checked(privateInPublicSubnet, [...base(), ...one]).ids).toEqual([]);
});

test.each(['nat_gateway', 'vpc_endpoint', 'network_load_balancer', 'transit_gateway'])(
  'an interface of type %s belongs where it is',
  (InterfaceType) => {
    const one = networkInterface('eni-x', 'subnet-pub', '10.0.0.20', { more: { InterfaceType } });
    expect(checked(privateInPublicSubnet, [...base(), one]).ids).toEqual([]);
  },
);

test('an interface of nobody may be that of an endpoint that was not read (ENI-04)', () => {
  const alone = [...base(), networkInterface('eni-x', 'subnet-pub', '10.0.0.20')];
  expect(checked(privateInPublicSubnet, alone).ids).toEqual(['subnet-pub']);
  expect(checked(privateInPublicSubnet, alone, { partial: ['vpcEndpoint'] })).toMatchObject({
    ids: [],
    undecided: ['vpcEndpoint'],
  });
  const attached = [...base(), ...host('x', 'subnet-pub', '10.0.0.20')];
  expect(checked(privateInPublicSubnet, attached, { partial: ['vpcEndpoint'] }).ids).toEqual(['subnet-pub']);
});

test('private subnets hold private hosts', () => {
  expect(checked(privateInPublicSubnet, base()).ids).toEqual([]);
});

const database = (subnet: string, more = {}) =>
  raw('dbInstance', {
    DBInstanceArn: 'arn:aws:rds:eu-west-1:111111111111:db:orders',
    DBInstanceIdentifier: 'orders',
    DBSubnetGroup: { VpcId: 'vpc-a', Subnets: [{ SubnetIdentifier: 'subnet-b' }, { SubnetIdentifier: subnet }] },
    ...more,
  });

test('a database that may be in a public subnet is told, worse if it is publicly accessible', () => {
  const found = (more = {}) => checked(databaseInPublicSubnet, [...base(), database('subnet-pub', more)]).findings;
  expect(found()).toMatchObject([{ severity: 'medium', message: expect.stringContaining('subnet-pub') }]);
  expect(found({ PubliclyAccessible: true })).toMatchObject([{ severity: 'high' }]);
  expect(checked(databaseInPublicSubnet, [...base(), database('subnet-a')]).ids).toEqual([]);
});

test('so is a mount target', () => {
  const target = (SubnetId: string) => raw('mountTarget', { MountTargetId: 'fsmt-1', FileSystemId: 'fs-1', SubnetId });
  expect(checked(databaseInPublicSubnet, [...base(), target('subnet-pub')]).ids).toEqual(['fsmt-1']);
  expect(checked(databaseInPublicSubnet, [...base(), target('subnet-a')]).ids).toEqual([]);
});

test('databases that interfaces show and nobody listed are undecided', () => {
  const more = networkInterface('eni-x', 'subnet-b', '10.0.2.20', { more: { Description: 'RDSNetworkInterface' } });
  const { undecided } = checked(databaseInPublicSubnet, [...base(), more], { absent: ['dbInstance'] });
  expect(undecided).toEqual(['dbInstance']);
  expect(checked(databaseInPublicSubnet, base(), { absent: ['dbInstance'] }).undecided).toEqual([]);
});

test('a table that was not read leaves open which subnets are public', () => {
  expect(checked(privateInPublicSubnet, edit(base(), 'rtb-pub', {}), { absent: ['routeTable'] }).undecided).toEqual([
    'routeTable',
  ]);
});
