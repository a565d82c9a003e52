import { type Kind, kinds, recordType } from '@hopwise/core';
import { expect, test } from 'vitest';
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

test('where there is no prefix list, no entries are missing', () => {
  const { snapshot } = snapshotOf([{ file: 'us-east-1/p.json', value: { PrefixLists: [] } }]);
  expect(missingCalls(snapshot).map(({ kind }) => kind)).not.toContain('prefixListEntries');
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
