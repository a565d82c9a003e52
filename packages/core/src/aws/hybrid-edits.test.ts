import { describe, expect, it } from 'vitest';
import { mended } from '../explain/mend.fixture.ts';
import {
  association,
  customerGateway,
  DXGW,
  hybrid,
  propagated,
  site,
  virtualInterface,
  vpn,
  vpnGateway,
} from './hybrid.fixture.ts';
import { type Raw, route } from './network.fixture.ts';

const OFFICE = '192.168.0.0/16';
const dx = (...allowed: readonly string[]) =>
  hybrid(
    [DXGW, virtualInterface('dxvif-1', { directConnectGatewayId: 'dxgw-1' }), association('vgw-a', allowed)],
    [propagated(OFFICE)],
  );

describe('an association of a Direct Connect gateway', () => {
  it('is allowed to announce the range of the VPC (DX-05)', () => {
    for (const [from, to] of [
      ['onprem:dxgw-1', 'i-app'],
      ['i-app', '192.168.7.9'],
    ] as const) {
      expect(mended(dx('10.9.0.0/16'), from, to)).toEqual([
        'found reachable',
        'dxgw-1/vgw-a: allow the prefix 10.0.0.0/16',
      ]);
    }
  });
});

describe('a VPN connection with static routes', () => {
  it('is given the one that is lacking (VPN-04)', () => {
    const sites = { office: site({ prefixes: ['192.168.0.0/24'], router: ['cgw-office'] }) };
    const network = hybrid(
      [customerGateway('cgw-office'), vpn('office', ['192.168.9.0/24'])],
      [route(OFFICE, 'vgw-a')],
    );
    expect(mended(network, 'i-app', '192.168.0.5', {}, { settings: { sites } } as object)).toEqual([
      'found reachable',
      'vpn-office: add the static route 192.168.0.0/24',
    ]);
  });
});

describe('a virtual private gateway', () => {
  it('that is attached nowhere is attached to the VPC (VGW-01)', () => {
    const network = hybrid([customerGateway('cgw-office'), vpn('office', [OFFICE])], [route(OFFICE, 'vgw-a')]).map(
      (one): Raw =>
        one.kind === 'vpnGateway' ? { ...one, ...vpnGateway('vgw-a', 'vpc-a', { VpcAttachments: [] }) } : one,
    );
    const [result, ...edits] = mended(network, 'i-app', '192.168.7.9');
    expect([result, ...edits]).toEqual(['found reachable', 'vgw-a: attach it to vpc-a']);
  });
});
