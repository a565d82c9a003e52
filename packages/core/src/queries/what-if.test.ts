import { expect, test } from 'vitest';
import { applyChanges } from '../aws/apply-changes.ts';
import { base, networkInterface, peered, permission, raw, snapshotOf } from '../aws/network.fixture.ts';
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
  const gone = ['rtb-pub -::/0', 'rtb-pub -0.0.0.0/0'];
  for (const statements of [gone, [...gone].reverse()]) {
    const { records } = after(...statements);
    const table = records.routeTable.find(({ routeTableId }) => routeTableId === 'rtb-pub');
    expect(table?.routes.map((route) => route?.gatewayId)).toEqual(['local', 'local']);
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

const ruleAdded = (statement: string) =>
  after(statement)
    .records.securityGroup.find((one) => one.groupId === 'sg-db')
    ?.ipPermissions.at(-1);

test.each([
  ['icmp', -1, -1],
  ['icmp/8', 8, -1],
  ['icmp/3/4', 3, 4],
])('%s has a type and a code (SG-06, ACL-06)', (service, type, code) => {
  expect(ruleAdded(`sg-db ingress +${service} from 10.9.0.0/16`)).toMatchObject({ fromPort: type, toPort: code });
  const { changes } = after(`acl-b ingress +90 deny ${service} from 10.9.0.0/16`);
  expect(changes).toMatchObject([{ value: { IcmpTypeCode: { Type: type, Code: code } } }]);
});

test('a rule of some type of ICMP goes by its type and code', () => {
  const own = [...base(), raw('securityGroup', { GroupId: 'sg-ping', VpcId: 'vpc-a', IpPermissions: [PING] })];
  const changes = parseStatement(compile(snapshotOf(own)), 'sg-ping ingress -icmp/8/0 from 10.0.0.0/8');
  expect(changes).toMatchObject([{ op: 'remove', component: 'sg-ping' }]);
});
const PING = permission('icmp', 8, 0, { IpRanges: [{ CidrIp: '10.0.0.0/8' }] });

const far = compile(snapshotOf(peered()));
test.each([
  ['subnet-a → rtb-b', 'rtb-b is of vpc-b, subnet-a is of vpc-a'],
  ['subnet-a → acl-c', 'acl-c is of vpc-b, subnet-a is of vpc-a'],
  ['i-app +sg-far', 'sg-far is of vpc-b, eni-app is of vpc-a'],
])('“%s” is of two VPCs', (statement, hint) => {
  expect(() => parseStatement(far, statement)).toThrowError(
    expect.objectContaining({ hint: expect.stringContaining(hint) }),
  );
});

test('a group that is associated with another VPC serves there (SG-16)', () => {
  const association = raw('securityGroupVpcAssociation', { GroupId: 'sg-far', VpcId: 'vpc-a', State: 'associated' });
  expect(parseStatement(compile(snapshotOf([...peered(), association])), 'i-app +sg-far')).toHaveLength(1);
});

test('a route leads to an instance by its one interface', () => {
  const { changes } = after('rtb-priv +10.9.0.0/16 → i-web');
  expect(changes).toMatchObject([{ value: { NetworkInterfaceId: 'eni-web' } }]);
  const attached = { more: { Attachment: { InstanceId: 'i-web', Status: 'attached' } } };
  const two = compile(snapshotOf([...base(), networkInterface('eni-more', 'subnet-a', '10.0.1.99', attached)]));
  expect(() => parseStatement(two, 'rtb-priv +10.9.0.0/16 → i-web')).toThrowError(
    expect.objectContaining({ hint: expect.stringContaining('several interfaces, eni-web, eni-more: name one') }),
  );
});
