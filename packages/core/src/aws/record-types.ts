import type { Edit } from '../model/change.ts';
import type { Field } from '../model/fields.ts';
import type { Step } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { AddressMap } from '../net/address-map.ts';
import { address } from './address.ts';
import { blockPublicAccessExclusion, blockPublicAccessOptions } from './block-public-access.ts';
import { cacheCluster, replicationGroup } from './cache-cluster.ts';
import { classicLoadBalancer, classicLoadBalancerAttributes, instanceHealth } from './classic-load-balancer.ts';
import { clientVpnAuthorizationRule, clientVpnRoute, clientVpnTargetNetwork } from './client-vpn-access.ts';
import { clientVpnEndpoint } from './client-vpn-endpoint.ts';
import { coreNetwork } from './core-network.ts';
import { coreNetworkAttachment, coreNetworkVpcAttachment } from './core-network-attachment.ts';
import { coreNetworkRoutes } from './core-network-routes.ts';
import { customerGateway } from './customer-gateway.ts';
import { dbCluster, dbInstance, dbSubnetGroup } from './db-instance.ts';
import { directConnectConnection, directConnectLag } from './direct-connect-connection.ts';
import {
  directConnectGateway,
  directConnectGatewayAssociation,
  directConnectGatewayAttachment,
} from './direct-connect-gateway.ts';
import { ecsCluster, ecsTask } from './ecs-task.ts';
import { egressOnlyInternetGateway } from './egress-only-internet-gateway.ts';
import { eksCluster } from './eks-cluster.ts';
import { fileSystem, mountTarget } from './file-system.ts';
import { firewall, firewallEndpointAssociation } from './firewall.ts';
import { firewallPolicy } from './firewall-policy.ts';
import { firewallRuleGroup } from './firewall-rule-group.ts';
import { flowLog } from './flow-log.ts';
import { instance } from './instance.ts';
import { instanceConnectEndpoint } from './instance-connect-endpoint.ts';
import { internetGateway } from './internet-gateway.ts';
import { lambdaFunction } from './lambda-function.ts';
import { listener, listenerRule } from './listener.ts';
import { loadBalancer, loadBalancerAttributes } from './load-balancer.ts';
import type { Lookup } from './lookup.ts';
import { natGateway } from './nat-gateway.ts';
import { networkAcl } from './network-acl.ts';
import { networkInterface } from './network-interface.ts';
import { openSearchDomain } from './open-search-domain.ts';
import type { Apart } from './openings.ts';
import { prefixList, prefixListEntries } from './prefix-list.ts';
import { carrierGateway, localGateway, routeServer } from './recognised.ts';
import { redshiftCluster } from './redshift-cluster.ts';
import { resourceConfiguration } from './resource-configuration.ts';
import { resourceGateway } from './resource-gateway.ts';
import type { Aspects, DescribeCall, Handover, LinkSink, Recorded, RecordType, Sign } from './resource-type.ts';
import { routeTable } from './route-table.ts';
import { securityGroup } from './security-group.ts';
import { securityGroupRule } from './security-group-rule.ts';
import { securityGroupVpcAssociation } from './security-group-vpc-association.ts';
import { subnet } from './subnet.ts';
import { targetGroup, targetGroupAttributes, targetHealth } from './target-group.ts';
import { trafficMirrorFilter, trafficMirrorSession, trafficMirrorTarget } from './traffic-mirror.ts';
import { transitGateway } from './transit-gateway.ts';
import { transitGatewayAssociations } from './transit-gateway-associations.ts';
import { transitGatewayAttachment } from './transit-gateway-attachment.ts';
import { transitGatewayConnect, transitGatewayConnectPeer } from './transit-gateway-connect.ts';
import { transitGatewayPeeringAttachment } from './transit-gateway-peering-attachment.ts';
import { transitGatewayPolicyTable } from './transit-gateway-policy-table.ts';
import { transitGatewayPrefixListReferences } from './transit-gateway-prefix-list-references.ts';
import { transitGatewayAttachmentPropagations, transitGatewayPropagations } from './transit-gateway-propagations.ts';
import { transitGatewayRouteTable } from './transit-gateway-route-table.ts';
import { transitGatewayRoutes } from './transit-gateway-routes.ts';
import { transitGatewayVpcAttachment } from './transit-gateway-vpc-attachment.ts';
import { virtualInterface } from './virtual-interface.ts';
import { vpc } from './vpc.ts';
import { vpcEndpoint } from './vpc-endpoint.ts';
import { vpcEndpointConnection } from './vpc-endpoint-connection.ts';
import { vpcEndpointService, vpcEndpointServiceDetail, vpcEndpointServicePermissions } from './vpc-endpoint-service.ts';
import { vpcPeeringConnection } from './vpc-peering-connection.ts';
import { vpnConnection } from './vpn-connection.ts';
import { vpnGateway } from './vpn-gateway.ts';

