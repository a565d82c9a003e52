import { describe, expect, it } from 'vitest';
import { ask, textsOf } from '../explain/ask.fixture.ts';
import { association, customerGateway, DOWN, DXGW, site, virtualInterface, vpn } from './hybrid.fixture.ts';
import { edit, type Raw, raw, route, without } from './network.fixture.ts';
import {
  attachment,
  inspected,
  propagations,
  transit,
  transitRoute,
  transitRoutes,
} from './transit-gateway.fixture.ts';

const OFFICE = '192.168.0.0/16';
const HQ = { settings: { sites: { hq: site({ prefixes: [OFFICE] }) } } };

/** The two VPCs lead everything to the transit gateway, which has a VPN connection and a Direct Connect gateway. */
function joined(more: readonly Raw[] = [], names: readonly string[] = ['a', 'b', 'vpn', 'dx']): readonly Raw[] {
  const [vpnAttachment] = attachment('vpn', { ResourceType: 'vpn', ResourceId: 'vpn-1' });
  const [dxAttachment] = attachment('dx', { ResourceType: 'direct-connect-gateway', ResourceId: 'dxgw-1' });
  const plain = without(transit(), 'rtb-a', 'rtb-b').filter(({ kind }) => kind !== 'transitGatewayPropagations');
  const tables = ['a', 'b'].map((name, i) =>
    raw('routeTable', {
      RouteTableId: `rtb-${name}`,
      VpcId: `vpc-${name}`,
      Associations: [{ Main: true }],
      Routes: [route(`10.${i + 1}.0.0/16`, 'local'), route('0.0.0.0/0', 'tgw-1')],
    }),
  );
  return [
    ...plain,
    ...tables,
    customerGateway('cgw-1'),
    vpn('1', undefined, { VpnGatewayId: undefined, TransitGatewayId: 'tgw-1' }),
    vpnAttachment as Raw,
    DXGW,
    virtualInterface('dxvif-1', { directConnectGatewayId: 'dxgw-1' }, { virtualInterfaceType: 'transit' }),
    association('tgw-1', ['10.0.0.0/8'], { associatedGateway: { id: 'tgw-1', type: 'transitGateway' } }),
    dxAttachment as Raw,
    propagations(...names),
    ...more,
  ];
}
const withRoutes = (routes: readonly object[], resources = joined()) => [
  ...resources.filter(({ kind }) => kind !== 'transitGatewayRoutes'),
  transitRoutes(routes),
];

