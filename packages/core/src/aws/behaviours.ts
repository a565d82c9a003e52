import { type ComponentId, INTERNET } from '../model/route.ts';
import { clientsBehaviour, endpointOfClients } from './client-vpn-clients.ts';
import { clientVpnEndpointBehaviour } from './client-vpn-endpoint.ts';
import { coreNetworkBehaviour } from './core-network.ts';
import { coreNetworkAttachmentBehaviour } from './core-network-attachment.ts';
import { coreNetworkRoutesBehaviour } from './core-network-routes.ts';
import { directConnectGatewayBehaviour } from './direct-connect-entry.ts';
import { egressOnlyInternetGatewayBehaviour } from './egress-only-internet-gateway.ts';
import { hybridLinkBehaviour } from './hybrid-entry.ts';
import { instanceBehaviour } from './instance.ts';
import { internet } from './internet.ts';
import { internetGatewayBehaviour } from './internet-gateway.ts';
import type { Lookup } from './lookup.ts';
import { natGatewayBehaviour } from './nat-gateway.ts';
import { networkInterfaceBehaviour } from './network-interface.ts';
import type { Kind } from './record-types.ts';
import type { Behaviour } from './resource-type.ts';
import { isPlace, siteBehaviour } from './site.ts';
import { subnetBehaviour } from './subnet.ts';
import { transitGatewayBehaviour } from './transit-gateway.ts';
import { transitGatewayAttachmentBehaviour } from './transit-gateway-attachment.ts';
import { transitGatewayRouteTableBehaviour } from './transit-gateway-route-table.ts';
import { vpcBehaviour } from './vpc.ts';
import { vpcEndpointBehaviour } from './vpc-endpoint.ts';
import { vpcPeeringConnectionBehaviour } from './vpc-peering-connection.ts';
import { vpnGatewayBehaviour } from './vpn-gateway.ts';

/** What each kind does with packets; `null` for kinds that only state rules or names. Forgetting one does not compile. */
export const behaviours: { readonly [K in Kind]: Behaviour | null } = {
  vpc: vpcBehaviour,
  subnet: subnetBehaviour,
  networkInterface: networkInterfaceBehaviour,
  instance: instanceBehaviour,
  routeTable: null,
  securityGroup: null,
  securityGroupRule: null,
  securityGroupVpcAssociation: null,
  networkAcl: null,
  prefixList: null,
  prefixListEntries: null,
  internetGateway: internetGatewayBehaviour,
  egressOnlyInternetGateway: egressOnlyInternetGatewayBehaviour,
  natGateway: natGatewayBehaviour,
  address: null,
  vpcPeeringConnection: vpcPeeringConnectionBehaviour,
  vpcEndpoint: vpcEndpointBehaviour,
  vpcBlockPublicAccessOptions: null,
  vpcBlockPublicAccessExclusion: null,
  transitGateway: transitGatewayBehaviour,
  transitGatewayAttachment: transitGatewayAttachmentBehaviour,
  transitGatewayVpcAttachment: null,
  transitGatewayPeeringAttachment: null,
  transitGatewayConnect: null,
  transitGatewayConnectPeer: null,
  transitGatewayRouteTable: transitGatewayRouteTableBehaviour,
  transitGatewayRoutes: null,
  transitGatewayAssociations: null,
  transitGatewayPropagations: null,
  transitGatewayAttachmentPropagations: null,
  transitGatewayPrefixListReferences: null,
  transitGatewayPolicyTable: null,
  vpnGateway: vpnGatewayBehaviour,
  customerGateway: siteBehaviour,
  vpnConnection: hybridLinkBehaviour,
  loadBalancer: null,
  loadBalancerAttributes: null,
  listener: null,
  listenerRule: null,
  targetGroup: null,
  targetGroupAttributes: null,
  targetHealth: null,
  classicLoadBalancer: null,
  classicLoadBalancerAttributes: null,
  instanceHealth: null,
  directConnectConnection: null,
  directConnectLag: null,
  virtualInterface: hybridLinkBehaviour,
  directConnectGateway: directConnectGatewayBehaviour,
  directConnectGatewayAssociation: null,
  directConnectGatewayAttachment: null,
  clientVpnEndpoint: clientVpnEndpointBehaviour,
  clientVpnTargetNetwork: null,
  clientVpnRoute: null,
  clientVpnAuthorizationRule: null,
  vpcEndpointService: null,
  vpcEndpointServicePermissions: null,
  vpcEndpointServiceDetail: null,
  vpcEndpointConnection: null,
  firewall: null,
  firewallEndpointAssociation: null,
  firewallPolicy: null,
  firewallRuleGroup: null,
  trafficMirrorSession: null,
  trafficMirrorTarget: null,
  trafficMirrorFilter: null,
  flowLog: null,
  dbInstance: null,
  dbCluster: null,
  dbSubnetGroup: null,
  cacheCluster: null,
  replicationGroup: null,
  redshiftCluster: null,
  openSearchDomain: null,
  fileSystem: null,
  mountTarget: null,
  lambdaFunction: null,
  ecsCluster: null,
  ecsTask: null,
  eksCluster: null,
  instanceConnectEndpoint: null,
  carrierGateway: null,
  localGateway: null,
  routeServer: null,
  resourceConfiguration: null,
  resourceGateway: null,
  coreNetwork: coreNetworkBehaviour,
  coreNetworkAttachment: coreNetworkAttachmentBehaviour,
  coreNetworkVpcAttachment: null,
  coreNetworkRoutes: coreNetworkRoutesBehaviour,
};

/** Places that are no resource of the input. */
export function placeBehaviour(net: Lookup, id: ComponentId): Behaviour | undefined {
  if (id === INTERNET) return internet;
  if (endpointOfClients(net, id)) return clientsBehaviour;
  return isPlace(net, id) ? siteBehaviour : undefined;
}
