import { flag, integer, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import { connectHybridLink } from './hybrid-links.ts';
import type { RecordType } from './resource-type.ts';
import { vpnGatewaySigns } from './signs.ts';

// Never its configuration or its pre-shared keys: they are secrets.
const fields = {
  VpnConnectionId: text,
  State: text,
  Type: text,
  Category: text,
  CustomerGatewayId: text,
  VpnGatewayId: text,
  TransitGatewayId: text,
  CoreNetworkArn: text,
  VpnConcentratorId: text,
  GatewayAssociationState: text,
  Options: shape({
    StaticRoutesOnly: flag,
    EnableAcceleration: flag,
    /** The customer's side, though called local (VPN-02). */
    LocalIpv4NetworkCidr: text,
    RemoteIpv4NetworkCidr: text,
    LocalIpv6NetworkCidr: text,
    RemoteIpv6NetworkCidr: text,
    OutsideIpAddressType: text,
    TransportTransitGatewayAttachmentId: text,
    TunnelInsideIpVersion: text,
    TunnelOptions: list(shape({ OutsideIpAddress: text, TunnelInsideCidr: text, TunnelInsideIpv6Cidr: text })),
  }),
  Routes: list(shape({ DestinationCidrBlock: text, Source: text, State: text })),
  VgwTelemetry: list(shape({ OutsideIpAddress: text, Status: text, StatusMessage: text, AcceptedRouteCount: integer })),
  Tags: tags,
};
export type VpnConnection = RecordOf<typeof fields>;

export const vpnConnection = {
  kind: 'vpnConnection',
  title: 'VPN connection',
  arnType: 'vpn-connection',
  aspects: {
    modelled: ['static and BGP, on either gateway, ECMP, both families', 'tunnels up or down'],
    assumed: {
      'VPN-08': 'What the customer’s devices do inside is assumed to let everything pass.',
      'VPN-01': 'It works while one tunnel is up, or its owner states that it is; with all down it drops.',
      'HYB-03': 'What it would carry if another link failed is known as far as it is stated.',
    },
    unknown: ['what BGP tells, unless stated or propagated'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeVpnConnections',
      key: 'VpnConnections',
      holds: 'elements',
      alone: ['VpnConnectionId', 'CustomerGatewayId', 'VgwTelemetry'],
      holdsSecrets: true,
    },
  ],
  without: 'Whether VPN connections are up, and what is behind them, is unknown.',
  neededBy: [
    ...vpnGatewaySigns,
    { in: 'customerGateway' },
    { in: 'transitGatewayAttachment', at: 'resourceType', like: /^vpn/ },
  ],
  idPrefix: 'vpn-',
  prefixes: ({ routes, options }) => [
    ...routes.map((route) => route?.destinationCidrBlock),
    options?.localIpv4NetworkCidr,
    options?.remoteIpv4NetworkCidr,
    options?.localIpv6NetworkCidr,
    options?.remoteIpv6NetworkCidr,
  ],
  connect: (record, net, graph) => connectHybridLink(net, graph, record.vpnConnectionId, 'vpnConnection'),
  record: shape(fields),
  key: (record) => record.vpnConnectionId,
} as const satisfies RecordType<'vpnConnection', VpnConnection>;
