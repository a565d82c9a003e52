import { tableOfSubnet } from '../aws/associated-table.ts';
import { isGatewayLoadBalancerEndpoint, subnetOfEndpoint } from '../aws/gateway-load-balancer-endpoint.ts';
import type { Lookup } from '../aws/lookup.ts';
import { type Decision, isFinal, routeChoices } from '../aws/route-choice.ts';
import { type Family, parsePrefix } from '../net/address.ts';
import { valueAt } from '../net/address-map.ts';
import type { Label } from '../net/label-tree.ts';
import type { Subnet, Table } from './route-facts.ts';
import { isGatewayEndpoint } from './unread-lists.ts';

/** An endpoint whose firewall or appliances remember what they let pass, and so have to see both directions. */
export function isInspection(net: Lookup, target: string): boolean {
  const endpoint = net.get('vpcEndpoint', target);
  return endpoint !== undefined && isGatewayLoadBalancerEndpoint(endpoint);
}

/** Where a table leads packets for a label; undefined where a list that was not read may decide, or AWS picks. */
export function targetAt(net: Lookup, table: Table, family: Family, label: Label): string | undefined {
  const { map, decisions, unread } = routeChoices(net, table.routeTableId ?? '', family);
  const decision = decisions[valueAt(map, label)] as Decision;
  const isOpen = unread.some((one) => !isGatewayEndpoint(net, one.target));
  if (isOpen && !isFinal(decision, family)) return undefined;
  return decision.routes.length > 1 ? undefined : (decision.routes[0]?.target ?? 'nothing');
}

/** The label of the first address of a subnet: routes that tell apart addresses of one subnet are not told apart here. */
export function labelOfSubnet(net: Lookup, { cidrBlock }: Subnet): Label | undefined {
  const prefix = cidrBlock ? parsePrefix(cidrBlock) : null;
  return prefix ? net.labels[prefix.family].labelsWithin(prefix)[0]?.from : undefined;
}

/** An address of the internet that nobody routes for itself. */
const PUBLIC = parsePrefix('192.88.99.1') as NonNullable<ReturnType<typeof parsePrefix>>;

export function publicLabel(net: Lookup): Label {
  return net.labels[4].labelOf(PUBLIC.bits);
}

/** The table by which an endpoint sends on what it has inspected. */
export function tableBehind(net: Lookup, endpointId: string): Table | undefined {
  const endpoint = net.get('vpcEndpoint', endpointId);
  const subnet = endpoint && net.get('subnet', subnetOfEndpoint(net, endpoint));
  return subnet && tableOfSubnet(net, subnet.subnetId ?? '', subnet.vpcId ?? '');
}
