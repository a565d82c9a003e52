import type { ComponentId } from '../model/route.ts';
import { balancerOfNode } from './balancer-nodes.ts';
import { firewallEndpoints } from './firewall-endpoints.ts';
import { interfaceIndex } from './interface-index.ts';
import { derivedBy } from './lookup.ts';
import { attachmentsWithId } from './transit-gateway-attachments.ts';
import { endpointOf, privateServiceId } from './vpc-endpoint.ts';

/**
 * Whoever passes a component has passed these too: the balancer of a node, the endpoint of an interface and the service
 * behind it, the NAT gateway of its address, the firewall of an endpoint, the instance of an interface, the transit gateway
 * of an attachment or table. The component itself is the first, whoever it was made for is next.
 */
export const standsFor: (net: Parameters<typeof balancerOfNode>[0], at: ComponentId) => readonly ComponentId[] =
  derivedBy((net, at) => {
    const balancer = balancerOfNode(net, at);
    const endpoint = endpointOf(net, at) ?? net.get('vpcEndpoint', at);
    const service = privateServiceId(endpoint?.serviceName);
    const nat = interfaceIndex(net).holderOf(at)?.role.isNat ? natOf(net, at) : undefined;
    const all = [
      at,
      balancer?.elastic?.loadBalancerArn ?? balancer?.classic?.loadBalancerName,
      endpoint?.vpcEndpointId,
      service,
      nat,
      firewallEndpoints(net).get(at)?.firewallArn,
      interfaceIndex(net).holderOf(at)?.instanceId,
      ...attachmentsWithId(net, at).map(({ transitGatewayId }) => transitGatewayId),
      net.get('transitGatewayRouteTable', at)?.transitGatewayId,
    ];
    return [...new Set(all.filter((id) => id !== undefined))];
  });

const natOf = derivedBy(
  (net, at) =>
    net
      .all('natGateway')
      .find(({ natGatewayAddresses }) => natGatewayAddresses.some((one) => one?.networkInterfaceId === at))
      ?.natGatewayId,
);
