import { type Kind, kinds, recordType } from '@hopwise/core';
import { describe, expect, test } from 'vitest';
import { snapshotOf } from '../snapshot-of.ts';
import { missingCalls } from './missing-calls.ts';

const everywhere = kinds.filter((kind) => !recordType(kind).neededBy);

test('every kind that all places have is missing once in each place, of the others none', () => {
  const { snapshot } = snapshotOf([
    { file: 'us-east-1/v.json', value: { Vpcs: [] } },
    { file: 'us-east-2/v.json', value: { Vpcs: [], NextToken: 'more' } },
  ]);
  const missing = missingCalls(snapshot);
  expect(missing).toHaveLength(2 * everywhere.length - 1);
  expect(missing.find(({ kind }) => kind === 'vpc')).toMatchObject({ region: 'us-east-2', state: 'partial' });
});

test('answers that are asked for one by one are named one by one', () => {
  const { snapshot } = snapshotOf([
    { file: 'us-east-1/p.json', value: { PrefixLists: [{ PrefixListId: 'pl-1' }, { PrefixListId: 'pl-2' }] } },
    { file: 'us-east-1/e.json', value: { PrefixListId: 'pl-2', Entries: [] } },
  ]);
  expect(missingCalls(snapshot).find(({ kind }) => kind === 'prefixListEntries')).toMatchObject({
    state: 'partial',
    commands: [
      'aws ec2 get-managed-prefix-list-entries --prefix-list-id pl-1 --region us-east-1 --output json > ec2-get-managed-prefix-list-entries/pl-1.json',
    ],
  });
});

test('only lists that something names are asked for', () => {
  const permission = { IpProtocol: '-1', PrefixListIds: [{ PrefixListId: 'pl-2' }] };
  const { snapshot } = snapshotOf([
    { file: 'us-east-1/s.json', value: { SecurityGroups: [{ GroupId: 'sg-1', IpPermissions: [permission] }] } },
    { file: 'us-east-1/r.json', value: { RouteTables: [] } },
    { file: 'us-east-1/p.json', value: { PrefixLists: [{ PrefixListId: 'pl-1' }, { PrefixListId: 'pl-2' }] } },
  ]);
  const { commands } = missingCalls(snapshot).find(({ kind }) => kind === 'prefixListEntries') ?? {};
  expect(commands).toHaveLength(1);
  expect(commands?.[0]).toContain('--prefix-list-id pl-2');
});

test('where there is no prefix list, no entries are missing', () => {
  const { snapshot } = snapshotOf([{ file: 'us-east-1/p.json', value: { PrefixLists: [] } }]);
  expect(missingCalls(snapshot).map(({ kind }) => kind)).not.toContain('prefixListEntries');
});

describe('what other answers tell too is not missing', () => {
  const rule = (PrefixListId: string) => ({ IpProtocol: '-1', PrefixListIds: [{ PrefixListId }] });
  const group = (...lists: string[]) => ({ GroupId: 'sg-1', VpcId: 'vpc-1', IpPermissions: lists.map(rule) });
  const interfaceOf = (VpcId: string) => ({ NetworkInterfaceId: 'eni-1', VpcId, Groups: [{ GroupId: 'sg-1' }] });
  const entries = (PrefixListId: string) => ({ PrefixListId, Entries: [{ Cidr: '192.0.2.0/24' }] });
  const missing = (kind: Kind, ...answers: object[]) => {
    const documents = answers.map((value, i) => ({ file: `us-east-1/${i}.json`, value }));
    return missingCalls(snapshotOf(documents).snapshot).some((one) => one.kind === kind);
  };

  test.each<[string, Kind, boolean, object[]]>([
    ['rules that groups list', 'securityGroupRule', false, [{ SecurityGroups: [] }]],
    ['rules of groups that are partly read', 'securityGroupRule', true, [{ SecurityGroups: [], NextToken: 'x' }]],
    [
      'associations of groups at home',
      'securityGroupVpcAssociation',
      false,
      [{ SecurityGroups: [group()] }, { NetworkInterfaces: [interfaceOf('vpc-1')] }],
    ],
    [
      'associations of a group abroad',
      'securityGroupVpcAssociation',
      true,
      [{ SecurityGroups: [group()] }, { NetworkInterfaces: [interfaceOf('vpc-2')] }],
    ],
    [
      'associations of a group that is not there',
      'securityGroupVpcAssociation',
      true,
      [{ SecurityGroups: [] }, { NetworkInterfaces: [interfaceOf('vpc-1')] }],
    ],
    [
      'lists whose entries are there',
      'prefixList',
      false,
      [{ SecurityGroups: [group('pl-1')] }, { RouteTables: [] }, entries('pl-1')],
    ],
    [
      'lists without entries',
      'prefixList',
      true,
      [{ SecurityGroups: [group('pl-1', 'pl-2')] }, { RouteTables: [] }, entries('pl-1')],
    ],
    ['lists while routes are not there', 'prefixList', true, [{ SecurityGroups: [] }]],
    [
      'entries that the older call gave',
      'prefixListEntries',
      false,
      [
        { SecurityGroups: [group('pl-1')] },
        { RouteTables: [] },
        { PrefixLists: [{ PrefixListId: 'pl-1', Cidrs: ['192.0.2.0/24'] }] },
      ],
    ],
    [
      'entries of lists that nothing names',
      'prefixListEntries',
      false,
      [{ SecurityGroups: [] }, { RouteTables: [] }, { PrefixLists: [{ PrefixListId: 'pl-9' }] }],
    ],
    [
      'exclusions from what is off',
      'vpcBlockPublicAccessExclusion',
      false,
      [{ VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: 'off' } }],
    ],
    [
      'exclusions from what is on',
      'vpcBlockPublicAccessExclusion',
      true,
      [{ VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: 'block-ingress' } }],
    ],
  ])('%s', (_what, kind, expected, answers) => {
    expect(missing(kind, ...answers)).toBe(expected);
  });
});