/** Everything that is read, one line a kind. Importers, the collect script, the schema and the docs are driven by it. */
export const recordTypes = {
  vpc,
  subnet,
  networkInterface,
  instance,
  routeTable,
  securityGroup,
  securityGroupRule,
  securityGroupVpcAssociation,
  networkAcl,
  prefixList,
  prefixListEntries,
  internetGateway,
  egressOnlyInternetGateway,
  natGateway,
  address,
  vpcPeeringConnection,
  vpcEndpoint,
  vpcBlockPublicAccessOptions: blockPublicAccessOptions,
  vpcBlockPublicAccessExclusion: blockPublicAccessExclusion,
  transitGateway,
  transitGatewayAttachment,
  transitGatewayVpcAttachment,
  transitGatewayPeeringAttachment,
  transitGatewayConnect,
  transitGatewayConnectPeer,
  transitGatewayRouteTable,
  transitGatewayRoutes,
  transitGatewayAssociations,
  transitGatewayPropagations,
  transitGatewayAttachmentPropagations,
  transitGatewayPrefixListReferences,
  transitGatewayPolicyTable,
  vpnGateway,
  customerGateway,
  vpnConnection,
  loadBalancer,
  loadBalancerAttributes,
  listener,
  listenerRule,
  targetGroup,
  targetGroupAttributes,
  targetHealth,
  classicLoadBalancer,
  classicLoadBalancerAttributes,
  instanceHealth,
  directConnectConnection,
  directConnectLag,
  virtualInterface,
  directConnectGateway,
  directConnectGatewayAssociation,
  directConnectGatewayAttachment,
  clientVpnEndpoint,
  clientVpnTargetNetwork,
  clientVpnRoute,
  clientVpnAuthorizationRule,
  vpcEndpointService,
  vpcEndpointServicePermissions,
  vpcEndpointServiceDetail,
  vpcEndpointConnection,
  resourceConfiguration,
  resourceGateway,
  firewall,
  firewallEndpointAssociation,
  firewallPolicy,
  firewallRuleGroup,
  trafficMirrorSession,
  trafficMirrorTarget,
  trafficMirrorFilter,
  flowLog,
  dbInstance,
  dbCluster,
  dbSubnetGroup,
  cacheCluster,
  replicationGroup,
  redshiftCluster,
  openSearchDomain,
  fileSystem,
  mountTarget,
  lambdaFunction,
  ecsCluster,
  ecsTask,
  eksCluster,
  instanceConnectEndpoint,
  carrierGateway,
  localGateway,
  routeServer,
  coreNetwork,
  coreNetworkAttachment,
  coreNetworkVpcAttachment,
  coreNetworkRoutes,
} as const;

export type Kind = keyof typeof recordTypes;
export const kinds: readonly Kind[] = Object.keys(recordTypes) as Kind[];

type RecordIn<T> = T extends RecordType<string, infer R> ? R : never;
export type RecordOfKind<K extends Kind> = Recorded<RecordIn<(typeof recordTypes)[K]>>;

/** The same registry with its precise types forgotten, for code that treats all kinds alike. */
export interface AnyRecordType {
  readonly kind: Kind;
  readonly title: string;
  readonly aspects: Aspects;
  readonly calls: readonly DescribeCall[];
  readonly without?: string;
  readonly neededBy?: readonly Sign[];
  readonly idPrefix?: string;
  readonly arnType?: string;
  readonly scopeTypes?: readonly string[];
  readonly isPassage?: true;
  readonly joinsVpcs?: true;
  mayBeMeant?(from: Handover, family: Family, net: Lookup): AddressMap;
  unreadSteps?(id: string, from: Handover, family: Family, net: Lookup): readonly Step[];
  prefixes?(record: object): Iterable<string | undefined>;
  readonly isUnrouted?: true;
  openings?(apart: Apart, net: Lookup): readonly Edit[];
  withoutRule?(record: object, rule: string, net: Lookup): readonly Edit[];
  connect?(record: object, net: Lookup, graph: LinkSink): void;
  passes?(record: object): readonly (string | undefined)[];
  readonly record: Field<object | undefined>;
  key(record: object): string | undefined;
  owner?(record: object): string | undefined;
  about?(record: object): string | undefined;
}
export function recordType(kind: Kind): AnyRecordType {
  // A record type accepts only its own records; callers pass what its `record` read.
  return recordTypes[kind] as unknown as AnyRecordType;
}

/** The kind whose ids begin like this one, to name what a dangling reference refers to; `tgw-rtb-` before `tgw-`. */
export function kindOfId(id: string): Kind | undefined {
  return byPrefix.find(([prefix]) => id.startsWith(prefix))?.[1];
}

const byPrefix: readonly (readonly [prefix: string, Kind])[] = kinds
  .flatMap((kind) => {
    const prefix = recordType(kind).idPrefix;
    return prefix === undefined ? [] : [[prefix, kind] as const];
  })
  .sort(([a], [b]) => b.length - a.length);