describe('VPN and Direct Connect on one transit gateway', () => {
  it('lead out by Direct Connect, and back by the longer prefix that VPN is told (TGW-03, HYB-05)', () => {
    const asked = ask(joined(), 'i-a1', '192.168.7.9', {}, HQ);
    expect(asked).toMatchObject({
      verdict: 'reachable',
      request: 'eni-a1 subnet-a1 tgw-attach-a tgw-rtb-1 tgw-attach-dx dxgw-1 dxvif-1 onprem:hq',
      reply: expect.stringContaining('onprem:hq cgw-1 vpn-1 tgw-attach-vpn tgw-rtb-1 tgw-attach-a'),
    });
    expect(asked.codes).toContain('ASYMMETRIC_ROUTE');
    expect(textsOf(asked)).toContain(
      '192.168.0.0/16 → tgw-attach-dx (propagated); if that fails, 192.168.0.0/16 → tgw-attach-vpn (propagated)',
    );
  });
  it('fail over to VPN when Direct Connect is down', () => {
    const settings = { sites: { hq: site({ prefixes: [OFFICE], down: ['dxvif-1'] }) } };
    expect(ask(joined(), 'i-a1', '192.168.7.9', {}, { settings })).toMatchObject({
      verdict: 'reachable',
      request: expect.stringContaining('tgw-attach-vpn vpn-1 cgw-1 onprem:hq'),
    });
  });
  it('lead by the longer prefix, whatever it comes from (TGW-02)', () => {
    const advertises = { 'vpn-1': ['192.168.7.0/24'], 'dxvif-1': [OFFICE] };
    const settings = { sites: { hq: site({ prefixes: [OFFICE], advertises }) } };
    expect(ask(joined(), 'i-a1', '192.168.7.9', {}, { settings }).request).toContain('vpn-1');
    expect(ask(joined(), 'i-a1', '192.168.8.9', {}, { settings }).request).toContain('dxvif-1');
  });
  it('lead by a static route before a propagated one (TGW-04)', () => {
    const fixed = withRoutes([transitRoute(OFFICE, ['vpn'])]);
    expect(ask(fixed, 'i-a1', '192.168.7.9', {}, HQ).request).toContain('vpn-1');
  });
  it('are told what is propagated by the routes that a search lists', () => {
    const TransitGatewayAttachments = [
      { TransitGatewayAttachmentId: 'tgw-attach-vpn', ResourceId: 'vpn-1', ResourceType: 'vpn' },
    ];
    const inside = { Type: 'propagated' };
    const listed = withRoutes([
      transitRoute('10.1.0.0/16', ['a'], inside),
      transitRoute('10.2.0.0/16', ['b'], inside),
      { DestinationCidrBlock: OFFICE, TransitGatewayAttachments, Type: 'propagated', State: 'active' },
    ]);
    expect(ask(listed, 'i-a1', '192.168.7.9').request).toContain('vpn-1 cgw-1');
    expect(ask(listed, 'cgw-1', 'i-a1').verdict).toBe('reachable');
    expect(ask(listed, 'i-a1', '172.16.0.1').verdict).toBe('blocked');
  });
  it('lead by VPN where the route that a search lists is withdrawn, as far as anybody states it (HYB-03)', () => {
    const TransitGatewayAttachments = [
      { TransitGatewayAttachmentId: 'tgw-attach-dx', ResourceId: 'dxgw-1', ResourceType: 'direct-connect-gateway' },
    ];
    const listed = withRoutes([
      transitRoute('10.1.0.0/16', ['a'], { Type: 'propagated' }),
      transitRoute('10.2.0.0/16', ['b'], { Type: 'propagated' }),
      { DestinationCidrBlock: OFFICE, TransitGatewayAttachments, Type: 'propagated', State: 'active' },
    ]);
    expect(ask(listed, 'i-a1', '192.168.7.9').request).toContain('dxvif-1');
    const stated = site({ prefixes: [OFFICE], down: ['dxvif-1'] });
    const silent = site({ down: ['dxvif-1'] });
    const standby = ask(
      listed,
      'i-a1',
      '192.168.7.9',
      {},
      { settings: { sites: { hq: site({ prefixes: [OFFICE] }) } } },
    );
    expect(textsOf(standby)).toContain(
      '192.168.0.0/16 → tgw-attach-dx; if that fails, 192.168.0.0/16 → tgw-attach-vpn (propagated)',
    );
    const asked = (hq: ReturnType<typeof site>) =>
      ask(listed, 'i-a1', '192.168.7.9', {}, { settings: { sites: { hq } } });
    expect(asked(stated)).toMatchObject({ verdict: 'reachable', request: expect.stringContaining('vpn-1') });
    expect(asked(silent).verdict).toBe('unknown');
  });
  it('of equal routes that a search lists keep those of links that work (HYB-03)', () => {
    const second = [
      customerGateway('cgw-2'),
      vpn('2', undefined, { VpnGatewayId: undefined, TransitGatewayId: 'tgw-1' }),
      attachment('vpn2', { ResourceType: 'vpn', ResourceId: 'vpn-2' })[0] as Raw,
    ];
    const to = (name: string, ResourceId: string) => ({
      TransitGatewayAttachmentId: `tgw-attach-${name}`,
      ResourceId,
      ResourceType: 'vpn',
    });
    const both = [to('vpn', 'vpn-1'), to('vpn2', 'vpn-2')];
    const listed = withRoutes(
      [
        transitRoute('10.1.0.0/16', ['a'], { Type: 'propagated' }),
        { DestinationCidrBlock: OFFICE, TransitGatewayAttachments: both, Type: 'propagated', State: 'active' },
      ],
      joined(second, ['a', 'vpn', 'vpn2']),
    );
    const asked = (down: readonly string[]) =>
      ask(listed, 'i-a1', '192.168.7.9', {}, { settings: { sites: { hq: site({ prefixes: [OFFICE], down }) } } });
    expect(asked(['vpn-1'])).toMatchObject({ verdict: 'reachable', request: expect.stringContaining('vpn-2') });
    expect(asked(['vpn-2'])).toMatchObject({ verdict: 'reachable', request: expect.stringContaining('vpn-1') });
  });
  it('lead by VPN where what taught Direct Connect the route is down, though another site still uses it (HYB-03)', () => {
    const second = virtualInterface(
      'dxvif-2',
      { directConnectGatewayId: 'dxgw-1' },
      { virtualInterfaceType: 'transit' },
    );
    const TransitGatewayAttachments = [
      { TransitGatewayAttachmentId: 'tgw-attach-dx', ResourceId: 'dxgw-1', ResourceType: 'direct-connect-gateway' },
    ];
    const listed = withRoutes(
      [
        transitRoute('10.1.0.0/16', ['a'], { Type: 'propagated' }),
        { DestinationCidrBlock: OFFICE, TransitGatewayAttachments, Type: 'propagated', State: 'active' },
      ],
      joined([second]),
    );
    const york = site({ prefixes: ['172.20.0.0/16'], router: ['dxvif-2'] });
    const asked = (down: readonly string[]) => {
      const hq = site({ prefixes: [OFFICE], router: ['dxvif-1', 'cgw-1'], down });
      return ask(listed, 'i-a1', '192.168.7.9', {}, { settings: { sites: { hq, york } } });
    };
    expect(asked([])).toMatchObject({ verdict: 'reachable', request: expect.stringContaining('dxvif-1 onprem:hq') });
    expect(asked(['dxvif-1'])).toMatchObject({ verdict: 'reachable', request: expect.stringContaining('vpn-1 cgw-1') });
  });
  it('are asked from by their attachments', () => {
    expect(ask(joined(), 'tgw-attach-vpn', 'i-a1', {}, HQ).verdict).toBe('reachable');
    expect(ask(joined(), 'i-a1', 'tgw-attach-dx', {}, HQ).verdict).toBe('reachable');
  });
  it('are open where nobody states what BGP has told', () => {
    expect(ask(joined(), 'i-a1', '192.168.7.9').verdict).toBe('unknown');
  });
});

