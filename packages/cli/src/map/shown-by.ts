import type { ComponentId, Kind, Network, RecordOfKind } from '@hopwise/core';

type Shown<R> = (record: R, network: Network) => readonly (ComponentId | undefined)[];

/** Where a map shows that something has changed which is not drawn itself: at what it decides for. */
const SHOWN_BY: { readonly [K in Kind]?: Shown<RecordOfKind<K>> } = {
  routeTable: ({ routeTableId, vpcId, associations }, network) => {
    const own = associations.flatMap((one) => one?.subnetId ?? one?.gatewayId ?? []);
    if (!associations.some((one) => one?.main)) return own;
    // Subnets without a table of their own follow the main one (RT-01).
    const others = network.all('routeTable').filter((one) => one.vpcId === vpcId && one.routeTableId !== routeTableId);
    const taken = new Set(others.flatMap((one) => one.associations.map((each) => each?.subnetId)));
    return network
      .all('subnet')
      .flatMap((one) => (one.vpcId === vpcId && !taken.has(one.subnetId) ? one.subnetId : []));
  },
  networkAcl: ({ associations }) => associations.map((one) => one?.subnetId),
  securityGroup: ({ groupId }, network) => carrying(network, groupId),
  securityGroupRule: ({ groupId }, network) => carrying(network, groupId),
  prefixListEntries: ({ prefixListId }, network) =>
    network
      .all('routeTable')
      .filter(({ routes }) => routes.some((one) => one?.destinationPrefixListId === prefixListId))
      .flatMap((one) => shownAt(network, 'routeTable', one)),
  address: ({ networkInterfaceId }) => [networkInterfaceId],
  transitGatewayRoutes: ({ transitGatewayRouteTableId }) => [transitGatewayRouteTableId],
  transitGatewayAssociations: ({ transitGatewayRouteTableId }) => [transitGatewayRouteTableId],
  transitGatewayPropagations: ({ transitGatewayRouteTableId }) => [transitGatewayRouteTableId],
  transitGatewayVpcAttachment: ({ transitGatewayAttachmentId }) => [transitGatewayAttachmentId],
  listener: ({ loadBalancerArn }) => [loadBalancerArn],
  loadBalancerAttributes: ({ loadBalancerArn }) => [loadBalancerArn],
  targetGroup: ({ loadBalancerArns }) => loadBalancerArns,
  clientVpnAuthorizationRule: ({ clientVpnEndpointId }) => [clientVpnEndpointId],
  clientVpnRoute: ({ clientVpnEndpointId }) => [clientVpnEndpointId],
  directConnectGatewayAssociation: ({ directConnectGatewayId }) => [directConnectGatewayId],
};

/** Components that a record decides for. */
export function shownAt(network: Network, kind: Kind, record: object): readonly ComponentId[] {
  // A declaration is given only records of its own kind.
  const declared = SHOWN_BY[kind] as Shown<object> | undefined;
  return (declared?.(record, network) ?? []).flatMap((id) => id ?? []);
}

function carrying(network: Network, groupId: string | undefined): readonly (ComponentId | undefined)[] {
  return network
    .all('networkInterface')
    .filter(({ groups }) => groups.some((group) => group?.groupId === groupId))
    .map(({ networkInterfaceId }) => networkInterfaceId);
}
