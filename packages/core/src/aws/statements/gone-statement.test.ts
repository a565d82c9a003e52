import { describe, expect, it } from 'vitest';
import { compile } from '../../engine/network.ts';
import { askIn } from '../../explain/ask.fixture.ts';
import { parseStatement } from '../../queries/what-if.ts';
import { applyChanges } from '../apply-changes.ts';
import { base, edit, peered, type Raw, raw, route, snapshotOf } from '../network.fixture.ts';
import { transit, transitRoute, transitRoutes } from '../transit-gateway.fixture.ts';

function after(resources: readonly Raw[], statement: string) {
  const snapshot = snapshotOf(resources);
  return applyChanges(snapshot, parseStatement(compile(snapshot), statement));
}

const elastic = { PublicIp: '203.0.113.10', AllocationId: 'eipalloc-web' };
const withAddress = [
  ...edit(base(), 'eni-web', {
    Association: elastic,
    PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.10', Primary: true, Association: elastic }],
  }),
  raw('address', elastic),
];
const [first, second] = ['10.2.0.0/16', '10.1.0.0/16'];
const routed = [
  ...transit().filter(({ kind }) => kind !== 'transitGatewayRoutes'),
  transitRoutes([transitRoute(first, ['b'], { Type: 'propagated' }), transitRoute(second, ['a'])]),
];

/** Nothing of it is unknown: that it is gone was said. */
describe('what was delivered is blocked when it is said to be gone:', () => {
  it.each<[string, readonly Raw[], string, string]>([
    ['nat-a', base(), 'i-app', 'internet/192.0.2.9'],
    ['igw-a', base(), 'i-web', 'internet/192.0.2.9'],
    ['i-db', base(), 'i-app', '10.0.2.10'],
    ['subnet-b', base(), 'i-app', '10.0.2.10'],
    ['pcx-ab', peered(), 'i-app', '10.1.1.10'],
    ['vpc-b', peered(), 'i-app', '10.1.1.10'],
    ['eipalloc-web', withAddress, 'internet', '203.0.113.10'],
    ['tgw-attach-b', transit(), 'i-a1', '10.2.1.10'],
    ['tgw-attach-b', routed, 'i-a1', '10.2.1.10'],
    ['tgw-attach-a', routed, 'i-b1', '10.1.1.10'],
    ['tgw-1', transit(), 'i-a1', '10.2.1.10'],
  ])('%s', (id, resources, from, to) => {
    const ask = (snapshot: ReturnType<typeof snapshotOf>) => askIn(compile(snapshot), from, to).verdict;
    expect(ask(snapshotOf(resources))).toBe('reachable');
    expect(ask(after(resources, `${id} is gone`))).toBe('blocked');
  });
});

const routesOf = (records: ReturnType<typeof after>['records'], id: string) =>
  records.routeTable.find(({ routeTableId }) => routeTableId === id)?.routes;

it('a route to what is gone is a blackhole', () => {
  const { records } = after(peered(), 'pcx-ab is gone');
  expect(routesOf(records, 'rtb-priv')).toContainEqual(
    expect.objectContaining({ vpcPeeringConnectionId: 'pcx-ab', state: 'blackhole' }),
  );
});

it('routes of a gateway endpoint and of propagation go with it', () => {
  const endpoint = raw('vpcEndpoint', { VpcEndpointId: 'vpce-s3', VpcEndpointType: 'Gateway', VpcId: 'vpc-a' });
  const learned = route('172.16.0.0/12', 'vgw-a', { Origin: 'EnableVgwRoutePropagation' });
  const vgw = raw('vpnGateway', { VpnGatewayId: 'vgw-a', State: 'available' });
  const resources = [...edit(base(), 'rtb-priv', { Routes: [route('pl-s3', 'vpce-s3'), learned] }), endpoint, vgw];
  expect(routesOf(after(resources, 'vpce-s3 is gone').records, 'rtb-priv')).toHaveLength(1);
  expect(routesOf(after(resources, 'vgw-a is gone').records, 'rtb-priv')).toHaveLength(1);
});

it('of a transit gateway, static routes are blackholes and propagated ones are no more', () => {
  const routesAfter = (id: string) => after(routed, `${id} is gone`).records.transitGatewayRoutes[0]?.routes;
  expect(routesAfter('tgw-attach-b')).toMatchObject([{ destinationCidrBlock: second, state: 'active' }]);
  expect(routesAfter('tgw-attach-a')).toMatchObject([
    { destinationCidrBlock: first, state: 'active' },
    { destinationCidrBlock: second, state: 'blackhole' },
  ]);
});

it('of several attachments of a route, one alone may go', () => {
  const resources = [
    ...routed.filter(({ kind }) => kind !== 'transitGatewayRoutes'),
    transitRoutes([transitRoute('10.9.0.0/16', ['a', 'b'])]),
  ];
  const [table] = after(resources, 'tgw-attach-b is gone').records.transitGatewayRoutes;
  expect(table?.routes).toMatchObject([
    { state: 'active', transitGatewayAttachments: [{ transitGatewayAttachmentId: 'tgw-attach-a' }] },
  ]);
});

it('its interfaces go with it, and targets are no targets any more', () => {
  const TargetHealthDescriptions = [{ Target: { Id: 'i-db', Port: 80 } }, { Target: { Id: 'i-app', Port: 80 } }];
  const resources = [...base(), raw('targetHealth', { TargetGroupArn: 'arn:tg', TargetHealthDescriptions })];
  const { records } = after(resources, 'i-db is gone');
  expect(records.networkInterface.map((one) => one.networkInterfaceId)).not.toContain('eni-db');
  expect(records.targetHealth[0]?.targetHealthDescriptions).toMatchObject([{ target: { id: 'i-app' } }]);
});

it.each([
  ['sg-db', 'sg-db is on eni-db: say eni-db -sg-db'],
  ['acl-b', 'acl-b is that of subnet-b: say subnet-b → another ACL'],
])('%s cannot go while it is in use', (id, hint) => {
  expect(() => after(base(), `${id} is gone`)).toThrowError(
    expect.objectContaining({ hint: expect.stringContaining(hint) }),
  );
});
