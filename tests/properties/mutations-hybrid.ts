import { type Raw, route } from '../oracle/build.ts';
import { change, changeIn, listOf, type Mutation, ofKind, pick } from './mutations.ts';
import { cidr4 } from './skeleton.ts';

const links: readonly Mutation[] = [
  change('vpnConnection', 'a', () => ({ VgwTelemetry: [{ Status: 'DOWN' }, { Status: 'DOWN' }] })),
  change('vpnConnection', 'a', (_, { b }) => ({ State: pick(['deleted', 'pending', 'available'], b) })),
  change('vpnConnection', 'a', () => ({ VgwTelemetry: [] })),
  change('vpnConnection', 'a', ({ fields }) => ({
    Options: { StaticRoutesOnly: (fields.Options as { StaticRoutesOnly?: boolean }).StaticRoutesOnly !== true },
  })),
  changeIn('vpnConnection', 'Routes', () => []),
  changeIn('vpnConnection', 'Routes', (one) => [{ ...one, State: 'pending' }]),
  change('customerGateway', 'a', (_, { b }) => ({ BgpAsn: pick(['65001', '65002'], b) })),
  changeIn('virtualInterface', 'bgpPeers', (one) => [{ ...one, bgpStatus: 'down' }]),
  changeIn('virtualInterface', 'bgpPeers', (one, { c }) => [
    { ...one, addressFamily: pick(['ipv6', 'ipv4'], c), bgpPeerState: pick(['available', 'verifying'], c) },
  ]),
  change('virtualInterface', 'a', (_, { b }) => ({
    virtualInterfaceState: pick(['down', 'available', 'deleting'], b),
  })),
  change('virtualInterface', 'a', ({ fields }, { b }) =>
    // Only a private one ends at a virtual private gateway (DX-02).
    fields.virtualGatewayId ? {} : { virtualInterfaceType: pick(['transit', 'private'], b) },
  ),
  change('directConnectConnection', 'a', (_, { b }) => ({ connectionState: pick(['down', 'available'], b) })),
];

const gateways: readonly Mutation[] = [
  change('vpnGateway', 'a', (_, { b }) => ({ State: pick(['deleted', 'available'], b) })),
  changeIn('vpnGateway', 'VpcAttachments', (one, { c }) => (c % 2 ? [] : [{ ...one, State: 'detached' }])),
  change('directConnectGateway', 'a', () => ({ directConnectGatewayState: 'deleting' })),
  change('directConnectGatewayAssociation', 'a', (_, { b }) => ({
    associationState: pick(['disassociated', 'associated', 'updating'], b),
  })),
  change('directConnectGatewayAssociation', 'a', (_, { b }) => ({
    allowedPrefixesToDirectConnectGateway: [{ cidr: pick(['10.1.0.0/16', '10.0.0.0/8', '10.2.0.0/20'], b) }],
  })),
  changeIn('routeTable', 'PropagatingVgws', () => []),
];

const clients: readonly Mutation[] = [
  change('clientVpnEndpoint', 'a', () => ({ Status: { Code: 'pending-associate' } })),
  change('clientVpnRoute', 'a', (_, { b }) => ({ Status: { Code: pick(['failed', 'creating'], b) } })),
  change('clientVpnAuthorizationRule', 'a', (_, { b }) => ({
    DestinationCidr: pick(['10.2.0.0/16', '10.1.0.0/24'], b),
  })),
  change('clientVpnAuthorizationRule', 'a', () => ({ Status: { Code: 'revoking' } })),
  change('clientVpnTargetNetwork', 'a', () => ({ Status: { Code: 'disassociating' } })),
];

const removable = [
  ...(['vpnGateway', 'vpnConnection', 'customerGateway', 'virtualInterface', 'directConnectGateway'] as const),
  ...(['directConnectConnection', 'directConnectGatewayAssociation', 'clientVpnRoute'] as const),
  ...(['clientVpnAuthorizationRule', 'clientVpnTargetNetwork', 'clientVpnEndpoint'] as const),
];
const removal: Mutation = (resources, { a, b }) => {
  const one = pick(ofKind(resources, pick(removable, a) ?? 'vpnGateway'), b);
  return resources.filter((each) => each !== one);
};

/** Links, what they end at, and what clients may do. */
export const hybridMutations: readonly Mutation[] = [...links, ...gateways, ...clients, removal];

const isGateway = ({ GatewayId }: Readonly<Record<string, unknown>>) => /^vgw-/.test(String(GatewayId));
const isInside = ({ DestinationCidrBlock }: Readonly<Record<string, unknown>>, k: string) =>
  String(DestinationCidrBlock).startsWith(`10.${k}.`);

/** No table leads to, or learns from, the virtual private gateway of another VPC. */
export function withinVpcs(resources: readonly Raw[]): readonly Raw[] {
  const isOwn = (one: Raw, id: unknown) => !/^vgw-/.test(String(id)) || one.fields.VpcId === `vpc-${String(id).at(-1)}`;
  return resources.map((one) => {
    // An interface of Client VPN is attached to no instance.
    const isOfClients = String(one.fields.Description).startsWith('ClientVPN');
    if (isOfClients) return { ...one, fields: { ...one.fields, Attachment: undefined } };
    if (one.kind !== 'routeTable') return one;
    const k = String(one.fields.VpcId).replace('vpc-', '');
    const able = listOf(one, 'Routes').filter(
      (each) => isOwn(one, each.GatewayId) && !(isGateway(each) && isInside(each, k)),
    );
    const isLed = able.some(isGateway) || listOf(one, 'PropagatingVgws').length > 0;
    // RT-08: nobody can delete a local route.
    const hasLocal = able.some(({ DestinationCidrBlock }) => DestinationCidrBlock === cidr4(Number(k)));
    const Routes = isLed && !hasLocal ? [...able, route(cidr4(Number(k)), 'local')] : able;
    const PropagatingVgws = listOf(one, 'PropagatingVgws').filter(({ GatewayId }) => isOwn(one, GatewayId));
    return { ...one, fields: { ...one.fields, Routes, PropagatingVgws } };
  });
}
