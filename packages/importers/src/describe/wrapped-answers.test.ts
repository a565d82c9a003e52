import type { Kind } from '@hopwise/core';
import { expect, test } from 'vitest';
import { snapshotOf } from '../snapshot-of.ts';

const place = { account: '123456789012', region: 'eu-west-1' };
const arn = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012';
const balancer = `${arn}:loadbalancer/net/web/01b6d1d0dcf697ce`;
const group = `${arn}:targetgroup/app/18b006d402094594`;

function read(file: string, value: unknown, ...others: unknown[]) {
  return snapshotOf([
    { file, value, ...place },
    ...others.map((one, i) => ({ file: `${i}.json`, value: one, ...place })),
  ]);
}

function stateOf({ snapshot }: ReturnType<typeof read>, kind: Kind): string | undefined {
  return snapshot.coverage.find((one) => one.kind === kind)?.state;
}

test('calls that answer under one key are told apart by what they were asked', () => {
  const Attributes = [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }];
  const { snapshot, diagnostics } = read('a.json', [
    { LoadBalancerArn: balancer, Attributes },
    { TargetGroupArn: group, Attributes },
    { TransitGatewayRouteTableId: 'tgw-rtb-1', Routes: [] },
  ]);
  expect(snapshot.records).toMatchObject({
    loadBalancerAttributes: [{ loadBalancerArn: balancer, attributes: [{ value: 'true' }] }],
    targetGroupAttributes: [{ targetGroupArn: group }],
    transitGatewayRoutes: [{ transitGatewayRouteTableId: 'tgw-rtb-1' }],
  });
  expect(diagnostics).toEqual([]);
});

test('a list of wrappers may be called like the answer of another service', () => {
  const wrapper = { LoadBalancerArn: balancer, Attributes: [] };
  const { snapshot, diagnostics } = read('a.json', { LoadBalancerAttributes: [wrapper] });
  expect(snapshot.records.loadBalancerAttributes).toHaveLength(1);
  const classic = { LoadBalancerName: 'web', LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled: true } } };
  expect(read('a.json', { LoadBalancerAttributes: [] })).toMatchObject({ diagnostics: [], snapshot: { coverage: [] } });
  expect(read('a.json', classic).snapshot.records.classicLoadBalancerAttributes).toMatchObject([
    { loadBalancerAttributes: { crossZoneLoadBalancing: { enabled: true } } },
  ]);
  expect(diagnostics).toEqual([]);
});

test('elements that name what they belong to need no wrapper; the others take it from theirs', () => {
  const listener = { ListenerArn: `${arn}:listener/net/web/01b6d1d0dcf697ce/361d1e4f`, LoadBalancerArn: balancer };
  const rule = { RuleArn: `${arn}:listener-rule/net/web/01b6d1d0dcf697ce/361d1e4f/9683b2d0` };
  const balancers = { LoadBalancers: [{ LoadBalancerArn: balancer }] };
  const bare = read('l.json', { Listeners: [listener] }, { Rules: [rule] }, balancers);
  expect([stateOf(bare, 'listener'), stateOf(bare, 'listenerRule')]).toEqual(['complete', 'complete']);
  const wrapped = read('l.json', { ListenerArn: listener.ListenerArn, Rules: [rule] });
  expect(wrapped.snapshot.records.listenerRule).toMatchObject([{ listenerArn: listener.ListenerArn }]);
  expect([...bare.diagnostics, ...wrapped.diagnostics]).toEqual([]);
});

test.each([
  ['a wrapper', 'l.json', { LoadBalancerArn: balancer, Listeners: [] }, 'complete'],
  ["the call's folder", `elbv2-describe-listeners/${encodeURIComponent(balancer)}`, { Listeners: [] }, 'complete'],
  [
    'the end of the ARN',
    'describe-listeners.loadbalancer_net_web_01b6d1d0dcf697ce.json',
    { Listeners: [] },
    'complete',
  ],
  ['nothing', 'l.json', { Listeners: [] }, 'partial'],
])('that a balancer has no listeners is told by %s', (_, file, value, state) => {
  const imported = read(file, value, { LoadBalancers: [{ LoadBalancerArn: balancer }] });
  expect(stateOf(imported, 'listener')).toBe(state);
  expect(imported.diagnostics).toEqual([]);
});

