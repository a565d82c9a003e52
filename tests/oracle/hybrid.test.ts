import { kinds, type Site } from '@hopwise/core';
import { describe, expect, test } from 'vitest';
import { ask, egress, entries, from, fromGroup, ingress, rule } from './ask.ts';
import { acl, edit, group, host, type Raw, raw, subnet, table, vpc } from './build.ts';
import {
  clientVpn,
  directConnectGateway,
  f3,
  f3Transit,
  site,
  virtualGateway,
  virtualInterface,
  vpn,
} from './hybrid-networks.ts';
import type { Packet } from './oracle.ts';

const hosts: Readonly<Record<string, string>> = {
  app: '10.0.1.10',
  web: '10.0.0.10',
  db: '10.0.2.10',
  b0: '10.1.1.10',
};
const OFFICE = { office: site(['192.168.0.0/16']) };

function out(
  network: readonly Raw[],
  name: string,
  to: string,
  sites: Readonly<Record<string, Site>> = OFFICE,
): string {
  const sender = { networkInterfaceId: `eni-${name}`, address: hosts[name] ?? '' };
  return ask(network, tcp(sender, to), { settings: { sites } });
}
function into(
  network: readonly Raw[],
  to: string,
  sites: Readonly<Record<string, Site>> = OFFICE,
  by = 'office',
): string {
  const address = by === 'york' ? '172.20.0.9' : '192.168.7.9';
  return ask(network, tcp({ site: by, address }, hosts[to] ?? to), { settings: { sites } });
}
const tcp = (sender: Packet['from'], to: string, port = 443): Packet => {
  return { from: sender, to, protocol: 6, port, sourcePort: 40000 };
};
const HERE = '192.168.7.9';
const STATIC = vpn(1, 'vgw-1', ['192.168.0.0/16']);
const DYNAMIC = vpn(1, 'vgw-1');
const BOTH = {
  office: site(['192.168.0.0/16'], { router: ['cgw-1'] }),
  york: site(['172.20.0.0/16'], { router: ['cgw-2'] }),
};
const withRoutes = (network: readonly Raw[], id: string, routes: Readonly<Record<string, string>>) =>
  edit(network, id, { Routes: table('', '', {}, routes).fields.Routes, PropagatingVgws: [] });