it('a stateful inspection VPC in appliance mode sees both directions of a site’s flow (TGW-13)', () => {
  const [own] = attachment('vpn', { ResourceType: 'vpn', ResourceId: 'vpn-1' });
  const leadOut = (name: string, k: number) => ({
    Routes: [route(`10.${k}.0.0/16`, 'local'), route('0.0.0.0/0', 'tgw-1')],
    RouteTableId: `rtb-${name}`,
  });
  const inspecting = (options: object) => [
    ...edit(edit(inspected(options), 'rtb-a', leadOut('a', 1)), 'rtb-c', leadOut('c', 3)).map((one) => {
      const isOutward = one.kind === 'transitGatewayRoutes' && one.fields.TransitGatewayRouteTableId === 'tgw-rtb-2';
      return isOutward ? { ...one, fields: { ...one.fields, Routes: [toOffice] } } : one;
    }),
    customerGateway('cgw-1'),
    vpn('1', undefined, { VpnGatewayId: undefined, TransitGatewayId: 'tgw-1' }),
    own as Raw,
  ];
  const toOffice = transitRoute(OFFICE, ['vpn']);
  const settings = { ...HQ.settings, appliances: { 'i-c1': 'forward', 'i-c2': 'forward' } } as const;
  const asked = (mode: string) =>
    ask(inspecting({ ApplianceModeSupport: mode }), 'onprem:hq', 'i-a1', {}, { settings });
  expect(asked('enable')).toMatchObject({ verdict: 'reachable', request: expect.stringContaining('eni-c') });
});

