import { compile, findPath, parseQuestion, type Verdict } from '@hopwise/core';
import { expect, test } from 'vitest';
import { snapshotOf } from '../snapshot-of.ts';

const place = { account: '111122223333', region: 'eu-west-1' };
const all = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];

const vpn = (id: string, isStatic: boolean) => ({
  VpnConnectionId: id,
  VpnGatewayId: 'vgw-1',
  CustomerGatewayId: `cgw-${id}`,
  State: 'available',
  Options: { StaticRoutesOnly: isStatic },
  Routes: isStatic ? [{ DestinationCidrBlock: '192.168.0.0/16', State: 'available' }] : [],
  VgwTelemetry: [{ OutsideIpAddress: '203.0.113.5', Status: 'UP' }],
});
const learned = (cidr: string) => ({
  DestinationCidrBlock: cidr,
  GatewayId: 'vgw-1',
  Origin: 'EnableVgwRoutePropagation',
  State: 'active',
});

/** A VPC behind a virtual private gateway, whose table lists what is propagated to it. */
const dumpOf = (connections: readonly object[], routes: readonly object[]) => ({
  ...place,
  Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.1.0.0/16', OwnerId: place.account }],
  Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.1.0.0/24', AvailabilityZone: 'eu-west-1a' }],
  RouteTables: [
    {
      RouteTableId: 'rtb-1',
      VpcId: 'vpc-1',
      Associations: [{ Main: true }],
      Routes: [{ DestinationCidrBlock: '10.1.0.0/16', GatewayId: 'local', State: 'active' }, ...routes],
      PropagatingVgws: [{ GatewayId: 'vgw-1' }],
    },
  ],
  SecurityGroups: [{ GroupId: 'sg-1', VpcId: 'vpc-1', IpPermissions: all, IpPermissionsEgress: all }],
  NetworkAcls: [
    {
      NetworkAclId: 'acl-1',
      VpcId: 'vpc-1',
      IsDefault: true,
      Associations: [{ SubnetId: 'subnet-1' }],
      Entries: [true, false].map((Egress) => {
        return { RuleNumber: 100, Protocol: '-1', RuleAction: 'allow', Egress, CidrBlock: '0.0.0.0/0' };
      }),
    },
  ],
  NetworkInterfaces: [
    {
      NetworkInterfaceId: 'eni-1',
      SubnetId: 'subnet-1',
      VpcId: 'vpc-1',
      PrivateIpAddress: '10.1.0.10',
      PrivateIpAddresses: [{ PrivateIpAddress: '10.1.0.10', Primary: true }],
      Groups: [{ GroupId: 'sg-1' }],
      Status: 'in-use',
    },
  ],
  VpnGateways: [{ VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ VpcId: 'vpc-1', State: 'attached' }] }],
  VpnConnections: connections,
});

type Resources = Readonly<Record<string, object>>;
const planned = (id: string, isStatic: boolean): Resources => ({
  [`aws_vpn_connection.${id}`]: {
    id,
    vpn_gateway_id: 'vgw-1',
    customer_gateway_id: `cgw-${id}`,
    static_routes_only: isStatic,
    routes: isStatic ? [{ destination_cidr_block: '192.168.0.0/16' }] : [],
  },
});
const table = (...propagating_vgws: readonly string[]): Resources => ({
  'aws_route_table.t': { id: 'rtb-1', vpc_id: 'vpc-1', propagating_vgws },
});

function verdicts(dump: object, before: Resources, after: Resources, ...to: readonly string[]): readonly Verdict[] {
  const module = (resources: Resources) => ({
    root_module: {
      resources: Object.entries(resources).map(([address, values]) => {
        const [type, name] = address.split('.') as [string, string];
        return { address, mode: 'managed', type, name, values };
      }),
    },
  });
  const plan = {
    format_version: '1.2',
    prior_state: { values: module(before) },
    planned_values: module(after),
    resource_changes: [],
  };
  const { snapshot } = snapshotOf([dump, plan].map((value, i) => ({ file: `${i}.json`, value })));
  const network = compile(snapshot);
  return to.map((one) => {
    const question = { from: 'eni-1', to: one, protocol: 'tcp', port: 443 } as const;
    return findPath(network, parseQuestion(network, question)).verdict;
  });
}

const BGP = dumpOf([vpn('vpn-1', false)], [learned('10.20.0.0/16')]);

test('what is propagated stays where a plan does not touch the gateway', () => {
  expect(verdicts(BGP, {}, {}, '10.20.0.5', '172.16.0.5')).toEqual(['reachable', 'blocked']);
  expect(verdicts(BGP, table('vgw-1'), table('vgw-1'), '10.20.0.5')).toEqual(['reachable']);
});

test('what a connection that is added will teach by BGP is unknown, that of a static one is known', () => {
  expect(verdicts(BGP, {}, planned('vpn-2', false), '10.20.0.5', '172.16.0.5', '10.1.0.20')).toEqual([
    'unknown',
    'unknown',
    'blocked',
  ]);
  const added = verdicts(BGP, {}, planned('vpn-2', true), '10.20.0.5', '192.168.0.5', '172.16.0.5');
  expect(added).toEqual(['reachable', 'unknown', 'blocked']);
});

test('what a connection that goes has taught goes with it', () => {
  const fixed = dumpOf([vpn('vpn-1', true)], [learned('192.168.0.0/16')]);
  expect(verdicts(fixed, {}, {}, '192.168.0.5')).toEqual(['reachable']);
  expect(verdicts(fixed, planned('vpn-1', true), {}, '192.168.0.5')).toEqual(['blocked']);
});

test('which of several connections has taught a prefix by BGP nobody tells', () => {
  const two = dumpOf([vpn('vpn-1', false), vpn('vpn-2', false)], [learned('10.20.0.0/16')]);
  expect(verdicts(two, planned('vpn-1', false), {}, '10.20.0.5')).toEqual(['unknown']);
});

test('a table that takes up no more what a gateway propagates has none of it (RT-14)', () => {
  expect(verdicts(BGP, table('vgw-1'), table(), '10.20.0.5')).toEqual(['blocked']);
});
