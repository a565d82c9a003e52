import { describe, expect, it } from 'vitest';
import { ask, textsOf } from '../explain/ask.fixture.ts';
import { customerGateway, DOWN, hybrid, propagated, site, UP, virtualInterface, vpn } from './hybrid.fixture.ts';
import { edit, host, raw, route, table, without, withoutTable } from './network.fixture.ts';

const OFFICE = '192.168.0.0/16';
const office = hybrid([customerGateway('cgw-1'), vpn('1', [OFFICE])], [propagated(OFFICE)]);

describe('a virtual private gateway', () => {
  it('leads to the customer gateway and back', () => {
    expect(ask(office, 'i-app', '192.168.7.9')).toMatchObject({
      verdict: 'reachable',
      request: 'eni-app subnet-a vgw-a vpn-1 cgw-1',
      reply: 'cgw-1 vpn-1 vgw-a vpc-a subnet-a eni-app',
      codes: [],
    });
  });
  it('leads from the customer gateway and back', () => {
    expect(ask(office, 'cgw-1/192.168.7.9', 'i-app')).toMatchObject({
      verdict: 'reachable',
      request: 'cgw-1 vpn-1 vgw-a vpc-a subnet-a eni-app',
      reply: 'eni-app subnet-a vgw-a vpn-1 cgw-1',
    });
  });
  it.each(['192.168.7.9', 'cgw-1', 'vgw-a/192.168.7.9', 'vpn-1'])('is entered from %s', (from) => {
    expect(ask(office, from, 'i-app').verdict).toBe('reachable');
  });
  it.each(['cgw-1', 'vgw-a', 'cgw-1/192.168.7.9'])('leads to %s', (to) => {
    expect(ask(office, 'i-app', to).verdict).toBe('reachable');
  });
  it('drops what it has no route for, whatever the table says (VGW-02)', () => {
    const wide = edit(office, 'rtb-priv', { Routes: [propagated(OFFICE), route('0.0.0.0/0', 'vgw-a')] });
    const { verdict, codes } = ask(wide, 'i-app', '172.16.0.1');
    expect({ verdict, codes }).toEqual({
      verdict: 'blocked',
      codes: expect.arrayContaining(['NO_ROUTE_TO_DESTINATION']),
    });
  });
  it('needs the reply to be routed (VGW-06)', () => {
    const routeless = hybrid([customerGateway('cgw-1'), vpn('1', [OFFICE])], []);
    expect(ask(routeless, 'i-app', '192.168.7.9').verdict).toBe('blocked');
    expect(ask(routeless, 'cgw-1/192.168.7.9', 'i-app').verdict).toBe('forward-only');
  });
  it('may be where a table says that it propagates, though it was not read', () => {
    const routeless = hybrid([customerGateway('cgw-1'), vpn('1', [OFFICE])], []);
    const named = edit(routeless, 'rtb-priv', { PropagatingVgws: [{ GatewayId: 'vgw-a' }] });
    expect(ask(named, 'i-app', '192.168.7.9').verdict).toBe('reachable');
    expect(ask(without(named, 'vgw-a'), 'i-app', '192.168.7.9')).toMatchObject({
      verdict: 'unknown',
      codes: ['NOT_COLLECTED'],
    });
  });
  it.each(['vpnConnection', 'virtualInterface'] as const)(
    'may use another %s where their list was read in part',
    (kind) => {
      for (const [from, to] of [
        ['i-app', '192.168.7.9'],
        ['cgw-1/192.168.7.9', 'i-app'],
      ] as const) {
        expect(ask(office, from, to, {}, { partial: [kind] })).toMatchObject({
          verdict: 'unknown',
          codes: ['NOT_COLLECTED'],
        });
      }
    },
  );
  it('leads from outside to interfaces only (VGW-04)', () => {
    expect(ask(office, 'cgw-1/192.168.7.9', '8.8.8.8').codes).toContain('VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS');
    expect(ask(office, 'cgw-1/192.168.7.9', '10.0.1.99').codes).toContain('VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS');
  });
  it('leads by its own table to an appliance, which needs no public address (GRT-04, VGW-05)', () => {
    const guarded = [
      ...office,
      ...host('box', 'subnet-b', '10.0.2.77', { more: { SourceDestCheck: false } }),
      table('rtb-edge', 'vpc-a', ['vgw-a'], { '10.0.0.0/16': 'local', '10.0.1.0/24': 'eni-box' }),
    ];
    const settings = { appliances: { 'i-box': 'forward' as const } };
    expect(ask(guarded, 'cgw-1/192.168.7.9', 'i-app', {}, { settings })).toMatchObject({
      verdict: 'forward-only',
      request: expect.stringContaining('eni-box'),
    });
    const back = edit(guarded, 'rtb-priv', { Routes: [route('10.0.0.0/16', 'local'), route(OFFICE, 'eni-box')] });
    const through = [
      ...withoutTable(back, 'subnet-b'),
      table('rtb-box', 'vpc-a', ['subnet-b'], { '10.0.0.0/16': 'local', [OFFICE]: 'vgw-a' }),
    ];
    expect(ask(through, 'cgw-1/192.168.7.9', 'i-app', {}, { settings }).verdict).toBe('reachable');
  });
  it('does nothing unless it is attached and available', () => {
    const detached = edit(office, 'vgw-a', { VpcAttachments: [{ VpcId: 'vpc-a', State: 'detached' }] });
    expect(ask(detached, 'i-app', '192.168.7.9').codes).toContain('BAD_STATE_ATTACHMENT');
    const pending = edit(office, 'vgw-a', { State: 'pending' });
    expect(ask(pending, 'i-app', '192.168.7.9').codes).toContain('BAD_STATE');
    expect(ask(pending, 'cgw-1/192.168.7.9', 'i-app').codes).toContain('BAD_STATE');
  });
});

