import { compact } from '../model/compact.ts';
import type { ComponentId, Stop } from '../model/route.ts';
import { type Holder, isGone } from './holder.ts';
import {
  BALANCER,
  CLIENT_VPN,
  CONTRADICTED,
  ENDPOINT,
  GATEWAY_LOAD_BALANCER,
  GATEWAY_LOAD_BALANCER_ENDPOINT,
  HOST,
  INSTANCE_CONNECT,
  type InterfaceRole,
  LAMBDA,
  NAT_GATEWAY,
  RESOURCE_GATEWAY,
  TRANSIT_GATEWAY,
  UNTOLD,
} from './interface-role.ts';
import { derived, type Lookup } from './lookup.ts';
import { contradicted, notCollected } from './missing.ts';
import type { PlacedInterface } from './network-interface.ts';
import type { Kind } from './record-types.ts';
import type { Recorded } from './resource-type.ts';
import type { VpcEndpoint } from './vpc-endpoint.ts';

type Interface = Recorded<PlacedInterface>;

/** What an interface may be by what one mark of it tells, the likeliest first. */
type Told = readonly InterfaceRole[];

/** By the type, spelled without its underscores: SDK enums and wire values differ in them (PAR-02). */
const TYPES: Readonly<Record<string, Told>> = {
  natgateway: [NAT_GATEWAY],
  transitgateway: [TRANSIT_GATEWAY],
  gatewayloadbalancer: [GATEWAY_LOAD_BALANCER],
  gatewayloadbalancerendpoint: [GATEWAY_LOAD_BALANCER_ENDPOINT],
  vpcendpoint: [ENDPOINT],
  networkloadbalancer: [BALANCER],
  lambda: [LAMBDA],
  ec2instanceconnectendpoint: [INSTANCE_CONNECT],
};

/** How AWS describes the interfaces of a resource gateway, whose id follows (ENI-04). */
export const RESOURCE_GATEWAY_INTERFACE = 'Resource Gateway Interface ';

/** By how AWS describes what it makes: not everything has a type of its own (ENI-04). */
const DESCRIPTIONS: readonly (readonly [RegExp, Told])[] = [
  [/^Client ?VPN/i, [CLIENT_VPN]],
  [/^VPC Endpoint Interface:? vpce-/, [ENDPOINT, GATEWAY_LOAD_BALANCER_ENDPOINT]],
  [new RegExp(`^${RESOURCE_GATEWAY_INTERFACE}`), [RESOURCE_GATEWAY]],
  [/^Interface for NAT Gateway nat-/, [NAT_GATEWAY]],
  [/^Network Interface for Transit Gateway Attachment tgw-attach-/, [TRANSIT_GATEWAY]],
  [/^AWS Lambda VPC ENI\b/, [LAMBDA]],
  [/^ELB gwy\//, [GATEWAY_LOAD_BALANCER]],
  [/^ELB /, [BALANCER]],
];

/** By who asked for it. */
const REQUESTERS: readonly (readonly [RegExp, Told])[] = [
  [/^amazon-elb$/, [BALANCER, GATEWAY_LOAD_BALANCER]],
  [/awslambda/, [LAMBDA]],
];

/** By the records that list the interfaces of what they are about. Others do not say which theirs are. */
function* lists(net: Lookup): Generator<readonly [of: Owner, ids: readonly (string | undefined)[], told: Told]> {
  for (const nat of net.all('natGateway')) {
    const ids = nat.natGatewayAddresses.map((one) => one?.networkInterfaceId);
    if (!isGone(nat)) yield [nat.natGatewayId, ids, [NAT_GATEWAY]];
  }
  for (const one of net.all('vpcEndpoint')) yield [one.vpcEndpointId, one.networkInterfaceIds, ofEndpoint(one)];
  for (const one of net.all('instanceConnectEndpoint'))
    yield [one.instanceConnectEndpointId, one.networkInterfaceIds, [INSTANCE_CONNECT]];
}

/** Kinds whose records list interfaces that AWS made for them. */
export const LISTING: readonly Kind[] = ['vpcEndpoint', 'natGateway', 'instanceConnectEndpoint'];

/** A kind of which not every list of interfaces was read where an interface is. */
function unreadList(net: Lookup, record: Interface): Kind | undefined {
  return LISTING.find((kind) => net.coverage(kind, record) !== 'complete');
}

/** Whether a list that was not read may say that an interface is no host's; what instances have stands on none. */
export function mayBeListed(net: Lookup, record: Interface): boolean {
  return record.attachment?.instanceId === undefined && unreadList(net, record) !== undefined;
}

/** What AWS made without a word of what for, a list alone may tell. */
function isDescribed({ requesterManaged, description }: Interface): boolean {
  return requesterManaged !== true || Boolean(description);
}

type Owner = ComponentId | undefined;

/** All endpoints that are reached at their interfaces are alike in what these do: of services, resources, networks, tunnels. */
function ofEndpoint({ vpcEndpointType: type }: VpcEndpoint): Told {
  if (type === undefined) return [ENDPOINT, GATEWAY_LOAD_BALANCER_ENDPOINT];
  return /^gatewayloadbalancer$/i.test(type) ? [GATEWAY_LOAD_BALANCER_ENDPOINT] : [ENDPOINT];
}

/** What two owners list as theirs is told to be nothing. */
const listed = derived((net): ReadonlyMap<ComponentId, Told> => {
  const found = new Map<ComponentId, { readonly of: Owner; readonly told: Told }>();
  for (const [of, ids, told] of lists(net)) {
    for (const id of ids) {
      const before = id ? found.get(id) : undefined;
      if (id && before?.of !== of) found.set(id, { of, told: before ? [] : told });
    }
  }
  return new Map([...found].map(([id, one]) => [id, one.told]));
});

/** What AWS made interfaces for: all marks of one have to fit, and none is a host's (ENI-04). */
export const interfaceRoles: (net: Lookup) => (record: Interface) => InterfaceRole = derived((net) => {
  const byList = listed(net);
  return (record) => {
    const all = compact([
      ofType(record.interfaceType),
      record.description ? firstOf(DESCRIPTIONS, record.description) : undefined,
      record.requesterId ? firstOf(REQUESTERS, record.requesterId) : undefined,
      byList.get(record.networkInterfaceId ?? ''),
    ]);
    const [first, ...others] = all;
    if (!first) return isDescribed(record) || !unreadList(net, record) ? HOST : UNTOLD;
    return first.find((role) => others.every((told) => told.includes(role))) ?? CONTRADICTED;
  };
});

export function roleOf(net: Lookup, record: Interface): InterfaceRole {
  return interfaceRoles(net)(record);
}

/** Where records do not tell what AWS made an interface for, or tell it in two ways. */
export function ownerStop(net: Lookup, { at, role, record }: Holder): Stop | undefined {
  if (role.isContradicted) return contradicted(at, 'what AWS made it for is told in two ways');
  const list = role.isUntold && record ? unreadList(net, record) : undefined;
  return list && record && notCollected(net, at, list, undefined, record);
}

function ofType(type = 'interface'): Told | undefined {
  // Nearly all are of this one.
  return type === 'interface' ? undefined : TYPES[type.replaceAll(/[_-]/g, '').toLowerCase()];
}

function firstOf(table: readonly (readonly [RegExp, Told])[], text: string): Told | undefined {
  return table.find(([like]) => like.test(text))?.[1];
}
