import type { Sign } from './resource-type.ts';

/** A place has a transit gateway, its own or a shared one. */
export const transitGatewaySigns: readonly Sign[] = [
  { in: 'transitGateway' },
  { in: 'transitGatewayAttachment' },
  { in: 'transitGatewayVpcAttachment' },
  { in: 'routeTable', at: 'routes.transitGatewayId' },
  { in: 'networkInterface', at: 'interfaceType', like: /^transit_gateway$/ },
  { in: 'vpnConnection', at: 'transitGatewayId' },
];

/** A place has a Site-to-Site VPN or Direct Connect. */
export const vpnGatewaySigns: readonly Sign[] = [
  { in: 'vpnGateway' },
  { in: 'routeTable', at: 'propagatingVgws.gatewayId' },
  { in: 'routeTable', at: 'routes.gatewayId', like: /^vgw-/ },
  { in: 'routeTable', at: 'associations.gatewayId', like: /^vgw-/ },
];

/** Interfaces of balancers say so in their description (LB-02). */
export const loadBalancerSigns: readonly Sign[] = [
  { in: 'loadBalancer' },
  { in: 'targetGroup' },
  { in: 'networkInterface', at: 'description', like: /^ELB (app|net|gwy)\// },
];

/** A virtual private gateway may have both, and only the calls of Direct Connect tell. */
export const directConnectSigns: readonly Sign[] = [
  ...vpnGatewaySigns,
  { in: 'directConnectGateway' },
  { in: 'virtualInterface' },
  { in: 'directConnectConnection' },
  { in: 'transitGatewayAttachment', at: 'resourceType', like: /^direct-connect-gateway$/ },
];