describe('virtual private gateways and VPN', () => {
  test('what is learned propagates, and both sides may open', () => {
    for (const link of [STATIC, DYNAMIC, virtualInterface(1, 'private', 'vgw-1')]) {
      expect(out(f3(link), 'app', HERE)).toBe('reachable');
      expect(into(f3(link), 'app')).toBe('reachable');
    }
  });

  test('without propagation nothing leaves, and what came in is not answered (VGW-06)', () => {
    const network = edit(f3(STATIC), 'rtb-priv', { PropagatingVgws: [] });
    expect(out(network, 'app', HERE)).toBe('blocked');
    expect(into(network, 'app')).toBe('forward-only');
  });

  test('the gateway drops what it has not learned (VGW-02)', () => {
    const network = withRoutes(f3(STATIC), 'rtb-priv', { '10.0.0.0/16': 'local', '0.0.0.0/0': 'vgw-1' });
    expect(out(network, 'app', '172.16.0.1')).toBe('blocked');
    expect(out(network, 'app', HERE)).toBe('reachable');
    expect(out(edit(network, 'vgw-1', { VpcAttachments: [] }), 'app', HERE)).toBe('blocked');
    expect(out(edit(network, 'vgw-1', undefined), 'app', HERE)).toBe('unknown');
  });

  test('tunnels and states (VPN-01)', () => {
    const change = (fields: Record<string, unknown>) => edit(f3(STATIC), 'vpn-1', fields);
    expect(out(change({ VgwTelemetry: [{ Status: 'DOWN' }] }), 'app', HERE)).toBe('blocked');
    expect(into(change({ VgwTelemetry: [{ Status: 'DOWN' }] }), 'app')).toBe('blocked');
    expect(out(change({ State: 'deleted' }), 'app', HERE)).toBe('blocked');
    expect(out(change({ VgwTelemetry: [] }), 'app', HERE)).toBe('unknown');
    expect(out(f3(STATIC), 'app', HERE, { office: site(['192.168.0.0/16'], { down: ['cgw-1'] }) })).toBe('blocked');
  });

  test('only interfaces are reached: no internet, no NAT gateway (VGW-04, NAT-07)', () => {
    expect(into(f3(STATIC), '8.8.8.8')).toBe('blocked');
    expect(into(f3(STATIC), '10.0.0.5')).toBe('blocked');
    expect(into(f3(STATIC), '10.0.1.99')).toBe('blocked');
  });

  test('ACLs and groups see addresses of the site, group references do not', () => {
    const narrow = ingress(f3(DYNAMIC), 'sg-app', rule('tcp', 443, from('192.168.0.0/16')));
    expect(into(narrow, 'app')).toBe('reachable');
    expect(into(ingress(narrow, 'sg-app', rule('tcp', 443, fromGroup('sg-db'))), 'app')).toBe('blocked');
    expect(out(egress(f3(DYNAMIC), 'sg-app', rule('tcp', 443, fromGroup('sg-db'))), 'app', HERE)).toBe('blocked');
    expect(into(entries(f3(DYNAMIC), 'acl-a'), 'app')).toBe('blocked');
  });

  test('a table of the gateway leads what comes in to a middlebox (VGW-05)', () => {
    const network = f3(STATIC, table('rtb-edge', 'vpc-a', { gateway: 'vgw-1' }, { '10.0.0.0/16': 'eni-web' }));
    expect(into(network, 'app')).toBe('blocked');
    const checked = edit(network, 'eni-web', { SourceDestCheck: false });
    expect(into(checked, 'app')).toBe('unknown');
    expect(into(checked, 'web')).toBe('forward-only');
  });

  test('a site of which nobody says what it announces', () => {
    const network = withRoutes(f3(DYNAMIC), 'rtb-priv', { '10.0.0.0/16': 'local', '192.168.0.0/16': 'vgw-1' });
    expect(out(network, 'app', HERE, {})).toBe('unknown');
  });

  test('links that may be missing leave it open', () => {
    const coverage = kinds
      .filter((kind) => kind !== 'vpnConnection')
      .map((kind) => ({ account: undefined, region: undefined, kind, state: 'complete' as const }));
    const packet = tcp({ networkInterfaceId: 'eni-app', address: '10.0.1.10' }, HERE);
    const network = withRoutes(f3(), 'rtb-priv', { '10.0.0.0/16': 'local', '192.168.0.0/16': 'vgw-1' });
    expect(ask(network, packet, { coverage, settings: { sites: OFFICE } })).toBe('unknown');
  });
});

describe('CloudHub (VGW-07)', () => {
  test('sites with BGP and ASNs of their own talk, with or without a VPC', () => {
    for (const gateway of [virtualGateway('vgw-2'), virtualGateway('vgw-2', 'vpc-a')]) {
      const network = [gateway, vpc('vpc-a', '10.0.0.0/16'), ...vpn(1, 'vgw-2'), ...vpn(2, 'vgw-2')];
      expect(into(network, '172.20.0.9', BOTH)).toBe('reachable');
      expect(into(edit(network, 'cgw-2', { BgpAsn: '65001' }), '172.20.0.9', BOTH)).toBe('blocked');
    }
  });

  test('static VPN takes no part', () => {
    const half = [virtualGateway('vgw-2'), ...vpn(1, 'vgw-2'), ...vpn(2, 'vgw-2', ['172.20.0.0/16'])];
    expect(into(half, '172.20.0.9', BOTH)).toBe('blocked');
    const none = [
      virtualGateway('vgw-2'),
      ...vpn(1, 'vgw-2', ['192.168.0.0/16']),
      ...vpn(2, 'vgw-2', ['172.20.0.0/16']),
    ];
    expect(into(none, '172.20.0.9', BOTH)).toBe('blocked');
  });
});

