import { type Kind, kinds } from '@hopwise/core';
import type { Assembly } from '../describe/assembly.ts';
import type { Place } from '../describe/origin.ts';
import type { ResourceIndex } from './resource-index.ts';

/** Kinds of which a state or plan tells all that it manages; of the others nothing. */
const TOLD: ReadonlySet<Kind> = new Set<Kind>([
  'vpc',
  'subnet',
  'networkInterface',
  'instance',
  'routeTable',
  'securityGroup',
  'securityGroupRule',
  'networkAcl',
  'prefixList',
  'prefixListEntries',
  'internetGateway',
  'egressOnlyInternetGateway',
  'natGateway',
  'address',
  'vpcPeeringConnection',
  'vpcEndpoint',
  'transitGateway',
  'transitGatewayAttachment',
  'transitGatewayVpcAttachment',
  'transitGatewayPeeringAttachment',
  'transitGatewayConnect',
  'transitGatewayConnectPeer',
  'transitGatewayPolicyTable',
  'transitGatewayRouteTable',
  'transitGatewayRoutes',
  'transitGatewayAssociations',
  'transitGatewayPropagations',
  'transitGatewayPrefixListReferences',
  'vpnGateway',
  'customerGateway',
  'vpnConnection',
  'loadBalancer',
  'loadBalancerAttributes',
  'listener',
  'listenerRule',
  'targetGroup',
  'targetGroupAttributes',
  'targetHealth',
  'classicLoadBalancer',
  'classicLoadBalancerAttributes',
  'dbInstance',
  'dbCluster',
  'dbSubnetGroup',
  'lambdaFunction',
  'firewall',
  'firewallPolicy',
  'firewallRuleGroup',
  'firewallEndpointAssociation',
  'directConnectGateway',
  'directConnectGatewayAssociation',
  'directConnectGatewayAttachment',
  'virtualInterface',
  'clientVpnEndpoint',
  'clientVpnTargetNetwork',
  'clientVpnRoute',
  'clientVpnAuthorizationRule',
  'securityGroupVpcAssociation',
  'vpcEndpointService',
  'vpcEndpointConnection',
  'vpcEndpointServicePermissions',
  'eksCluster',
  'cacheCluster',
  'replicationGroup',
  'redshiftCluster',
  'openSearchDomain',
  'fileSystem',
  'mountTarget',
  'instanceConnectEndpoint',
  'flowLog',
]);

/** Settings of a whole account: a file that has none says nothing of them. */
const TOLD_WITH: readonly (readonly [type: string, kinds: readonly Kind[]])[] = [
  ['aws_vpc_block_public_access_options', ['vpcBlockPublicAccessOptions', 'vpcBlockPublicAccessExclusion']],
  ['aws_networkmanager_core_network', ['coreNetwork', 'coreNetworkAttachment', 'coreNetworkVpcAttachment']],
];

/**
 * What a plan makes anew cannot hold what the plan does not: it is complete. A VPC that was there before may have
 * interfaces of other origin, and where VPCs or subnets are only looked up nearly everything is another's.
 */
export function addCoverage(
  assembly: Assembly,
  index: ResourceIndex,
  places: ReadonlyMap<string, Place>,
  open: ReadonlySet<Kind>,
  isPart: boolean,
): void {
  const vpcs = [...index.ofType('aws_vpc'), ...index.ofType('aws_default_vpc')];
  const isManaged = vpcs.some(({ mode }) => mode === 'managed');
  const isForeign =
    isPart || [...vpcs, ...index.ofType('aws_subnet')].some(({ mode }) => mode === 'data') || !isManaged;
  const isNew = vpcs.every((one) => one.isNew);
  const told = new Set(TOLD_WITH.flatMap(([type, own]) => (index.ofType(type).length > 0 ? own : [])));
  const stateOf = (kind: Kind) =>
    open.has(kind) || isForeign || (kind === 'networkInterface' && !isNew) ? 'partial' : 'complete';
  for (const { account, region } of places.values()) {
    for (const kind of open) assembly.left.push({ account, region, kind, state: 'partial' });
    for (const kind of kinds)
      if (TOLD.has(kind) || told.has(kind)) assembly.coverage.push({ account, region, kind, state: stateOf(kind) });
  }
}
