import type { Site } from '@hopwise/core';
import { ACCOUNT, group, networkInterface, type Raw, raw, route } from './build.ts';
import { f0, LOCAL } from './networks.ts';
import { f2, generic, transitTable } from './transit-networks.ts';

export function site(prefixes: readonly string[], more: Partial<Site> = {}): Site {
  return { prefixes, router: [], prefers: [], down: [], ...more };
}

export function virtualGateway(id: string, vpcId?: string): Raw {
  const VpcAttachments = vpcId ? [{ VpcId: vpcId, State: 'attached' }] : [];
  return raw('vpnGateway', { VpnGatewayId: id, State: 'available', VpcAttachments });
}

/** A VPN connection with its customer gateway, `vpn-N` and `cgw-N`; with static routes, or BGP. */
export function vpn(n: number, endsAt: string, staticRoutes?: readonly string[], more: object = {}): readonly Raw[] {
  const field = endsAt.startsWith('tgw-') ? 'TransitGatewayId' : 'VpnGatewayId';
  return [
    raw('customerGateway', { CustomerGatewayId: `cgw-${n}`, State: 'available', BgpAsn: String(65000 + n) }),
    raw('vpnConnection', {
      VpnConnectionId: `vpn-${n}`,
      State: 'available',
      CustomerGatewayId: `cgw-${n}`,
      [field]: endsAt,
      Options: { StaticRoutesOnly: staticRoutes !== undefined },
      Routes: (staticRoutes ?? []).map((DestinationCidrBlock) => ({ DestinationCidrBlock, State: 'available' })),
      VgwTelemetry: [{ Status: 'UP' }, { Status: 'DOWN' }],
      ...more,
    }),
  ];
}

/** A Direct Connect connection with one virtual interface, `dxcon-N` and `dxvif-N`. */
export function virtualInterface(n: number, type: 'private' | 'transit' | 'public', endsAt: string): readonly Raw[] {
  const field = endsAt.startsWith('vgw-') ? 'virtualGatewayId' : 'directConnectGatewayId';
  return [
    raw('directConnectConnection', { connectionId: `dxcon-${n}`, connectionState: 'available' }),
    raw('virtualInterface', {
      virtualInterfaceId: `dxvif-${n}`,
      virtualInterfaceType: type,
      virtualInterfaceState: 'available',
      connectionId: `dxcon-${n}`,
      [field]: endsAt,
      asn: 65100 + n,
      bgpPeers: [{ addressFamily: 'ipv4', bgpPeerState: 'available', bgpStatus: 'up' }],
    }),
  ];
}

/** A Direct Connect gateway `dxgw-1`, associated with gateways: what each allows. */
export function directConnectGateway(allowed: Readonly<Record<string, readonly string[]>>): readonly Raw[] {
  return [
    raw('directConnectGateway', { directConnectGatewayId: 'dxgw-1', directConnectGatewayState: 'available' }),
    ...Object.entries(allowed).map(([id, cidrs]) =>
      raw('directConnectGatewayAssociation', {
        associationId: `assoc-${id}`,
        directConnectGatewayId: 'dxgw-1',
        associationState: 'associated',
        associatedGateway: { id, ownerAccount: ACCOUNT },
        allowedPrefixesToDirectConnectGateway: cidrs.map((cidr) => ({ cidr })),
      }),
    ),
  ];
}

/** F0 with `vgw-1`, to which the private table leads the office; links are added by each test. */
export function f3(...more: readonly (Raw | readonly Raw[])[]): readonly Raw[] {
  return [
    ...f0().map((one) =>
      one.fields.RouteTableId === 'rtb-priv'
        ? { ...one, fields: { ...one.fields, ...toGateway({ ...LOCAL, '0.0.0.0/0': 'nat-1' }) } }
        : one,
    ),
    virtualGateway('vgw-1', 'vpc-a'),
    ...more.flat(),
  ];
}

function toGateway(routes: Readonly<Record<string, string>>): object {
  return {
    Routes: Object.entries(routes).map(([to, target]) => route(to, target)),
    PropagatingVgws: [{ GatewayId: 'vgw-1' }],
  };
}

/** F2 whose table of the transit gateway has attachments that lead outside, `[type, resource]`, and all of them propagate. */
export function f3Transit(
  attachments: Readonly<Record<string, readonly [type: string, resourceId: string]>>,
  ...more: readonly (Raw | readonly Raw[])[]
): readonly Raw[] {
  const common = { TransitGatewayId: 'tgw-1', State: 'available' };
  return [
    ...f2().filter(({ fields }) => fields.TransitGatewayRouteTableId !== 'tgw-rtb-1'),
    ...transitTable('tgw-rtb-1', {}, ['a', 'b', 'c', ...Object.keys(attachments)]),
    ...Object.entries(attachments).map(([name, [type, resourceId]]) =>
      generic(type, resourceId, 'tgw-rtb-1', { ...common, TransitGatewayAttachmentId: `att-${name}` }),
    ),
    ...more.flat(),
  ];
}

/** F0 with a Client VPN endpoint whose clients land in the private subnet of the hosts `app`; `rules` are CIDR to group. */
export function clientVpn(rules: Readonly<Record<string, string>>, routes: readonly string[]): readonly Raw[] {
  const whose = { ClientVpnEndpointId: 'cvpn-endpoint-1' };
  return [
    ...f0(),
    group('sg-cvpn', 'vpc-a'),
    networkInterface('eni-cvpn', 'vpc-a', 'priv-a', '10.0.1.77', {
      groups: ['sg-cvpn'],
      more: { Description: 'ClientVPN Endpoint resource' },
    }),
    raw('clientVpnEndpoint', { ...whose, Status: { Code: 'available' }, ClientCidrBlock: '10.100.0.0/16' }),
    raw('clientVpnTargetNetwork', { ...whose, TargetNetworkId: 'priv-a', Status: { Code: 'associated' } }),
    ...routes.map((DestinationCidr) =>
      raw('clientVpnRoute', { ...whose, DestinationCidr, TargetSubnet: 'priv-a', Status: { Code: 'active' } }),
    ),
    ...Object.entries(rules).map(([DestinationCidr, name]) =>
      raw('clientVpnAuthorizationRule', {
        ...whose,
        DestinationCidr,
        Status: { Code: 'active' },
        ...(name === 'all' ? { AccessAll: true } : { AccessAll: false, GroupId: name }),
      }),
    ),
  ];
}
