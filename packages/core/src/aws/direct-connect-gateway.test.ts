import { describe, expect, it } from 'vitest';
import { ask } from '../explain/ask.fixture.ts';
import { association, DXGW, hybrid, propagated, site, virtualInterface, vpnGateway } from './hybrid.fixture.ts';
import { acl, edit, host, type Raw, raw, route, subnet, table, vpc } from './network.fixture.ts';

const OFFICE = '192.168.0.0/16';
const vif = (id = 'dxvif-1', more: object = {}) => virtualInterface(id, { directConnectGatewayId: 'dxgw-1' }, more);
const office = (...more: readonly Raw[]) => hybrid([DXGW, vif(), ...more], [propagated(OFFICE)]);

describe('a Direct Connect gateway', () => {
  it('leads from virtual interfaces to a virtual private gateway and back', () => {
    const resources = office(association('vgw-a', ['10.0.0.0/15']));
    expect(ask(resources, 'i-app', '192.168.7.9')).toMatchObject({
      verdict: 'reachable',
      request: 'eni-app subnet-a vgw-a dxgw-1 dxvif-1 onprem:dxgw-1',
      reply: 'onprem:dxgw-1 dxvif-1 dxgw-1 vgw-a vpc-a subnet-a eni-app',
    });
    expect(ask(resources, 'onprem:dxgw-1', 'i-app').verdict).toBe('reachable');
    expect(ask(resources, 'dxgw-1/192.168.7.9', 'i-app').verdict).toBe('reachable');
  });
  it('announces only ranges that an allowed prefix holds (DX-05)', () => {
    const resources = office(association('vgw-a', ['10.0.1.0/24']));
    expect(ask(resources, 'onprem:dxgw-1', 'i-app')).toMatchObject({ verdict: 'blocked', codes: ['NOT_ADVERTISED'] });
    expect(ask(resources, 'i-app', '192.168.7.9').verdict).toBe('forward-only');
  });
  it('tells a transit virtual interface nothing of virtual private gateways (DX-02)', () => {
    const transit = vif('dxvif-1', { virtualInterfaceType: 'transit' });
    const resources = hybrid([DXGW, transit, association('vgw-a', ['10.0.0.0/15'])], [propagated(OFFICE)]);
    expect(ask(resources, 'dxgw-1/192.168.7.9', 'i-app')).toMatchObject({
      verdict: 'blocked',
      codes: ['NOT_ADVERTISED'],
    });
  });
  it('leads nowhere without an association that works', () => {
    const resources = office(association('vgw-a', ['10.0.0.0/16'], { associationState: 'disassociated' }));
    expect(ask(resources, 'i-app', '192.168.7.9').verdict).toBe('blocked');
    expect(ask(resources, 'dxgw-1/192.168.7.9', 'i-app').verdict).toBe('blocked');
  });
  it('may lead anywhere while its associations were not read', () => {
    const absent = { absent: ['directConnectGatewayAssociation'] } as const;
    expect(ask(office(), 'i-app', '192.168.7.9', {}, absent).verdict).toBe('unknown');
    expect(ask(office(), 'dxgw-1/192.168.7.9', 'i-app', {}, absent).verdict).toBe('unknown');
  });
  it('leads from site to site only by SiteLink on both sides', () => {
    const sites = {
      one: site({ prefixes: ['192.168.1.0/24'], router: ['dxvif-1'] }),
      two: site({ prefixes: ['192.168.2.0/24'], router: ['dxvif-2'] }),
    };
    const between = (siteLinkEnabled: boolean) =>
      hybrid([DXGW, vif('dxvif-1', { siteLinkEnabled: true }), vif('dxvif-2', { siteLinkEnabled })], []);
    expect(ask(between(true), 'onprem:one', 'onprem:two', {}, { settings: { sites } })).toMatchObject({
      verdict: 'reachable',
      request: 'onprem:one dxvif-1 dxgw-1 dxvif-2 onprem:two',
    });
    expect(ask(between(false), 'onprem:one', 'onprem:two', {}, { settings: { sites } })).toMatchObject({
      verdict: 'blocked',
      codes: ['NOT_ADVERTISED'],
    });
  });
  it('leads to what is stated to be at the site, whatever else hangs on it unread', () => {
    const resources = office(association('vgw-a', ['10.0.0.0/16']), association('vgw-far', ['10.0.0.0/8']));
    const settings = { sites: { hq: site({ prefixes: [OFFICE], advertises: [OFFICE, '172.16.0.0/12'] }) } };
    expect(ask(resources, 'i-app', '192.168.7.9', {}, { settings }).verdict).toBe('reachable');
    const routed = edit(resources, 'rtb-priv', {
      Routes: [route('10.0.0.0/16', 'local'), route('172.16.0.0/12', 'vgw-a')],
    });
    expect(ask(routed, 'i-app', '172.16.0.9', {}, { settings }).verdict).toBe('unknown');
  });
  it('carries nothing either way while it is deleted, and may while it was not read', () => {
    const resources = office(association('vgw-a', ['10.0.0.0/16']));
    const deleting = edit(resources, 'dxgw-1', { directConnectGatewayState: 'deleting' });
    expect(ask(deleting, 'i-app', '192.168.7.9')).toMatchObject({ verdict: 'blocked', codes: ['BAD_STATE'] });
    expect(ask(deleting, 'dxgw-1/192.168.7.9', 'i-app').verdict).toBe('blocked');
    const unread = resources.filter(({ kind }) => kind !== 'directConnectGateway');
    expect(ask(unread, 'i-app', '192.168.7.9')).toMatchObject({ verdict: 'unknown', codes: ['NOT_COLLECTED'] });
  });
  it('is down with its connection', () => {
    const carried = office(association('vgw-a', ['10.0.0.0/16']));
    const connection = raw('directConnectConnection', { connectionId: 'dxcon-1', connectionState: 'down' });
    const down = [...carried, connection].map((one) =>
      one.kind === 'virtualInterface' ? { ...one, fields: { ...one.fields, connectionId: 'dxcon-1' } } : one,
    );
    expect(ask(down, 'i-app', '192.168.7.9')).toMatchObject({ verdict: 'blocked', codes: ['BAD_STATE'] });
  });
});

