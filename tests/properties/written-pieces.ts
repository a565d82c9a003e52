import type { Raw } from '../oracle/build.ts';
import { balancer, classic, listener, targetGroup } from './written-balancers.ts';
import { authorizationRule, endpoint as clientEndpoint, route, targetNetwork } from './written-client-vpn.ts';
import { association, connection, gateway, virtualInterface } from './written-direct-connect.ts';
import { firewall, policy, ruleGroup } from './written-firewall.ts';
import {
  egressOnly,
  endpoint,
  endpointService,
  internetGateway,
  nat,
  peering,
  subnet,
  vpc,
} from './written-gateways.ts';
import { instance, networkInterface, options } from './written-hosts.ts';
import { listenerRule } from './written-listener-rules.ts';
import { list, type Piece, type Writes } from './written-piece.ts';
import { routeTable } from './written-routes.ts';
import { acl, group, prefixLists } from './written-security.ts';
import {
  attachment,
  isOfService,
  prefixListReferences,
  propagations,
  transitGateway,
  transitRoutes,
  transitTable,
  vpcAttachment,
} from './written-transit.ts';
import { customerGateway, vpnConnection, vpnGateway } from './written-vpn.ts';

const WRITES: Partial<Record<Raw['kind'], Writes>> = {
  vpc,
  subnet,
  networkAcl: acl,
  securityGroup: group,
  prefixListEntries: prefixLists,
  routeTable,
  internetGateway,
  egressOnlyInternetGateway: egressOnly,
  natGateway: nat,
  vpcPeeringConnection: peering,
  vpcEndpoint: endpoint,
  vpcEndpointService: endpointService,
  networkInterface,
  instance,
  vpcBlockPublicAccessOptions: options,
  transitGateway,
  transitGatewayAttachment: attachment,
  transitGatewayVpcAttachment: vpcAttachment,
  transitGatewayRouteTable: transitTable,
  transitGatewayRoutes: transitRoutes,
  transitGatewayPropagations: propagations,
  transitGatewayPrefixListReferences: prefixListReferences,
  loadBalancer: balancer,
  listener,
  listenerRule,
  targetGroup,
  classicLoadBalancer: classic,
  firewall,
  firewallPolicy: policy,
  firewallRuleGroup: ruleGroup,
  customerGateway,
  vpnGateway,
  vpnConnection,
  directConnectConnection: connection,
  directConnectGateway: gateway,
  directConnectGatewayAssociation: association,
  virtualInterface,
  clientVpnEndpoint: clientEndpoint,
  clientVpnTargetNetwork: targetNetwork,
  clientVpnRoute: route,
  clientVpnAuthorizationRule: authorizationRule,
};

/** Interfaces of gateways come with them. */
export function piecesOf(all: readonly Raw[]): readonly Piece[] {
  const natInterfaces = new Set(
    all.flatMap(({ kind, fields }) =>
      kind === 'natGateway' ? list(fields.NatGatewayAddresses).map(({ NetworkInterfaceId }) => NetworkInterfaceId) : [],
    ),
  );
  const written = all.filter((one) => !natInterfaces.has(one.fields.NetworkInterfaceId) && !isOfService(one));
  return written.flatMap(({ kind, fields }) => WRITES[kind]?.(fields, all) ?? []);
}
