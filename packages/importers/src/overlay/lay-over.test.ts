import { compile, findPath, parseQuestion, type Verdict } from '@hopwise/core';
import { expect, test } from 'vitest';
import { snapshotOf } from '../snapshot-of.ts';

const VPC = { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: '111122223333' };
const SUBNET = { SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24', AvailabilityZone: 'eu-west-1a' };
const GROUP = {
  GroupId: 'sg-1',
  GroupName: 'app',
  VpcId: 'vpc-1',
  IpPermissions: [
    { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '10.0.0.8/32' }, { CidrIp: '10.0.0.9/32' }] },
  ],
  IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
};
const nic = (name: string, address: string) => ({
  NetworkInterfaceId: `eni-${name}`,
  SubnetId: 'subnet-1',
  VpcId: 'vpc-1',
  PrivateIpAddress: address,
  PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true }],
  Groups: [{ GroupId: 'sg-1' }],
  Status: 'in-use',
});
const TABLE = {
  RouteTableId: 'rtb-1',
  VpcId: 'vpc-1',
  Associations: [{ Main: true }],
  Routes: [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' }],
};
const ACL = {
  NetworkAclId: 'acl-1',
  VpcId: 'vpc-1',
  IsDefault: true,
  Associations: [{ SubnetId: 'subnet-1' }],
  Entries: [true, false].map((Egress) => ({
    RuleNumber: 100,
    Protocol: '-1',
    RuleAction: 'allow',
    Egress,
    CidrBlock: '0.0.0.0/0',
  })),
};
const DUMP = {
  account: '111122223333',
  region: 'eu-west-1',
  Vpcs: [VPC],
  Subnets: [SUBNET],
  SecurityGroups: [GROUP],
  RouteTables: [TABLE],
  NetworkAcls: [ACL],
  NetworkInterfaces: [nic('a', '10.0.0.8'), nic('b', '10.0.0.9'), nic('c', '10.0.0.10')],
};

const rule = (port: number, cidr: string) => ({
  type: 'ingress',
  security_group_id: 'sg-1',
  protocol: 'tcp',
  from_port: port,
  to_port: port,
  cidr_blocks: [cidr],
});

/** A plan whose state holds some rules of the group, and which makes others of them. */
function planOf(before: readonly object[], after: readonly object[]): object {
  const module = (values: readonly object[]) => ({
    root_module: {
      resources: values.map((one, i) => ({
        address: `aws_security_group_rule.r${i}`,
        mode: 'managed',
        type: 'aws_security_group_rule',
        name: `r${i}`,
        values: one,
      })),
    },
  });
  const group = { address: 'aws_security_group.app', mode: 'managed', type: 'aws_security_group', name: 'app' };
  const withGroup = (all: ReturnType<typeof module>) => ({
    root_module: {
      resources: [...all.root_module.resources, { ...group, values: { id: 'sg-1', name: 'app', vpc_id: 'vpc-1' } }],
    },
  });
  return {
    format_version: '1.2',
    prior_state: { values: withGroup(module(before)) },
    planned_values: withGroup(module(after)),
    resource_changes: [],
  };
}

function verdicts(...documents: readonly object[]): readonly Verdict[] {
  const { snapshot } = snapshotOf(documents.map((value, i) => ({ file: `${i}.json`, value })));
  const network = compile(snapshot);
  const ask = (from: string, to: string) => findPath(network, parseQuestion(network, { from, to })).verdict;
  return [ask('eni-a', 'eni-c:22'), ask('eni-b', 'eni-c:22'), ask('eni-a', 'eni-c:80')];
}

test('a rule that a plan adds, and one that it takes away, are so; rules of others stay', () => {
  expect(verdicts(DUMP)).toEqual(['reachable', 'reachable', 'blocked']);
  const plan = planOf([rule(22, '10.0.0.8/32')], [rule(80, '10.0.0.0/24')]);
  expect(verdicts(DUMP, plan)).toEqual(['blocked', 'reachable', 'reachable']);
  expect(verdicts(plan, DUMP)).toEqual(['blocked', 'reachable', 'reachable']);
});

test('a route that a plan leads elsewhere leads there alone', () => {
  const peering = { DestinationCidrBlock: '10.9.0.0/16', VpcPeeringConnectionId: 'pcx-1', State: 'active' };
  const routed = { ...DUMP, RouteTables: [{ ...TABLE, Routes: [...TABLE.Routes, peering] }] };
  const resource = (values: object) => ({
    address: 'aws_route.r',
    mode: 'managed',
    type: 'aws_route',
    name: 'r',
    values,
  });
  const route = { route_table_id: 'rtb-1', destination_cidr_block: '10.9.0.0/16' };
  const table = {
    ...resource({ id: 'rtb-1', vpc_id: 'vpc-1' }),
    ...{ address: 'aws_route_table.t', type: 'aws_route_table', name: 't' },
  };
  const values = (one: object) => ({ root_module: { resources: [table, resource({ ...route, ...one })] } });
  const over = snapshotOf(
    [
      routed,
      {
        format_version: '1.2',
        prior_state: { values: values({ vpc_peering_connection_id: 'pcx-1' }) },
        planned_values: values({ transit_gateway_id: 'tgw-1' }),
        resource_changes: [],
      },
    ].map((value, i) => ({ file: `${i}.json`, value })),
  );
  const [, led] = over.snapshot.records.routeTable[0]?.routes ?? [];
  expect([led?.transitGatewayId, led?.vpcPeeringConnectionId]).toEqual(['tgw-1', undefined]);
});

test('a plan that changes nothing changes nothing', () => {
  const { records } = snapshotOf([{ file: 'dump.json', value: DUMP }]).snapshot;
  const same = planOf([rule(22, '10.0.0.8/32')], [rule(22, '10.0.0.8/32')]);
  const over = snapshotOf([
    { file: 'dump.json', value: DUMP },
    { file: 'plan.json', value: same },
  ]);
  expect(over.snapshot.records).toEqual(records);
  expect(over.snapshot.coverage).toEqual(snapshotOf([{ file: 'dump.json', value: DUMP }]).snapshot.coverage);
});

test('what a plan says is there and no answer has is listed', () => {
  const lost = JSON.parse(JSON.stringify(planOf([], [])).replaceAll('sg-1', 'sg-2')) as object;
  const { diagnostics } = snapshotOf([
    { file: 'dump.json', value: DUMP },
    { file: 'plan.json', value: lost },
  ]);
  expect(diagnostics.filter(({ code }) => code === 'OVERLAY_UNMATCHED').map(({ source }) => source?.pointer)).toEqual([
    'aws_security_group.app',
  ]);
});

test('a subnet that a plan gives another table or network ACL has that one alone (RT-01, ACL-01)', () => {
  const resource = (type: string, values: object) => ({
    ...{ address: `${type}.new`, mode: 'managed', type, name: 'new' },
    values,
  });
  const plan = {
    format_version: '1.2',
    prior_state: { values: { root_module: { resources: [] } } },
    planned_values: {
      root_module: {
        resources: [
          resource('aws_network_acl', {
            id: 'acl-2',
            vpc_id: 'vpc-1',
            subnet_ids: ['subnet-1'],
            ingress: [],
            egress: [],
          }),
          resource('aws_route_table', { id: 'rtb-2', vpc_id: 'vpc-1', route: [] }),
          resource('aws_main_route_table_association', { id: 'x', vpc_id: 'vpc-1', route_table_id: 'rtb-2' }),
        ],
      },
    },
    resource_changes: [],
  };
  const { records } = snapshotOf([
    { file: 'dump.json', value: DUMP },
    { file: 'plan.json', value: plan },
  ]).snapshot;
  const held = ({ associations }: { readonly associations: readonly unknown[] }) => associations.length;
  expect(records.networkAcl.map((one) => [one.networkAclId, held(one)])).toEqual([
    ['acl-1', 0],
    ['acl-2', 1],
  ]);
  expect(records.routeTable.map((one) => [one.routeTableId, held(one)])).toEqual([
    ['rtb-1', 0],
    ['rtb-2', 1],
  ]);
});