describe('two VPCs of one Direct Connect gateway', () => {
  const both = [
    ...hybrid(
      [DXGW, vif(), association('vgw-a', ['10.0.0.0/16']), association('vgw-b', ['10.1.0.0/16'])],
      [route('10.1.0.0/16', 'vgw-a')],
    ),
    vpc('vpc-b', '10.1.0.0/16'),
    subnet('subnet-c', 'vpc-b', '10.1.1.0/24'),
    table('rtb-b', 'vpc-b', ['main'], { '10.1.0.0/16': 'local', '10.0.0.0/16': 'vgw-b' }),
    acl('acl-c', 'vpc-b', 'subnet-c'),
    ...host('far', 'subnet-c', '10.1.1.10', { more: { VpcId: 'vpc-b' } }),
    vpnGateway('vgw-b', 'vpc-b'),
  ];
  it.each([
    ['a range that holds both', ['10.0.0.0/8'], 'reachable'],
    ['its own range', [OFFICE], 'blocked'],
  ])('talk where the site announces %s (DX-04)', (_, advertises, verdict) => {
    const sites = { hq: site({ prefixes: [OFFICE], advertises }) };
    expect(ask(both, 'i-app', 'i-far', {}, { settings: { sites } }).verdict).toBe(verdict);
  });
  it('may talk where nobody states what the site announces', () => {
    expect(ask(both, 'i-app', 'i-far')).toMatchObject({
      verdict: 'unknown',
      codes: expect.arrayContaining(['BGP_ROUTES_UNSTATED']),
    });
  });
});

describe('a public virtual interface', () => {
  const PUBLIC = '198.51.100.0/24';
  const sites = { hq: site({ prefixes: [OFFICE], router: ['dxcon-1'] }) };
  const resources = [
    ...hybrid([], []),
    raw('directConnectConnection', { connectionId: 'dxcon-1', connectionState: 'available' }),
    virtualInterface(
      'dxvif-9',
      { connectionId: 'dxcon-1' },
      { virtualInterfaceType: 'public', routeFilterPrefixes: [{ cidr: PUBLIC }] },
    ),
  ];
  const from = (source: string, to: string) =>
    ask(resources, source, to, { addresses: 'public' }, { settings: { sites } });
  it('leads from the site’s public prefixes to public addresses (DX-02)', () => {
    expect(from('onprem:hq/198.51.100.7', 'i-web')).toMatchObject({
      verdict: 'reachable',
      request: 'onprem:hq dxvif-9 internet igw-a vpc-a subnet-pub eni-web',
    });
  });
  it('takes nothing from other addresses, and leads to no private ones', () => {
    expect(from('onprem:hq/192.168.7.9', 'i-web').codes).toContain('GATEWAY_REJECTS_SPOOFED_TRAFFIC');
    expect(from('onprem:hq/198.51.100.7', '10.0.1.10').codes).toContain('NOT_ADVERTISED');
  });
  it('leaves the site on the internet for everybody else', () => {
    expect(ask(resources, 'i-web', 'onprem:hq/198.51.100.7', {}, { settings: { sites } }).verdict).toBe('reachable');
  });
});