describe('a VPN connection', () => {
  it('needs a tunnel that is up (VPN-01)', () => {
    const dead = edit(office, 'vpn-1', { VgwTelemetry: DOWN });
    expect(ask(dead, 'i-app', '192.168.7.9')).toMatchObject({ verdict: 'blocked', codes: ['BAD_STATE_VPN'] });
    expect(ask(dead, 'cgw-1/192.168.7.9', 'i-app')).toMatchObject({ verdict: 'blocked', codes: ['BAD_STATE_VPN'] });
    expect(ask(edit(office, 'vpn-1', { VgwTelemetry: [] }), 'i-app', '192.168.7.9')).toMatchObject({
      verdict: 'unknown',
      codes: ['NOT_COLLECTED'],
    });
  });
  it('of whose tunnels nobody tells is in the input all the same', () => {
    const planned = ask(edit(office, 'vpn-1', { VgwTelemetry: [] }), 'i-app', '192.168.7.9');
    expect(planned.part.unknowns.flatMap(({ evidence }) => evidence.map(({ text }) => text))).toEqual([
      'whether any of its tunnels is up is not in the input',
    ]);
  });

  it('carries no IPv6 on a virtual private gateway (VGW-08)', () => {
    const resources = hybrid(
      [customerGateway('cgw-1'), vpn('1')],
      [route('2001:db8:9::/48', 'vgw-a'), propagated(OFFICE)],
    );
    const settings = { sites: { hq: site({ prefixes: ['2001:db8:9::/48', OFFICE] }) } };
    expect(ask(resources, 'i-app', '2001:db8:9::1', {}, { settings }).codes).toContain('PROTOCOL_RESTRICTION');
    expect(ask(resources, 'i-app', '192.168.7.9', {}, { settings }).verdict).toBe('reachable');
  });
  it('does not hold to the ranges it was agreed for (VPN-02)', () => {
    const Options = { StaticRoutesOnly: true, LocalIpv4NetworkCidr: '192.168.1.0/24' };
    expect(ask(edit(office, 'vpn-1', { Options }), 'i-app', '192.168.7.9')).toMatchObject({
      verdict: 'reachable',
      codes: ['VPN_SELECTORS_NARROW'],
    });
  });
  it('with static routes goes before one with BGP, which takes over when it is down (VGW-03)', () => {
    const both = [...office, customerGateway('cgw-2', '65002'), vpn('2')];
    const asked = ask(both, 'i-app', '192.168.7.9');
    expect(asked).toMatchObject({ verdict: 'reachable', request: expect.stringContaining('vpn-1') });
    expect(textsOf(asked).join('\n')).toContain('if that fails');
    const failed = edit(both, 'vpn-1', { VgwTelemetry: DOWN });
    expect(ask(failed, 'i-app', '192.168.7.9')).toMatchObject({
      verdict: 'reachable',
      request: expect.stringContaining('vpn-2'),
      codes: ['ASSUMED_BGP_ROUTES'],
    });
  });
  it('that learned nothing over BGP leads nowhere', () => {
    const quiet = hybrid(
      [customerGateway('cgw-1'), vpn('1', undefined, { VgwTelemetry: [{ Status: 'UP', AcceptedRouteCount: 0 }] })],
      [route(OFFICE, 'vgw-a')],
    );
    expect(ask(quiet, 'i-app', '192.168.7.9').verdict).toBe('blocked');
  });
  it('that the input lacks leaves open what is behind it', () => {
    const bare = without(office, 'vpn-1');
    const { verdict, codes } = ask(bare, 'i-app', '192.168.7.9', {}, { absent: ['vpnConnection'] });
    expect({ verdict, codes }).toEqual({ verdict: 'unknown', codes: expect.arrayContaining(['NOT_COLLECTED']) });
  });
});

