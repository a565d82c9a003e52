import { type Edit, PRICE } from '../model/change.ts';
import type { ComponentId } from '../model/route.ts';
import { ADDRESS_LENGTH, contains, type Family, formatCidr, type Prefix, parsePrefix } from '../net/address.ts';
import { valueAt } from '../net/address-map.ts';
import type { Label } from '../net/label-tree.ts';
import { editCommand } from './edit-command.ts';
import { endpointRouteEdit } from './gateway-endpoint-edits.ts';
import { interfaceIndex } from './interface-index.ts';
import type { Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import { type Decision, isLocal, type RankedRoute, routeChoices } from './route-choice.ts';
import { works } from './states.ts';
import { attachmentOf } from './transit-gateway-attachments.ts';
import { rangesOf } from './vpc.ts';
import { isPublic } from './well-known.ts';

type Table = RecordOfKind<'routeTable'>;

/** By the beginning of a target's id: the field of a route that names it, and the CLI's option. */
const TARGETS: readonly (readonly [prefix: string, field: string, option: string])[] = [
  ['igw-', 'GatewayId', 'gateway-id'],
  ['vgw-', 'GatewayId', 'gateway-id'],
  ['eigw-', 'EgressOnlyInternetGatewayId', 'egress-only-internet-gateway-id'],
  ['nat-', 'NatGatewayId', 'nat-gateway-id'],
  ['eni-', 'NetworkInterfaceId', 'network-interface-id'],
  ['tgw-', 'TransitGatewayId', 'transit-gateway-id'],
  ['pcx-', 'VpcPeeringConnectionId', 'vpc-peering-connection-id'],
  ['vpce-', 'GatewayId', 'vpc-endpoint-id'],
];

/** The field of a route that names a target. */
export function targetField(target: ComponentId): string | undefined {
  return TARGETS.find(([prefix]) => target.startsWith(prefix))?.[1];
}

/** The route by which a table would send packets for an address to a component; undefined where none could. */
export function routeEdit(net: Lookup, table: Table, via: ComponentId, family: Family, to: Label): Edit | undefined {
  const id = table.routeTableId as string;
  const target = attachmentOf(net, via)?.transitGatewayId ?? via;
  if (net.get('vpcEndpoint', target)?.vpcEndpointType?.toLowerCase() === 'gateway') {
    return endpointRouteEdit(net, table, target, family, to);
  }
  const known = TARGETS.find(([prefix]) => target.startsWith(prefix));
  const choices = routeChoices(net, id, family);
  const decision = choices.decisions[valueAt(choices.map, to)] as Decision;
  // Only appliances may take what is local, subnet by subnet, and what is taken so is another design.
  if (!known || isLocal(decision)) return undefined;
  const [, field, option] = known;
  const dead = decision.routes.find(({ route }) => !works(route.state, 'active'));
  const destination = (dead && prefixOf(dead.route)) ?? destinationOf(net, family, to, decision);
  const cidr = formatCidr(destination);
  const replaced = decision.routes.find(({ route }) => isOf(route, destination));
  const value = {
    [family === 4 ? 'DestinationCidrBlock' : 'DestinationIpv6CidrBlock']: cidr,
    [field]: target,
    Origin: 'CreateRoute',
    State: 'active',
  };
  const options = {
    'route-table-id': id,
    [family === 4 ? 'destination-cidr-block' : 'destination-ipv6-cidr-block']: cidr,
    [option]: target,
  };
  return {
    component: id,
    price: PRICE.route,
    text: `${replaced ? `change the route ${cidr} to` : `add the route ${cidr} →`} ${target}`,
    commands: [editCommand(replaced ? 'replace-route' : 'create-route', options, table)],
    changes: replaced
      ? [{ op: 'replace', component: id, at: `/Routes/${replaced.position}`, value }]
      : [{ op: 'add', component: id, at: '/Routes/-', value }],
  };
}

/**
 * The widest destination that changes nothing else: the range of the VPC that has the address, or all addresses outside;
 * narrower where a route that works has as much already.
 */
export function destinationOf(net: Lookup, family: Family, to: Label, decision: Pick<Decision, 'length'>): Prefix {
  const own = net.labels[family].prefixOf(to);
  const natural = homeOf(net, family, to) ?? (isPublic(net, family, to) ? wholeOf(family) : own);
  return natural.length > decision.length ? natural : own.length > decision.length ? own : cut(own, decision);
}

/** A route as long as the one that leads elsewhere takes its place. */
function cut(own: Prefix, { length }: { readonly length: number }): Prefix {
  return own.length === length ? own : { ...own, length: Math.min(length, ADDRESS_LENGTH[own.family]) };
}

function homeOf(net: Lookup, family: Family, to: Label): Prefix | undefined {
  const address = net.labels[family].prefixOf(to);
  const [holder] = interfaceIndex(net).holdersOf(family, to);
  const vpc = net.get('vpc', holder?.vpcId);
  return vpc && rangesOf(vpc, family).find((range) => contains(range, address));
}

function wholeOf(family: Family): Prefix {
  return parsePrefix(family === 4 ? '0.0.0.0/0' : '::/0') as Prefix;
}

function prefixOf(route: RankedRoute['route']): Prefix | null {
  return parsePrefix(route.destinationCidrBlock ?? route.destinationIpv6CidrBlock ?? '');
}

function isOf(route: RankedRoute['route'], destination: Prefix): boolean {
  const prefix = prefixOf(route);
  return prefix !== null && contains(prefix, destination) && contains(destination, prefix);
}
