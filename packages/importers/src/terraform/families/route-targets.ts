import type { Attributes } from '../attributes.ts';
import type { Json } from '../json.ts';
import type { Mapping } from '../mapping.ts';
import {
  CORE_NETWORK,
  EGRESS_ONLY,
  ENDPOINT,
  GATEWAY,
  INTERFACE,
  NAT_GATEWAY,
  PEERING,
  PREFIX_LIST,
  TRANSIT_GATEWAY,
  type Wanted,
} from '../wanted.ts';
import { endpointMeant } from './network-firewall-endpoints.ts';
import { unknownTarget } from './undecided-tables.ts';

const TARGETS: readonly (readonly [argument: string, field: string, wanted: Wanted])[] = [
  ['gateway_id', 'GatewayId', GATEWAY],
  ['nat_gateway_id', 'NatGatewayId', NAT_GATEWAY],
  ['network_interface_id', 'NetworkInterfaceId', INTERFACE],
  ['egress_only_gateway_id', 'EgressOnlyInternetGatewayId', EGRESS_ONLY],
  ['transit_gateway_id', 'TransitGatewayId', TRANSIT_GATEWAY],
  ['vpc_peering_connection_id', 'VpcPeeringConnectionId', PEERING],
  ['vpc_endpoint_id', 'GatewayId', ENDPOINT],
  ['local_gateway_id', 'LocalGatewayId', {}],
  ['carrier_gateway_id', 'CarrierGatewayId', {}],
  ['core_network_arn', 'CoreNetworkArn', CORE_NETWORK],
  ['instance_id', 'InstanceId', {}],
];

/** A route as AWS lists it; a destination or a target that cannot be told is one that nobody knows. */
export function routeOf(mapping: Mapping, from: Attributes, id: string): Json {
  const list = from.id('destination_prefix_list_id', PREFIX_LIST);
  const route: Record<string, string> = {};
  const four = from.text('destination_cidr_block') ?? from.text('cidr_block');
  const six = from.text('destination_ipv6_cidr_block') ?? from.text('ipv6_cidr_block');
  if (four) route.DestinationCidrBlock = four;
  else if (six) route.DestinationIpv6CidrBlock = six;
  else route.DestinationPrefixListId = list ?? `${id}#unknown`;
  const [field, target] = targetOf(mapping, from) ?? ['GatewayId', unknownTarget(mapping.idOf(from, ''))];
  route[field] = target;
  if (from.text('state') === 'blackhole') route.State = 'blackhole';
  return route;
}

function targetOf(mapping: Mapping, from: Attributes): readonly [string, string] | undefined {
  for (const [argument, field] of TARGETS) {
    const known = from.text(argument);
    if (known) return [field, known];
  }
  for (const [argument, field, wanted] of TARGETS) {
    if (Object.keys(wanted).length === 0 || !from.isUnknown(argument)) continue;
    const meant = wanted === ENDPOINT ? endpointMeant(mapping, from, argument) : undefined;
    const id = meant ?? from.id(argument, wanted);
    if (id) return [field, id];
  }
  return undefined;
}
