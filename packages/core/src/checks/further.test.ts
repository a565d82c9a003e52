import { expect, test } from 'vitest';
import { acl, base, edit, entry, peered, type Raw, raw, table, vpc, without } from '../aws/network.fixture.ts';
import { transit } from '../aws/transit-gateway.fixture.ts';
import { checked } from './check.fixture.ts';
import { publicByDefaultSubnet } from './public-by-default-subnet.ts';
import { singleZoneBalancer } from './single-zone-balancer.ts';
import { unansweredAclRule } from './unanswered-acl-rule.ts';
import { unassociatedAttachment } from './unassociated-attachment.ts';
import { vpnTunnelDown } from './vpn-tunnel-down.ts';
import { widePeeringRoute } from './wide-peering-route.ts';

const tcp = (From: number, To: number, more = {}) => ({ Protocol: '6', PortRange: { From, To }, ...more });
const entries = (...all: readonly object[]): readonly Raw[] => [
  vpc('vpc-a', '10.0.0.0/16'),
  acl('acl-a', 'vpc-a', 'subnet-a', all),
];

test('a rule for requests needs one for replies, in each direction', () => {
  const ingress = entry(100, false, tcp(443, 443));
  expect(checked(unansweredAclRule, entries(ingress)).findings).toMatchObject([
    { id: 'unanswered-acl-rule acl-a ingress 100 allows tcp/443 from 0.0.0.0/0', severity: 'medium' },
  ]);
  expect(checked(unansweredAclRule, entries(entry(100, true, tcp(80, 80)))).ids).toHaveLength(1);
  expect(checked(unansweredAclRule, entries(ingress, entry(100, true, tcp(32_768, 60_999)))).ids).toEqual([]);
});

test('replies to other addresses, or to ports of services, are no replies', () => {
  const ingress = entry(100, false, tcp(443, 443, { CidrBlock: '192.0.2.0/24' }));
  const elsewhere = entry(100, true, tcp(1024, 65_535, { CidrBlock: '198.51.100.0/24' }));
  expect(checked(unansweredAclRule, entries(ingress, elsewhere)).ids).toHaveLength(1);
  expect(checked(unansweredAclRule, entries(ingress, entry(100, true, tcp(443, 443)))).ids).toHaveLength(2);
});

test('a rule for everything is answered, or is itself for replies', () => {
  expect(checked(unansweredAclRule, entries(entry(100, false))).ids).toHaveLength(1);
  expect(checked(unansweredAclRule, entries(entry(100, false), entry(100, true, tcp(443, 443)))).ids).toEqual([]);
});

test('a rule for replies, for UDP, or that denies, needs none', () => {
  const rules = [
    entry(100, false, tcp(1024, 65_535)),
    entry(110, false, { Protocol: '17', PortRange: { From: 53, To: 53 } }),
    entry(120, false, tcp(22, 22, { RuleAction: 'deny' })),
  ];
  expect(checked(unansweredAclRule, entries(...rules)).ids).toEqual([]);
});

test('a rule that lets nothing pass, for what stands before it, needs none', () => {
  const late = entry(100, false, tcp(443, 443));
  const deny = (more: object) => entry(90, false, { ...tcp(443, 443), RuleAction: 'deny', ...more });
  expect(checked(unansweredAclRule, entries(deny({}), late)).ids).toEqual([]);
  expect(checked(unansweredAclRule, entries(deny({ CidrBlock: '10.0.0.0/8' }), late)).ids).toHaveLength(1);
});

test('an attachment that is up needs a route table', () => {
  expect(checked(unassociatedAttachment, transit()).ids).toEqual([]);
  const alone = transit().map((one) =>
    one.kind === 'transitGatewayAttachment' && one.fields.ResourceId === 'vpc-a'
      ? { ...one, fields: { ...one.fields, Association: undefined } }
      : one,
  );
  expect(checked(unassociatedAttachment, alone).ids).toEqual(['tgw-attach-a tgw-1']);
  const deleted = alone.map((one) =>
    one.kind.endsWith('Attachment') ? { ...one, fields: { ...one.fields, State: 'deleted' } } : one,
  );
  expect(checked(unassociatedAttachment, deleted).ids).toEqual([]);
});

test('both tunnels of a VPN connection are up, or it is told', () => {
  const vpn = (...states: readonly string[]) =>
    raw('vpnConnection', {
      VpnConnectionId: 'vpn-1',
      State: 'available',
      VgwTelemetry: states.map((Status, i) => ({ Status, OutsideIpAddress: `192.0.2.${i}` })),
    });
  expect(checked(vpnTunnelDown, [vpn('UP', 'UP')]).ids).toEqual([]);
  expect(checked(vpnTunnelDown, [vpn('UP', 'DOWN')]).findings).toMatchObject([{ severity: 'medium' }]);
  expect(checked(vpnTunnelDown, [vpn('DOWN', 'DOWN')]).findings).toMatchObject([{ severity: 'high' }]);
  // What says nothing of its tunnels says nothing wrong.
  expect(checked(vpnTunnelDown, [vpn()]).ids).toEqual([]);
});

test('a balancer in one zone is told, of either kind', () => {
  const zones = (...names: readonly string[]) => names.map((ZoneName) => ({ ZoneName, SubnetId: 'subnet-a' }));
  const balancer = (...names: readonly string[]) =>
    raw('loadBalancer', { LoadBalancerArn: 'arn:lb', AvailabilityZones: zones(...names) });
  const classic = (...AvailabilityZones: readonly string[]) =>
    raw('classicLoadBalancer', { LoadBalancerName: 'old', AvailabilityZones });
  expect(checked(singleZoneBalancer, [balancer('a'), classic('a')]).ids).toEqual(['arn:lb', 'old']);
  expect(checked(singleZoneBalancer, [balancer('a', 'b'), classic('a', 'b')]).ids).toEqual([]);
});

test('a route to a peering connection for more than the peer has is told', () => {
  expect(checked(widePeeringRoute, peered()).ids).toEqual([]);
  const wide = [
    ...without(peered(), 'rtb-priv'),
    table('rtb-priv', 'vpc-a', ['subnet-a'], { '10.0.0.0/8': 'pcx-ab', '10.1.1.0/24': 'pcx-ab' }),
  ];
  expect(checked(widePeeringRoute, wide).ids).toEqual(['rtb-priv 10.0.0.0/8 pcx-ab']);
  // Without the VPC itself, the connection tells its ranges.
  expect(checked(widePeeringRoute, without(wide, 'vpc-b')).ids).toEqual(['rtb-priv 10.0.0.0/8 pcx-ab']);
});

test('a public subnet that gives addresses unasked is told, a private one is not', () => {
  const gives = { MapPublicIpOnLaunch: true };
  expect(checked(publicByDefaultSubnet, edit(base(), 'subnet-pub', gives)).ids).toEqual(['subnet-pub']);
  expect(checked(publicByDefaultSubnet, edit(base(), 'subnet-a', gives)).ids).toEqual([]);
});

test.each([
  [unansweredAclRule, 'networkAcl'],
  [widePeeringRoute, 'vpcPeeringConnection'],
  [publicByDefaultSubnet, 'subnet'],
] as const)('without its list a check is undecided', (check, kind) => {
  expect(checked(check, [], { absent: [kind] }).undecided).toEqual([kind]);
});