test('a kind is partial while one of the things it is asked for has no answer', () => {
  const lists = { TargetGroups: [{ TargetGroupArn: group }, { TargetGroupArn: `${group}2` }] };
  const imported = read('h.json', { TargetGroupArn: group, TargetHealthDescriptions: [] }, lists);
  expect(stateOf(imported, 'targetHealth')).toBe('partial');
  expect(stateOf(imported, 'targetGroupAttributes')).toBeUndefined();
  expect(stateOf(read('t.json', { TargetGroups: [] }), 'targetHealth')).toBe('complete');
});

test('a search that found more than it lists is partial', () => {
  const value = { TransitGatewayRouteTableId: 'tgw-rtb-1', Routes: [], AdditionalRoutesAvailable: true };
  const imported = read('r.json', value);
  expect(stateOf(imported, 'transitGatewayRoutes')).toBe('partial');
  expect(imported.snapshot.records.transitGatewayRoutes).toMatchObject([{ additionalRoutesAvailable: true }]);
  expect(imported.diagnostics.map(({ code }) => code)).toEqual(['FIRST_PAGE_ONLY']);
});

test.each(['NextToken', 'NextMarker', 'Marker', 'nextToken'])('an answer with a %s is partial', (token) => {
  const imported = read('r.json', { TargetGroups: [], [token]: 'more' });
  expect(stateOf(imported, 'targetGroup')).toBe('partial');
});

test('answers of other services under the same key are not read', () => {
  const accelerator = { Listeners: [{ ListenerArn: 'arn:aws:globalaccelerator::1:accelerator/a', Protocol: 'TCP' }] };
  const imported = read('ga.json', accelerator);
  expect(imported.snapshot.records.listener).toEqual([]);
  expect(imported.diagnostics.map(({ code }) => code)).toEqual(['NOT_MODELLED']);
});

test('the place of what has no other tells its ARN', () => {
  const { snapshot } = snapshotOf([{ file: 'a.json', value: { TargetGroups: [{ TargetGroupArn: group }] } }]);
  expect(snapshot.records.targetGroup).toMatchObject([place]);
});

test('routes of Client VPN and of transit gateways are told apart by their fields', () => {
  const route = { ClientVpnEndpointId: 'cvpn-endpoint-1', DestinationCidr: '10.0.0.0/16', TargetSubnet: 'subnet-1' };
  const imported = read(
    'ec2-search-transit-gateway-routes/tgw-rtb-1.json',
    { Routes: [{ DestinationCidrBlock: '10.0.0.0/16' }] },
    { Routes: [route] },
  );
  expect(imported.snapshot.records).toMatchObject({
    transitGatewayRoutes: [
      { transitGatewayRouteTableId: 'tgw-rtb-1', routes: [{ destinationCidrBlock: '10.0.0.0/16' }] },
    ],
    clientVpnRoute: [{ targetSubnet: 'subnet-1' }],
  });
  expect(imported.diagnostics).toEqual([]);
});

test.each([
  ['the API', { connections: [{ connectionId: 'dxcon-1', connectionState: 'available', region: 'eu-west-1' }] }],
  ['Batfish', { Connections: [{ ConnectionId: 'dxcon-1', ConnectionState: 'available', Region: 'eu-west-1' }] }],
])('Direct Connect is read as %s spells it, and names its Region', (_, value) => {
  const { snapshot } = snapshotOf([{ file: 'a.json', value }]);
  expect(snapshot.records.directConnectConnection).toMatchObject([{ connectionId: 'dxcon-1', region: 'eu-west-1' }]);
});

test.each([
  ['Vpcs', 'a VPC'],
  ['NatGateways', 'a NAT gateway'],
  ['Addresses', 'an Elastic IP address'],
  ['DBInstances', 'an RDS DB instance'],
])('what is wrong with %s is said of %s', (key, title) => {
  const { diagnostics } = read('a.json', {
    [key]: [
      {
        VpcId: 'vpc-1',
        NatGatewayId: 'nat-1',
        AllocationId: 'e',
        DBInstanceIdentifier: 'd',
        VpcSecurityGroups: 3,
        Tags: 3,
        State: [],
        NetworkInterfaceId: [],
      },
    ],
  });
  expect(diagnostics[0]?.message).toContain(`A field of ${title} is not`);
});
