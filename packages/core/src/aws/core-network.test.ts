import { describe, expect, it } from 'vitest';
import { ask, textsOf } from '../explain/ask.fixture.ts';
import { edit, type Raw, raw, route, without } from './network.fixture.ts';
import { transit } from './transit-gateway.fixture.ts';

const ARN = 'arn:aws:networkmanager::111111111111:core-network/core-1';
const EDGE = { CoreNetworkId: 'core-1', SegmentName: 'prod', EdgeLocation: 'eu-west-1' };
const TABLE = 'core-1/prod/eu-west-1';
const subnetArn = (id: string) => `arn:aws:ec2:eu-west-1:111111111111:subnet/${id}`;

function attached(name: string, options: object = {}): readonly Raw[] {
  return [
    raw('coreNetworkAttachment', {
      AttachmentId: `attachment-${name}`,
      AttachmentType: 'VPC',
      CoreNetworkArn: ARN,
      ...EDGE,
      ResourceArn: `arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-${name}`,
      State: 'AVAILABLE',
    }),
    raw('coreNetworkVpcAttachment', {
      Attachment: { AttachmentId: `attachment-${name}` },
      SubnetArns: [subnetArn(`subnet-${name}1`), subnetArn(`subnet-${name}2`)],
      Options: { SecurityGroupReferencingSupport: true, ...options },
    }),
  ];
}

function coreRoute(prefix: string, names: readonly string[], more: object = {}): object {
  const Destinations = names.map((name) => ({ CoreNetworkAttachmentId: `attachment-${name}` }));
  return { DestinationCidrBlock: prefix, Destinations, Type: 'PROPAGATED', State: 'ACTIVE', ...more };
}
const ROUTES = [coreRoute('10.1.0.0/16', ['a']), coreRoute('10.2.0.0/16', ['b'])];

/** The two VPCs of the transit gateway's tests, on a core network instead. */
function onCore(routes: readonly object[] = ROUTES, options: object = {}): readonly Raw[] {
  const tables = ['a', 'b'].map((name, i) =>
    raw('routeTable', {
      RouteTableId: `rtb-${name}`,
      VpcId: `vpc-${name}`,
      Associations: [{ Main: true }],
      Routes: [
        route(`10.${i + 1}.0.0/16`, 'local'),
        { DestinationCidrBlock: '10.0.0.0/8', CoreNetworkArn: ARN, State: 'active' },
      ],
    }),
  );
  return [
    ...without(transit(), 'rtb-a', 'rtb-b'),
    ...tables,
    raw('coreNetwork', { CoreNetworkId: 'core-1', CoreNetworkArn: ARN, State: 'AVAILABLE' }),
    ...attached('a'),
    ...attached('b', options),
    raw('coreNetworkRoutes', { CoreNetworkSegmentEdge: EDGE, NetworkRoutes: routes }),
  ];
}
const verdict = (resources: readonly Raw[], to = 'i-b1') => ask(resources, 'i-a1', to);
const change = (kind: string, fields: object) =>
  onCore().map((one) => (one.kind === kind ? { ...one, fields: { ...one.fields, ...fields } } : one));

