import type { ComponentId } from '../model/route.ts';
import { isGatewayLoadBalancerEndpoint } from './gateway-load-balancer-endpoint.ts';
import type { Lookup } from './lookup.ts';
import { isRoutedTo } from './routed-interface.ts';

/** Whether a component on the way looks into packets: a firewall, appliances behind an endpoint, or one that is routed to. */
export function isInspector(net: Lookup, id: ComponentId): boolean {
  if (net.get('firewall', id) || id.includes(':network-firewall:')) return true;
  const endpoint = net.get('vpcEndpoint', id);
  return (endpoint !== undefined && isGatewayLoadBalancerEndpoint(endpoint)) || isRoutedTo(net, id);
}
