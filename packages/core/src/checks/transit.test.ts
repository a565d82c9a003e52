import { expect, test } from 'vitest';
import { edit, type Raw, raw, table, without } from '../aws/network.fixture.ts';
import { attachment, transit } from '../aws/transit-gateway.fixture.ts';
import { applianceModeOff } from './appliance-mode-off.ts';
import { checked } from './check.fixture.ts';
import { overlappingRanges } from './overlapping-ranges.ts';
import { unattachedZone } from './unattached-zone.ts';

const DISABLED = { ApplianceModeSupport: 'disable' };
/** Each zone is led through the endpoint that is named for it, or through none. */
const inspecting = (
  options: object,
  first: string = 'vpce-fw1',
  second: string | null = 'vpce-fw2',
): readonly Raw[] => [
  ...without(transit(), 'tgw-attach-a'),
  ...attachment('a', {}, options),
  table('rtb-t1', 'vpc-a', ['subnet-at1'], { '10.1.0.0/16': 'local', '0.0.0.0/0': first }),
  table('rtb-t2', 'vpc-a', ['subnet-at2'], { '10.1.0.0/16': 'local', ...(second ? { '0.0.0.0/0': second } : {}) }),
  ...['vpce-fw1', 'vpce-fw2'].map((VpcEndpointId) =>
    raw('vpcEndpoint', {
      VpcEndpointId,
      VpcEndpointType: 'GatewayLoadBalancer',
      VpcId: 'vpc-a',
      SubnetIds: ['subnet-a1'],
    }),
  ),
];

test('a VPC that inspects in two zones needs appliance mode', () => {
  expect(checked(applianceModeOff, inspecting(DISABLED)).ids).toEqual(['tgw-attach-a']);
  expect(checked(applianceModeOff, inspecting({ ApplianceModeSupport: 'enable' })).ids).toEqual([]);
  expect(checked(applianceModeOff, transit()).ids).toEqual([]);
  const oneZone = edit(inspecting(DISABLED), 'subnet-at2', { AvailabilityZoneId: 'euw1-az1' });
  expect(checked(applianceModeOff, oneZone).ids).toEqual([]);
});

test('a table that was not read may lead through the same firewall', () => {
  const unread = without(inspecting(DISABLED), 'rtb-t2');
  expect(checked(applianceModeOff, unread, { partial: ['routeTable'] }).ids).toEqual([]);
});

test('one firewall for all zones sees both directions, one for some of them does not (TGW-14)', () => {
  expect(checked(applianceModeOff, inspecting(DISABLED, 'vpce-fw1', 'vpce-fw1')).ids).toEqual([]);
  expect(checked(applianceModeOff, inspecting(DISABLED, 'vpce-fw1', null)).ids).toEqual(['tgw-attach-a']);
});

test('what the attachment does not say is not held against it', () => {
  expect(checked(applianceModeOff, inspecting({})).ids).toEqual([]);
});

/** The attachment of `vpc-a` with these subnets alone. */
const attached = (...SubnetIds: readonly string[]): readonly Raw[] =>
  transit().map((one) =>
    one.kind === 'transitGatewayVpcAttachment' && one.fields.VpcId === 'vpc-a'
      ? { ...one, fields: { ...one.fields, SubnetIds } }
      : one,
  );

test('subnets of a zone that the attachment is not in are told', () => {
  expect(checked(unattachedZone, attached('subnet-at1')).findings).toMatchObject([
    {
      component: 'tgw-attach-a',
      message: 'It has no subnet in the zone of 1 subnet routed to tgw-1: subnet-a2 in euw1-az2.',
    },
  ]);
  expect(checked(unattachedZone, transit()).ids).toEqual([]);
});

test('a zone that is not told may be any', () => {
  const unknown = edit(attached('subnet-at1'), 'subnet-at1', { AvailabilityZoneId: undefined });
  expect(checked(unattachedZone, unknown).ids).toEqual([]);
});

test('VPCs of one transit gateway that share addresses are told once', () => {
  const same = edit(transit(), 'vpc-b', { CidrBlock: '10.1.128.0/17' });
  expect(checked(overlappingRanges, same).findings).toMatchObject([
    {
      id: 'overlapping-ranges vpc-b tgw-1',
      message: 'It shares 10.1.128.0/17 with 1 other VPC attached to tgw-1: vpc-a.',
    },
  ]);
  expect(checked(overlappingRanges, transit()).ids).toEqual([]);
});

test('an attachment that is not up joins nothing', () => {
  const same = without(edit(transit(), 'vpc-b', { CidrBlock: '10.1.0.0/16' }), 'tgw-attach-b');
  expect(checked(overlappingRanges, [...same, ...attachment('b', { State: 'deleted' })]).ids).toEqual([]);
});

test('peers of one VPC that share addresses are told', () => {
  const peering = (id: string, other: string, Code = 'active') =>
    raw('vpcPeeringConnection', {
      VpcPeeringConnectionId: id,
      Status: { Code },
      RequesterVpcInfo: { VpcId: 'vpc-hub' },
      AccepterVpcInfo: { VpcId: other },
    });
  const vpcs = ['vpc-p', 'vpc-q'].map((VpcId) => raw('vpc', { VpcId, CidrBlock: '10.7.0.0/16' }));
  expect(checked(overlappingRanges, [...vpcs, peering('pcx-1', 'vpc-p'), peering('pcx-2', 'vpc-q')]).ids).toEqual([
    'vpc-q vpc-hub',
  ]);
  const deleted = [...vpcs, peering('pcx-1', 'vpc-p'), peering('pcx-2', 'vpc-q', 'deleted')];
  expect(checked(overlappingRanges, deleted).ids).toEqual([]);
});

test('a thousand VPCs of the same range are a thousand findings, not a million', () => {
  const vpcs = Array.from({ length: 1000 }, (_, i) => `vpc-${String(i).padStart(4, '0')}`);
  const resources = vpcs.flatMap((VpcId) => [
    raw('vpc', { VpcId, CidrBlock: '10.0.0.0/16' }),
    raw('transitGatewayVpcAttachment', {
      TransitGatewayAttachmentId: `tgw-attach-${VpcId}`,
      TransitGatewayId: 'tgw-1',
      VpcId,
      State: 'available',
    }),
  ]);
  const { findings } = checked(overlappingRanges, resources);
  expect(findings).toHaveLength(999);
  expect(Math.max(...findings.map(({ evidence }) => evidence.length))).toBeLessThan(30);
});

test('without attachments zones and ranges are undecided where there are transit gateways', () => {
  const some = transit().filter(({ kind }) => kind !== 'transitGatewayVpcAttachment');
  const absent = ['transitGatewayVpcAttachment'] as const;
  expect(checked(unattachedZone, some, { absent }).undecided).toEqual([...absent]);
  expect(checked(applianceModeOff, some, { absent }).undecided).toEqual([...absent]);
});