describe('a core network', () => {
  it('leads from VPC to VPC by the routes of the segment, and keeps to a zone (CW-01, CW-05)', () => {
    expect(verdict(onCore())).toMatchObject({
      verdict: 'reachable',
      request: `eni-a1 subnet-a1 attachment-a ${TABLE} attachment-b subnet-b1 eni-b1`,
    });
  });
  it('prefers the longer prefix, then a static route (CW-03)', () => {
    const fixed = [...ROUTES, coreRoute('10.2.0.0/16', [], { Type: 'STATIC', State: 'BLACKHOLE' })];
    expect(verdict(onCore(fixed)).codes).toContain('BAD_STATE_ROUTE');
    const narrow = [...fixed, coreRoute('10.2.0.0/17', ['b'])];
    expect(verdict(onCore(narrow)).verdict).toBe('reachable');
  });
  it('picks any zone behind a static route (CW-05)', () => {
    const fixed = [coreRoute('10.1.0.0/16', ['a']), coreRoute('10.2.0.0/16', ['b'], { Type: 'STATIC' })];
    const some = onCore(fixed).filter(({ fields }) => fields.SubnetId !== 'subnet-b2');
    expect(verdict(onCore(fixed)).verdict).toBe('reachable');
    expect(verdict(some).verdict).toBe('unknown');
    expect(verdict(onCore().filter(({ fields }) => fields.SubnetId !== 'subnet-b2')).verdict).toBe('reachable');
  });
  it.each([
    ['its own state', 'coreNetwork', { State: 'DELETING' }, 'blocked', 'BAD_STATE'],
    ['that of its attachments', 'coreNetworkAttachment', { State: 'REJECTED' }, 'blocked', 'BAD_STATE_ATTACHMENT'],
    ['an update of it', 'coreNetworkAttachment', { State: 'PENDING_NETWORK_UPDATE' }, 'unknown', 'CLOUD_WAN'],
    [
      'a route without a prefix',
      'coreNetworkRoutes',
      { NetworkRoutes: [{ PrefixListId: 'pl-1' }] },
      'unknown',
      'CLOUD_WAN',
    ],
    ['no destinations', 'coreNetworkRoutes', { NetworkRoutes: [coreRoute('10.2.0.0/16', [])] }, 'unknown', 'CLOUD_WAN'],
    [
      'a lost attachment',
      'coreNetworkRoutes',
      { NetworkRoutes: [coreRoute('10.2.0.0/16', ['x'])] },
      'unknown',
      'CLOUD_WAN',
    ],
  ] as const)('depends on %s', (_, kind, fields, expected, code) => {
    expect(verdict(change(kind, fields))).toMatchObject({ verdict: expected, codes: expect.arrayContaining([code]) });
  });
  it.each(['coreNetwork', 'coreNetworkAttachment', 'coreNetworkVpcAttachment', 'coreNetworkRoutes'])(
    'is unknown without %s',
    (kind) => {
      expect(verdict(onCore().filter((one) => one.kind !== kind)).verdict).toBe('unknown');
    },
  );
  it('spreads over several destinations, and names them', () => {
    const several = [coreRoute('10.1.0.0/16', ['a']), coreRoute('10.2.0.0/16', ['b', 'a'])];
    expect(verdict(onCore(several)).verdict).toBe('unknown');
    expect(textsOf(verdict(onCore()))).toContain('10.2.0.0/16 → attachment-b');
  });
  it('holds both ways of a conversation to one zone in appliance mode', () => {
    expect(verdict(onCore(ROUTES, { ApplianceModeSupport: true }), 'i-b2').verdict).toBe('reachable');
  });
  it('carries groups where both attachments do, if its policy lets it, which is not read', () => {
    const named = (support: boolean) =>
      edit(onCore(ROUTES, { SecurityGroupReferencingSupport: support }), 'sg-b1', {
        IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-a1' }] }],
      });
    expect(verdict(named(true))).toMatchObject({
      verdict: 'unknown',
      codes: expect.arrayContaining(['CLOUD_WAN_REFERENCES']),
    });
    expect(verdict(named(false)).verdict).toBe('blocked');
    expect(verdict(onCore(ROUTES, { SecurityGroupReferencingSupport: true })).codes).not.toContain(
      'CLOUD_WAN_REFERENCES',
    );
  });
  it('carries no groups to another edge (ID-07)', () => {
    const far = onCore().map((one) =>
      one.fields.AttachmentId === 'attachment-b'
        ? { ...one, fields: { ...one.fields, EdgeLocation: 'us-east-1' } }
        : one,
    );
    const elsewhere = raw('coreNetworkRoutes', {
      CoreNetworkSegmentEdge: { ...EDGE, EdgeLocation: 'us-east-1' },
      NetworkRoutes: ROUTES,
    });
    const named = [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-a1' }] }];
    expect(verdict([...far, elsewhere]).verdict).toBe('reachable');
    expect(verdict(edit([...far, elsewhere], 'sg-b1', { IpPermissions: named }))).toMatchObject({
      verdict: 'blocked',
      codes: expect.arrayContaining(['SG_REFERENCES_NOT_PRESERVED']),
    });
  });
});