describe('CloudHub', () => {
  const hub = (second: string) =>
    hybrid(
      [customerGateway('cgw-1', '65001'), vpn('1'), customerGateway('cgw-2', second), vpn('2')],
      [propagated('192.168.1.0/24'), propagated('192.168.2.0/24')],
    );
  const sites = {
    one: site({ prefixes: ['192.168.1.0/24'], router: ['cgw-1'] }),
    two: site({ prefixes: ['192.168.2.0/24'], router: ['cgw-2'] }),
  };
  it('leads from site to site (VGW-07)', () => {
    expect(ask(hub('65002'), 'onprem:one', 'onprem:two', {}, { settings: { sites } })).toMatchObject({
      verdict: 'reachable',
      request: 'onprem:one cgw-1 vpn-1 vgw-a vpn-2 cgw-2 onprem:two',
      reply: 'onprem:two cgw-2 vpn-2 vgw-a vpn-1 cgw-1 onprem:one',
    });
  });
  it('needs no statement where only one other site can be meant', () => {
    expect(ask(hub('65002'), 'cgw-1/192.168.1.9', 'cgw-2/192.168.2.9').verdict).toBe('reachable');
  });
  it('needs an ASN for each customer gateway', () => {
    expect(ask(hub('65001'), 'onprem:one', 'onprem:two', {}, { settings: { sites } })).toMatchObject({
      verdict: 'blocked',
      codes: ['NOT_ADVERTISED'],
    });
  });
  it('does not take part in static VPN', () => {
    const fixed = hybrid(
      [
        customerGateway('cgw-1'),
        vpn('1', ['192.168.1.0/24']),
        customerGateway('cgw-2', '65002'),
        vpn('2', ['192.168.2.0/24']),
      ],
      [],
    );
    expect(ask(fixed, 'cgw-1/192.168.1.9', 'cgw-2/192.168.2.9').verdict).toBe('blocked');
  });
});

