import { expect, test } from 'vitest';
import { applyChanges } from '../aws/apply-changes.ts';
import { base, raw, snapshotOf } from '../aws/network.fixture.ts';
import { compile } from '../engine/network.ts';
import { inTurn, parseStatement } from './what-if.ts';

const snapshot = snapshotOf(base());
const network = compile(snapshot);

function after(...statements: readonly string[]) {
  const changes = inTurn(statements.map((text) => parseStatement(network, text)));
  return { changes, records: applyChanges(snapshot, changes).records };
}

const routesTo = (destination: string, ...statements: readonly string[]) =>
  after(...statements)
    .records.routeTable.find(({ routeTableId }) => routeTableId === 'rtb-priv')
    ?.routes.flatMap((route) =>
      route?.destinationCidrBlock === destination ? [route.natGatewayId ?? route.gatewayId] : [],
    );

test('a route that goes and comes is another one', () => {
  expect(routesTo('0.0.0.0/0', 'rtb-priv -0.0.0.0/0', 'rtb-priv +0.0.0.0/0 -> igw-a')).toEqual(['igw-a']);
  expect(routesTo('0.0.0.0/0', 'rtb-priv +0.0.0.0/0 -> igw-a', 'rtb-priv -0.0.0.0/0')).toEqual([]);
});

test('routes that go are the ones that were named, whatever goes before them', () => {
  const gone = ['rtb-priv -10.0.0.0/16', 'rtb-priv -0.0.0.0/0'];
  for (const statements of [gone, [...gone].reverse()]) {
    expect(routesTo('0.0.0.0/0', ...statements)).toEqual([]);
    expect(routesTo('10.0.0.0/16', ...statements)).toEqual([]);
  }
});

test('an entry of an ACL that goes and comes is another one', () => {
  const acl = network.all('networkAcl').find(({ entries }) => entries.some((one) => one?.ruleNumber === 100));
  const id = acl?.networkAclId ?? '';
  const { records } = after(`${id} ingress -100`, `${id} ingress +100 deny tcp/22 from 0.0.0.0/0`);
  const entries = records.networkAcl.find(({ networkAclId }) => networkAclId === id)?.entries ?? [];
  const own = entries.filter((one) => one?.ruleNumber === 100 && !one.egress);
  expect(own).toMatchObject([{ ruleAction: 'deny', portRange: { from: 22, to: 22 } }]);
});

test('what is added twice is there twice', () => {
  expect(after('sg-db ingress +tcp/22 from 10.0.0.0/8', 'sg-db ingress +tcp/23 from 10.0.0.0/8').changes).toHaveLength(
    2,
  );
});

test('of a tunnel that is down nothing else is another one, and of the other tunnel nothing', () => {
  const [one, other] = ['192.0.2.1', '192.0.2.2'].map((OutsideIpAddress) => {
    return { OutsideIpAddress, Status: 'UP', AcceptedRouteCount: 3 };
  });
  const own = snapshotOf([raw('vpnConnection', { VpnConnectionId: 'vpn-1', VgwTelemetry: [one, other] })]);
  const changes = parseStatement(compile(own), 'vpn-1/192.0.2.1 is down');
  expect(applyChanges(own, changes).records.vpnConnection[0]?.vgwTelemetry).toEqual([
    expect.objectContaining({ outsideIpAddress: '192.0.2.1', status: 'DOWN', acceptedRouteCount: 3 }),
    own.records.vpnConnection[0]?.vgwTelemetry[1],
  ]);
});
