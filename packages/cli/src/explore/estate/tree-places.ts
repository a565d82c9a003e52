import type { ComponentId, Kind, Network } from '@hopwise/core';

/** Listings about objects that stand in the tree themselves. */
export const PLAIN: ReadonlySet<Kind> = new Set<Kind>([
  'securityGroupRule',
  'securityGroupVpcAssociation',
  'prefixListEntries',
  'vpcBlockPublicAccessOptions',
  'transitGatewayRoutes',
  'transitGatewayAssociations',
  'transitGatewayPropagations',
  'transitGatewayAttachmentPropagations',
  'transitGatewayPrefixListReferences',
  'loadBalancerAttributes',
  'listener',
  'listenerRule',
  'targetGroupAttributes',
  'targetHealth',
  'classicLoadBalancerAttributes',
  'instanceHealth',
  'directConnectGatewayAttachment',
  'clientVpnTargetNetwork',
  'clientVpnRoute',
  'clientVpnAuthorizationRule',
  'vpcEndpointServicePermissions',
  'vpcEndpointServiceDetail',
  'vpcEndpointConnection',
  'coreNetworkRoutes',
]);

/** What records of many kinds have. */
interface Placed {
  readonly vpcId?: string;
  readonly subnetId?: string;
  readonly attachment?: { readonly instanceId?: string };
  readonly attachments?: readonly ({ readonly vpcId?: string } | undefined)[];
  readonly transitGatewayId?: string;
  readonly requesterVpcInfo?: { readonly vpcId?: string };
  readonly availabilityZone?: string;
  readonly availabilityZoneId?: string;
  readonly cidrBlock?: string;
  readonly privateIpAddress?: string;
  readonly publicIp?: string;
}

/** The component that an object is in: the first of those that its record names and the input holds. */
export function parentOf(network: Network, kind: Kind, record: object): ComponentId | undefined {
  const { vpcId, subnetId, attachment, attachments, transitGatewayId, requesterVpcInfo } = record as Placed;
  const holders: readonly (readonly [Kind, string | undefined])[] = [
    ['instance', kind === 'networkInterface' ? attachment?.instanceId : undefined],
    ['subnet', kind === 'subnet' ? undefined : subnetId],
    ['vpc', kind === 'vpc' ? undefined : (vpcId ?? attachments?.[0]?.vpcId ?? requesterVpcInfo?.vpcId)],
    ['transitGateway', kind === 'transitGateway' || kind === 'vpnConnection' ? undefined : transitGatewayId],
  ];
  return holders.find(([holder, id]) => network.get(holder, id))?.[1];
}

/** Where a node stands among its siblings, and what is told beside its name. */
export function placeIn(kind: Kind, record: object): { readonly rank: number; readonly hint: string } {
  const { cidrBlock, availabilityZone, availabilityZoneId, privateIpAddress, publicIp } = record as Placed;
  const rank = kind === 'vpc' || kind === 'subnet' ? 1 : 2;
  const hint = [
    cidrBlock ?? privateIpAddress ?? publicIp,
    kind === 'subnet' && (availabilityZone ?? availabilityZoneId),
  ];
  return { rank, hint: hint.filter(Boolean).join(' ') };
}