describe('Direct Connect on a virtual private gateway', () => {
  const both = [...office, virtualInterface('dxvif-1', { virtualGatewayId: 'vgw-a' })];
  const sites = { hq: site({ prefixes: [OFFICE] }) };
  it('may tell the site anything where its gateway was not read', () => {
    const other = [...office, virtualInterface('dxvif-1', { virtualGatewayId: 'vgw-x' })];
    const settings = { sites: { hq: site({ prefixes: [OFFICE], router: ['cgw-1', 'dxvif-1'] }) } };
    const asked = ask(other, 'onprem:hq/192.168.7.9', '172.16.9.9', {}, { settings });
    expect(asked).toMatchObject({ verdict: 'unknown', codes: expect.arrayContaining(['NOT_COLLECTED']) });
  });
  it('goes before VPN for the same prefix (HYB-01)', () => {
    const asked = ask(both, 'i-app', '192.168.7.9', {}, { settings: { sites } });
    expect(asked).toMatchObject({ verdict: 'reachable', request: expect.stringContaining('dxvif-1 onprem:hq') });
    expect(asked.codes).toContain('ASSUMED_SITE_PREFERENCE');
  });
  it('is left for VPN when it is down, by AWS or as stated (HYB-03)', () => {
    const bgpPeers = [{ addressFamily: 'ipv4', bgpStatus: 'down' }];
    const down = [...office, virtualInterface('dxvif-1', { virtualGatewayId: 'vgw-a' }, { bgpPeers })];
    expect(ask(down, 'i-app', '192.168.7.9', {}, { settings: { sites } }).request).toContain('vpn-1');
    const stated = { sites: { hq: site({ prefixes: [OFFICE], down: ['dxvif-1'] }) } };
    const asked = ask(both, 'i-app', '192.168.7.9', {}, { settings: stated });
    expect(asked).toMatchObject({ verdict: 'reachable', request: expect.stringContaining('vpn-1') });
    expect(textsOf(asked).join('\n')).toContain('instead of dxvif-1');
  });
  it('of which nobody tells whether it is up is as its owner states, for the families of its sessions (DX-01)', () => {
    const bgpPeers = [{ addressFamily: 'ipv4' }];
    const planned = [...office, virtualInterface('dxvif-1', { virtualGatewayId: 'vgw-a' }, { bgpPeers })];
    const stated = (more: object) => ({ settings: { sites: { hq: site({ prefixes: [OFFICE], ...more }) } } });
    expect(ask(planned, 'i-app', '192.168.7.9', {}, stated({})).verdict).toBe('unknown');
    const up = ask(planned, 'i-app', '192.168.7.9', {}, stated({ up: ['dxvif-1'] }));
    expect(up).toMatchObject({ verdict: 'reachable', codes: expect.arrayContaining(['ASSUMED_LINK_UP']) });
    // What is stated to be down is down.
    const both = ask(planned, 'i-app', '192.168.7.9', {}, stated({ up: ['dxvif-1'], down: ['dxvif-1'] }));
    expect(both.request).toContain('vpn-1');
  });

  it('alone and down leads nowhere (DX-01)', () => {
    const bgpPeers = [{ addressFamily: 'ipv4', bgpStatus: 'down' }];
    const down = hybrid(
      [virtualInterface('dxvif-1', { virtualGatewayId: 'vgw-a' }, { bgpPeers })],
      [propagated(OFFICE)],
    );
    expect(ask(down, 'i-app', '192.168.7.9')).toMatchObject({ verdict: 'blocked', codes: ['BAD_STATE'] });
  });
  it('is taken back by the link that the site prefers', () => {
    const settings = {
      sites: { hq: site({ prefixes: [OFFICE], prefers: ['vpn-1'], advertises: { 'dxvif-1': [OFFICE] } }) },
    };
    const asked = ask(both, 'i-app', '192.168.7.9', {}, { settings });
    expect(asked).toMatchObject({
      request: expect.stringContaining('dxvif-1'),
      reply: expect.stringContaining('vpn-1'),
    });
    expect(asked.codes).toContain('ASYMMETRIC_ROUTE');
  });
  it('is passed over for a longer prefix on VPN (HYB-01)', () => {
    const fixed = hybrid(
      [
        customerGateway('cgw-1'),
        vpn('1', ['192.168.7.0/24']),
        virtualInterface('dxvif-1', { virtualGatewayId: 'vgw-a' }),
      ],
      [propagated(OFFICE), propagated('192.168.7.0/24')],
    );
    expect(ask(fixed, 'i-app', '192.168.7.9', {}, { settings: { sites } }).request).toContain('vpn-1');
    expect(ask(fixed, 'i-app', '192.168.8.9', {}, { settings: { sites } }).request).toContain('dxvif-1');
  });
  it('is sent by the virtual interface that the site asks AWS to prefer (DX-08)', () => {
    const two = hybrid(
      ['dxvif-1', 'dxvif-2'].map((name) => virtualInterface(name, { virtualGatewayId: 'vgw-a' })),
      [propagated(OFFICE)],
    );
    const by = (localPreference: NonNullable<ReturnType<typeof site>['localPreference']>) => {
      const settings = { sites: { hq: site({ prefixes: [OFFICE], localPreference }) } };
      return ask(two, 'i-app', '192.168.7.9', {}, { settings });
    };
    expect(by({ 'dxvif-2': 'high' }).request).toContain('dxvif-2');
    expect(by({ 'dxvif-1': 'low' }).request).toContain('dxvif-2');
    expect(by({})).toMatchObject({ verdict: 'reachable', part: { ways: 4 } });
  });
  it('is not preferred among VPN connections, which have no such communities (DX-08)', () => {
    const gateways = [customerGateway('cgw-1'), customerGateway('cgw-2')];
    const two = hybrid([...gateways, vpn('1'), vpn('2')], [propagated(OFFICE)]);
    const settings = { sites: { hq: site({ prefixes: [OFFICE], localPreference: { 'vpn-1': 'low' } }) } };
    expect(ask(two, 'i-app', '192.168.7.9', {}, { settings }).part.ways).toBe(4);
  });
  it('is joined to VPN sites by CloudHub where it ends at the gateway itself (VGW-07)', () => {
    const joined = hybrid(
      [customerGateway('cgw-1'), vpn('1'), virtualInterface('dxvif-1', { virtualGatewayId: 'vgw-a' })],
      [],
    );
    const both = {
      one: site({ prefixes: ['192.168.1.0/24'], router: ['cgw-1'] }),
      two: site({ prefixes: ['192.168.2.0/24'], router: ['dxvif-1'] }),
    };
    expect(ask(joined, 'onprem:one', 'onprem:two', {}, { settings: { sites: both } })).toMatchObject({
      verdict: 'reachable',
      request: 'onprem:one cgw-1 vpn-1 vgw-a dxvif-1 onprem:two',
    });
  });
  it('needs no statement to be there and back', () => {
    const alone = hybrid([virtualInterface('dxvif-1', { virtualGatewayId: 'vgw-a' })], [propagated(OFFICE)]);
    expect(ask(alone, 'i-app', '192.168.7.9')).toMatchObject({
      verdict: 'reachable',
      request: 'eni-app subnet-a vgw-a dxvif-1 onprem:vgw-a',
    });
    expect(ask(alone, 'onprem:vgw-a', 'i-app').verdict).toBe('reachable');
  });
  it('with VPN beside it and nothing stated, either may carry the answer', () => {
    const two = hybrid(
      [customerGateway('cgw-1'), vpn('1'), virtualInterface('dxvif-1', { virtualGatewayId: 'vgw-a' })],
      [propagated(OFFICE)],
    );
    expect(ask(two, 'i-app', '192.168.7.9').verdict).toBe('reachable');
    expect(ask(two, '192.168.7.9', 'i-app').verdict).toBe('reachable');
  });
});

it('nothing is said of a place whose addresses nobody tells', () => {
  const silent = hybrid([customerGateway('cgw-1'), vpn('1', undefined, { VgwTelemetry: UP })], []);
  expect(() => ask(silent, 'cgw-1', 'i-app')).toThrow('“cgw-1” selects nothing');
});

it('a middlebox behind the gateway’s own table sees what comes in (GRT-01)', () => {
  const boxed = [
    ...office,
    raw('routeTable', {
      RouteTableId: 'rtb-edge',
      VpcId: 'vpc-a',
      Associations: [{ GatewayId: 'vgw-a', AssociationState: { State: 'associated' } }],
      Routes: [route('10.0.0.0/16', 'local'), route('10.0.1.0/24', 'i-db')],
    }),
  ];
  expect(ask(boxed, 'cgw-1/192.168.7.9', 'i-app').codes).toContain('ENI_SOURCE_DEST_CHECK_RESTRICTION');
});