const vpc = { file: 'us-east-1/v.json', value: { Vpcs: [] } };
const toTransitGateway = { DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: 'tgw-1' };
const arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012';

test.each<[string, object, Kind[], Kind[]]>([
  [
    'a route to a transit gateway',
    { RouteTables: [{ RouteTableId: 'rtb-1', Routes: [toTransitGateway] }] },
    ['transitGateway', 'transitGatewayAttachment', 'transitGatewayVpcAttachment', 'transitGatewayRouteTable'],
    ['transitGatewayConnect', 'vpnGateway', 'loadBalancer'],
  ],
  [
    'propagation of a virtual private gateway',
    { RouteTables: [{ RouteTableId: 'rtb-1', PropagatingVgws: [{ GatewayId: 'vgw-1' }] }] },
    ['vpnGateway', 'vpnConnection'],
    ['transitGateway', 'customerGateway'],
  ],
  [
    'an interface of a load balancer',
    { NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', Description: 'ELB app/web/50dc6c495c0c9188' }] },
    ['loadBalancer', 'targetGroup'],
    ['classicLoadBalancer', 'listener'],
  ],
  [
    'an interface of a Classic Load Balancer',
    { NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', Description: 'ELB web' }] },
    ['classicLoadBalancer'],
    ['loadBalancer'],
  ],
  [
    'a load balancer',
    { LoadBalancers: [{ LoadBalancerArn: `${arn}:loadbalancer/net/web/1` }] },
    ['listener', 'targetGroup', 'loadBalancerAttributes'],
    ['loadBalancer', 'listenerRule'],
  ],
])('%s shows what is missing', (_, answer, missed, notMissed) => {
  const { snapshot } = snapshotOf([vpc, { file: 'us-east-1/a.json', value: answer }]);
  const missing = missingCalls(snapshot).map(({ kind }) => kind);
  expect(missing).toEqual(expect.arrayContaining(missed));
  expect(missing.filter((kind) => notMissed.includes(kind))).toEqual([]);
});

test('what another Region has is not missing here', () => {
  const value = { RouteTables: [{ RouteTableId: 'rtb-1', Routes: [toTransitGateway] }] };
  const { snapshot } = snapshotOf([vpc, { file: 'us-east-2/r.json', value }]);
  const places = missingCalls(snapshot).filter(({ kind }) => kind === 'transitGateway');
  expect(places).toMatchObject([{ region: 'us-east-2' }]);
});

test('commands do not write secrets into files', () => {
  const { snapshot } = snapshotOf([{ file: 'us-east-1/v.json', value: { VpnGateways: [{ VpnGatewayId: 'vgw-1' }] } }]);
  const [command] = missingCalls(snapshot).find(({ kind }) => kind === 'vpnConnection')?.commands ?? [];
  expect(command).toMatch(
    /--query '{VpnConnections: VpnConnections\[]\.{VpnConnectionId: VpnConnectionId, .*Tags: Tags}}' --region us-east-1/,
  );
  expect(command).toContain('TunnelOptions: TunnelOptions[].{OutsideIpAddress: OutsideIpAddress, ');
  expect(command).not.toMatch(/CustomerGatewayConfiguration|PreSharedKey/);
});

test('every kind says what its absence leaves unknown', () => {
  for (const kind of kinds) expect(recordType(kind).without, kind).toMatch(/\.$/);
});