describe('Direct Connect', () => {
  const dx = (allowed: readonly string[]) =>
    f3(virtualInterface(1, 'private', 'dxgw-1'), directConnectGateway({ 'vgw-1': allowed }));

  test('a range of the VPC is announced if an allowed prefix holds it whole (DX-05)', () => {
    expect(into(dx(['10.0.0.0/15']), 'app')).toBe('reachable');
    expect(into(dx(['10.0.1.0/24']), 'app')).toBe('blocked');
    expect(out(dx(['10.0.0.0/15']), 'app', HERE)).toBe('reachable');
    expect(out(dx(['10.0.1.0/24']), 'app', HERE)).toBe('forward-only');
  });

  test('BGP, interface and connection are up, or nothing passes (DX-01)', () => {
    const network = dx(['10.0.0.0/16']);
    const peers = [{ addressFamily: 'ipv4', bgpPeerState: 'available', bgpStatus: 'down' }];
    expect(out(edit(network, 'dxvif-1', { bgpPeers: peers }), 'app', HERE)).toBe('blocked');
    expect(out(edit(network, 'dxcon-1', { connectionState: 'down' }), 'app', HERE)).toBe('blocked');
    expect(out(edit(network, 'dxcon-1', undefined), 'app', HERE)).toBe('reachable');
    expect(out(edit(network, 'dxvif-1', { virtualInterfaceType: 'public' }), 'app', HERE)).toBe('blocked');
    expect(out(edit(network, 'assoc-vgw-1', { associationState: 'disassociated' }), 'app', HERE)).toBe('blocked');
  });

  test('it goes before VPN, and a longer prefix before it (HYB-01)', () => {
    const network = f3(virtualInterface(1, 'private', 'vgw-1'), vpn(1, 'vgw-1'));
    // The VPN's site alone has no way back.
    const apart = {
      leeds: site(['192.168.0.0/16'], { router: ['dxvif-1'] }),
      office: site(['192.168.0.0/16'], { router: ['cgw-1'] }),
    };
    expect(into(network, 'app', apart)).toBe('forward-only');
    const longer = { ...apart, office: site(['192.168.7.0/24'], { router: ['cgw-1'] }) };
    expect(into(network, 'app', longer)).toBe('reachable');
  });

  test('two VPCs of one gateway talk if the site announces what holds both (DX-04)', () => {
    const network = withRoutes(
      [
        ...dx(['10.0.0.0/15']),
        vpc('vpc-b', '10.1.0.0/16'),
        subnet('b', 'vpc-b', '10.1.1.0/24'),
        acl('acl-b', 'vpc-b', ['b']),
        group('sg-b', 'vpc-b'),
        ...host('b0', 'vpc-b', 'b', '10.1.1.10', { groups: ['sg-b'] }),
        table('rtb-b', 'vpc-b', { main: true }, { '10.1.0.0/16': 'local', '10.0.0.0/16': 'vgw-2' }),
        virtualGateway('vgw-2', 'vpc-b'),
        ...directConnectGateway({ 'vgw-2': ['10.0.0.0/15'] }).slice(1),
      ],
      'rtb-priv',
      { '10.0.0.0/16': 'local', '10.1.0.0/16': 'vgw-1' },
    );
    expect(out(network, 'app', '10.1.1.10')).toBe('blocked');
    const wide = { office: site(['192.168.0.0/16'], { advertises: ['10.0.0.0/8'] }) };
    expect(out(network, 'app', '10.1.1.10', wide)).toBe('reachable');
  });
});