describe('a site behind a transit gateway', () => {
  it('reaches what the allowed prefixes announce, if the table leads there (DX-06)', () => {
    const direct = without(joined([], ['a', 'b', 'dx']), 'vpn-1');
    expect(ask(direct, 'onprem:hq', 'i-a1', {}, HQ).verdict).toBe('reachable');
    expect(ask(direct, 'onprem:hq', '172.16.0.1', {}, HQ).codes).toContain('NOT_ADVERTISED');
    expect(ask(direct, 'onprem:hq', '10.77.0.1', {}, HQ).codes).toContain('TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT');
  });
  it('is told over VPN what its table has (TGW-16)', () => {
    const alone = joined([], ['a', 'vpn']).filter(({ kind }) => kind !== 'virtualInterface');
    expect(ask(alone, 'onprem:hq', 'i-a1', {}, HQ).verdict).toBe('reachable');
    expect(ask(alone, 'onprem:hq', 'i-b1', {}, HQ).codes).toContain('NOT_ADVERTISED');
  });
  it('does not get there without an answer', () => {
    const oneWay = joined([], ['a', 'b']);
    expect(ask(oneWay, 'onprem:hq', 'i-a1', {}, HQ).verdict).toBe('forward-only');
  });
  it('needs a tunnel that is up (VPN-01)', () => {
    const down = edit(joined([], ['a', 'vpn']), 'vpn-1', { VgwTelemetry: DOWN });
    const alone = down.filter(({ kind }) => kind !== 'virtualInterface');
    expect(ask(alone, 'onprem:hq', 'i-a1', {}, HQ).codes).toContain('BAD_STATE_VPN');
    const fixed = withRoutes([transitRoute(OFFICE, ['vpn'])], alone);
    expect(ask(fixed, 'i-a1', '192.168.7.9', {}, HQ).codes).toContain('BAD_STATE_VPN');
  });
});

describe('a Connect attachment', () => {
  const [own] = attachment('connect', { ResourceType: 'connect', ResourceId: 'tgw-attach-b' });
  const id = { TransitGatewayAttachmentId: 'tgw-attach-connect' };
  const peer = (BgpStatus: string) =>
    raw('transitGatewayConnectPeer', {
      ...id,
      TransitGatewayConnectPeerId: 'tgw-connect-peer-1',
      State: 'available',
      ConnectPeerConfiguration: { BgpConfigurations: [{ PeerAsn: 65010, BgpStatus }] },
    });
  const connect = raw('transitGatewayConnect', { ...id, TransitGatewayId: 'tgw-1', State: 'available' });
  const joinedBy = (...more: readonly Raw[]) => joined([own as Raw, ...more], ['a', 'b', 'connect']);
  const branch = { settings: { sites: { branch: site({ prefixes: [OFFICE], router: ['tgw-attach-connect'] }) } } };
  it('leads to what is behind its peers and back (TGW-18)', () => {
    const resources = joinedBy(connect, peer('up'));
    expect(ask(resources, 'i-a1', '192.168.7.9', {}, branch)).toMatchObject({
      verdict: 'reachable',
      request: expect.stringContaining('tgw-rtb-1 tgw-attach-connect onprem:branch'),
      reply: expect.stringContaining('onprem:branch tgw-attach-connect tgw-rtb-1 tgw-attach-a'),
    });
    expect(ask(resources, 'onprem:branch', 'i-a1', {}, branch).verdict).toBe('reachable');
  });
  it('needs a peer that is up', () => {
    expect(ask(joinedBy(connect, peer('down')), 'onprem:branch', 'i-a1', {}, branch).codes).toContain('BAD_STATE');
    expect(ask(joinedBy(connect), 'onprem:branch', 'i-a1', {}, branch).codes).toContain('BAD_STATE');
  });
  it('whose record the input lacks leaves open what is behind it', () => {
    const fixed = withRoutes([transitRoute(OFFICE, ['connect'])], joinedBy());
    expect(ask(fixed, 'i-a1', '192.168.7.9', {}, branch).verdict).toBe('unknown');
  });
});
