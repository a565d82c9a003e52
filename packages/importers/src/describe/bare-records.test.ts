import { expect, test } from 'vitest';
import { snapshotOf } from '../snapshot-of.ts';

const vpc = { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', CidrBlockAssociationSet: [] };
const subnet = { SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.1.0/24', AvailabilityZone: 'eu-west-1a' };
const table = {
  ...{ RouteTableId: 'rtb-1', VpcId: 'vpc-1', Associations: [{ Main: true }] },
  Routes: [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' }],
};
const acl = {
  ...{ NetworkAclId: 'acl-1', VpcId: 'vpc-1', Associations: [] },
  Entries: [{ RuleNumber: 100, Egress: true, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' }],
};
const group = { GroupId: 'sg-1', GroupName: 'web', VpcId: 'vpc-1', IpPermissions: [], IpPermissionsEgress: [] };
const instance = {
  ...{ InstanceId: 'i-1', State: { Name: 'running' }, VpcId: 'vpc-1' },
  NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1' }],
  SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'web' }],
};

function read(...values: readonly unknown[]) {
  const { snapshot, diagnostics } = snapshotOf(values.map((value, i) => ({ file: `${i}.json`, value })));
  const kinds = Object.entries(snapshot.records).flatMap(([kind, list]) => list.map(() => kind));
  return { kinds, snapshot, codes: diagnostics.map(({ code }) => code), diagnostics };
}

test.each([
  ['vpc', vpc],
  ['subnet', subnet],
  ['routeTable', table],
  ['networkAcl', acl],
  ['securityGroup', group],
  ['instance', instance],
  ['internetGateway', { InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
])('a %s is known without its answer, and the rest of its kind is unknown', (kind, record) => {
  const { kinds, snapshot, codes } = read([record]);
  expect(kinds).toEqual([kind]);
  expect(snapshot.coverage.filter((one) => one.kind === kind)).toMatchObject([{ state: 'partial' }]);
  expect(codes).toEqual(['BARE_RECORDS']);
});

test('a list may hold several kinds, and lists; each record tells where it was read', () => {
  const { snapshot, kinds, codes } = read([vpc, [subnet, table]]);
  expect(kinds).toEqual(['vpc', 'subnet', 'routeTable']);
  expect(snapshot.records.routeTable[0]).toMatchObject({ source: { file: '0.json', pointer: '/1/1' } });
  expect(snapshot.records.routeTable[0]?.routes).toHaveLength(1);
  expect(codes).toEqual(['BARE_RECORDS', 'BARE_RECORDS', 'BARE_RECORDS']);
});

test('instances are read alone, in lists of lists and in reservations', () => {
  expect(read(instance).kinds).toEqual(['instance']);
  expect(read([[instance], []]).kinds).toEqual(['instance']);
  const reserved = read([{ ReservationId: 'r-1', Groups: [], Instances: [instance] }]).snapshot.records.instance[0];
  expect(reserved).toMatchObject({ instanceId: 'i-1', source: { pointer: '/0/Instances/0' } });
});

test('what a selection leaves of a record makes no other record of its pieces', () => {
  const { SecurityGroups, NetworkInterfaces } = instance;
  const { Routes, RouteTableId } = table;
  const { Entries, NetworkAclId } = acl;
  const { kinds, codes } = read(
    [{ Id: 'i-1', SecurityGroups, NetworkInterfaces }],
    [{ RouteTableId, Routes }],
    [{ NetworkAclId, Entries }],
  );
  expect(kinds).toEqual([]);
  expect(new Set(codes)).toEqual(new Set(['NOT_MODELLED']));
});

test('answers beside what a script wrote to them are read as ever', () => {
  const { kinds, codes } = read([{ Name: 'prod', Subnets: [subnet] }], { VpcId: 'vpc-1', SecurityGroups: [group] });
  expect(kinds.toSorted()).toEqual(['securityGroup', 'subnet']);
  expect(new Set(codes)).toEqual(new Set(['NOT_MODELLED']));
});
