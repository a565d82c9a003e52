import { base, edit, LOCAL, type Raw, raw, route } from './network.fixture.ts';
import type { Site } from './snapshot.ts';

/** Builders for tests of what is behind VPN and Direct Connect. */
export function vpnGateway(id = 'vgw-a', vpcId = 'vpc-a', more: object = {}): Raw {
  const VpcAttachments = [{ VpcId: vpcId, State: 'attached' }];
  return raw('vpnGateway', { VpnGatewayId: id, State: 'available', VpcAttachments, ...more });
}

export function customerGateway(id: string, asn = '65001'): Raw {
  return raw('customerGateway', { CustomerGatewayId: id, State: 'available', BgpAsn: asn, IpAddress: '198.51.100.1' });
}

export const UP = [{ Status: 'UP' }, { Status: 'DOWN' }];
export const DOWN = [{ Status: 'DOWN' }, { Status: 'DOWN' }];

/** `vpn-NAME` to `cgw-NAME`: with static routes, or by BGP where none are given. */
export function vpn(name: string, routes?: readonly string[], more: object = {}): Raw {
  return raw('vpnConnection', {
    VpnConnectionId: `vpn-${name}`,
    State: 'available',
    CustomerGatewayId: `cgw-${name}`,
    VpnGatewayId: 'vgw-a',
    Options: { StaticRoutesOnly: routes !== undefined },
    Routes: (routes ?? []).map((DestinationCidrBlock) => ({ DestinationCidrBlock, State: 'available' })),
    VgwTelemetry: UP,
    ...more,
  });
}

export function virtualInterface(id: string, to: object, more: object = {}): Raw {
  return raw('virtualInterface', {
    virtualInterfaceId: id,
    virtualInterfaceType: 'private',
    virtualInterfaceState: 'available',
    asn: 65009,
    bgpPeers: [{ addressFamily: 'ipv4', bgpPeerState: 'available', bgpStatus: 'up' }],
    ...to,
    ...more,
  });
}

export function association(gateway: string, allowed: readonly string[], more: object = {}): Raw {
  return raw('directConnectGatewayAssociation', {
    directConnectGatewayId: 'dxgw-1',
    associationState: 'associated',
    associatedGateway: { id: gateway, type: 'virtualPrivateGateway' },
    allowedPrefixesToDirectConnectGateway: allowed.map((cidr) => ({ cidr })),
    ...more,
  });
}

export const DXGW = raw('directConnectGateway', {
  directConnectGatewayId: 'dxgw-1',
  directConnectGatewayState: 'available',
});

export function site(more: Partial<Site> = {}): Site {
  return { prefixes: [], router: [], prefers: [], down: [], ...more };
}

/** A route as a virtual private gateway propagates it. */
export function propagated(destination: string, gateway = 'vgw-a') {
  return route(destination, gateway, { Origin: 'EnableVgwRoutePropagation' });
}

/** The base network, with a virtual private gateway and these routes in the private subnets' table. */
export function hybrid(resources: readonly Raw[], routes: readonly object[]): readonly Raw[] {
  const locals = Object.entries(LOCAL).map(([destination, target]) => route(destination, target));
  return [...edit(base(), 'rtb-priv', { Routes: [...locals, ...routes] }), vpnGateway(), ...resources];
}