describe('transit gateways', () => {
  const byVpn = f3Transit({ vpn: ['vpn', 'vpn-1'] }, vpn(1, 'tgw-1'));
  const byDirectConnect = f3Transit(
    { dx: ['direct-connect-gateway', 'dxgw-1'] },
    virtualInterface(1, 'transit', 'dxgw-1'),
    directConnectGateway({ 'tgw-1': ['10.0.0.0/8'] }),
  );

  test('VPN with BGP and Direct Connect propagate and are told', () => {
    for (const network of [byVpn, byDirectConnect]) {
      expect(out(network, 'b0', HERE)).toBe('reachable');
      expect(into(network, 'b0')).toBe('reachable');
    }
  });

  test('static VPN needs static routes (VPN-04)', () => {
    const network = f3Transit({ vpn: ['vpn', 'vpn-1'] }, vpn(1, 'tgw-1', ['192.168.0.0/16']));
    expect(out(network, 'b0', HERE)).toBe('blocked');
    expect(into(network, 'b0')).toBe('forward-only');
  });

  test('to a site the allowed prefixes are told (DX-06)', () => {
    const network = edit(byDirectConnect, 'assoc-tgw-1', {
      allowedPrefixesToDirectConnectGateway: [{ cidr: '10.3.0.0/16' }],
    });
    expect(into(network, 'b0')).toBe('blocked');
    expect(out(network, 'b0', HERE)).toBe('forward-only');
  });

  test('sites talk over it', () => {
    const network = f3Transit({ vpn: ['vpn', 'vpn-1'], vpn2: ['vpn', 'vpn-2'] }, vpn(1, 'tgw-1'), vpn(2, 'tgw-1'));
    expect(into(network, '172.20.0.9', BOTH)).toBe('reachable');
    expect(into(edit(network, 'vpn-2', { VgwTelemetry: [{ Status: 'DOWN' }] }), '172.20.0.9', BOTH)).toBe('blocked');
  });
});

describe('Client VPN', () => {
  const ALL = { '10.0.0.0/16': 'all' };
  const asked = (network: readonly Raw[], to: string, groups?: readonly string[]) =>
    ask(network, tcp({ clientVpn: 'cvpn-endpoint-1', address: '10.100.0.9', ...(groups ? { groups } : {}) }, to));

  test('clients come from the interface of the endpoint, with its groups (CVPN-03, CVPN-05)', () => {
    const network = clientVpn(ALL, ['10.0.0.0/16']);
    expect(asked(network, '10.0.2.10')).toBe('reachable');
    expect(asked(ingress(network, 'sg-db', rule('tcp', 443, from('10.0.1.77/32'))), '10.0.2.10')).toBe('reachable');
    expect(asked(ingress(network, 'sg-db', rule('tcp', 443, fromGroup('sg-cvpn'))), '10.0.2.10')).toBe('reachable');
    expect(asked(ingress(network, 'sg-db', rule('tcp', 443, from('10.100.0.0/16'))), '10.0.2.10')).toBe('blocked');
    expect(asked(egress(network, 'sg-cvpn'), '10.0.2.10')).toBe('blocked');
  });

  test('they need a route and a rule (CVPN-01, CVPN-02)', () => {
    expect(asked(clientVpn(ALL, ['10.1.0.0/16']), '10.0.2.10')).toBe('blocked');
    const rules = clientVpn({ '0.0.0.0/0': 'G1', '10.0.2.0/24': 'G2' }, ['10.0.0.0/16']);
    expect(asked(rules, '10.0.2.10', ['G2'])).toBe('reachable');
    expect(asked(rules, '10.0.2.10', ['G1'])).toBe('blocked');
    expect(asked(rules, '10.0.2.10')).toBe('unknown');
    expect(asked(rules, '10.0.1.10', ['G1'])).toBe('reachable');
  });

  test('by a transit gateway they keep their addresses', () => {
    const whose = { ClientVpnEndpointId: 'cvpn-endpoint-1' };
    const network = f3Transit(
      { cvpn: ['client-vpn', 'cvpn-endpoint-1'] },
      raw('clientVpnEndpoint', {
        ...whose,
        Status: { Code: 'available' },
        ClientCidrBlock: '10.100.0.0/16',
        TransitGatewayConfiguration: { TransitGatewayId: 'tgw-1', TransitGatewayAttachmentId: 'att-cvpn' },
      }),
      raw('clientVpnRoute', {
        ...{ ...whose, DestinationCidr: '10.1.0.0/16', TransitGatewayAttachmentId: 'att-cvpn' },
        Status: { Code: 'active' },
      }),
      raw('clientVpnAuthorizationRule', { ...whose, DestinationCidr: '10.0.0.0/8', AccessAll: true }),
    );
    expect(asked(network, '10.1.1.10')).toBe('reachable');
    expect(asked(ingress(network, 'sg-b0', rule('tcp', 443, from('10.100.0.0/16'))), '10.1.1.10')).toBe('reachable');
    expect(asked(network, '10.3.1.10')).toBe('blocked');
  });
});
