import { compact } from '../model/compact.ts';
import { flag, integer, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { LegJoin } from '../model/leg-join.ts';
import type { ComponentId, Forwarding, Locus, Membership, Stop } from '../model/route.ts';
import { type ByFamily, byFamily, type Family } from '../net/address.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import { answeredBeside, answersBeside } from './answered-beside.ts';
import { handToAppliance, translatingJoin } from './appliance.ts';
import { nodeGroups, nodeGuards, nodeJoin } from './balancer-node.ts';
import { changedGroups } from './changed-groups.ts';
import type { Touching } from './derived.ts';
import { regardlessOfGroups } from './edition.ts';
import { servedPorts } from './endpoint-ports.ts';
import { all } from './forwarding.ts';
import { membership } from './group-standing.ts';
import { instanceConnectStop } from './instance-connect-endpoint.ts';
import { addressesOf, associationsOf } from './interface-addresses.ts';
import { holderAt, interfaceIndex } from './interface-index.ts';
import { likenessOf, policyOf } from './interface-likeness.ts';
import { ownerStop, roleOf } from './interface-owner.ts';
import { stateStop } from './interface-state.ts';
import { ANYWHERE, derivedBy, type Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import { unreadySubnet } from './place-state.ts';
import { privateLinkJoin, providedService } from './private-link.ts';
import type { RecordOfKind } from './record-types.ts';
import { resourceJoin, sharedResource } from './resource-endpoint.ts';
import type { Behaviour, Guards, Recorded, RecordType } from './resource-type.ts';
import { securityGuards } from './security-guards.ts';
import { emitFrom, subnetOrigin } from './subnet.ts';
import { addressesLeft } from './unread-interface.ts';
import { endpointOf } from './vpc-endpoint.ts';

const association = shape({
  PublicIp: text,
  AllocationId: text,
  AssociationId: text,
  IpOwnerId: text,
  CarrierIp: text,
  CustomerOwnedIp: text,
});

export const networkInterfaceFields = {
  NetworkInterfaceId: text,
  InterfaceType: text,
  Status: text,
  VpcId: text,
  SubnetId: text,
  OwnerId: text,
  AvailabilityZone: text,
  Description: text,
  RequesterId: text,
  RequesterManaged: flag,
  SourceDestCheck: flag,
  DenyAllIgwTraffic: flag,
  PrivateIpAddress: text,
  PrivateIpAddresses: list(shape({ PrivateIpAddress: text, Primary: flag, Association: association })),
  Ipv6Addresses: list(shape({ Ipv6Address: text, IsPrimaryIpv6: flag })),
  Ipv4Prefixes: list(shape({ Ipv4Prefix: text })),
  Ipv6Prefixes: list(shape({ Ipv6Prefix: text })),
  Association: association,
  Groups: list(shape({ GroupId: text, GroupName: text })),
  Attachment: shape({
    AttachmentId: text,
    DeviceIndex: integer,
    InstanceId: text,
    InstanceOwnerId: text,
    Status: text,
  }),
  TagSet: tags,
};
export type NetworkInterface = RecordOf<typeof networkInterfaceFields>;

/** What an interface is and where, groups and tags aside: an edition of a network shares it where these alone are others. */
export type PlacedInterface = Omit<NetworkInterface, 'groups' | 'tagSet'>;

export const networkInterface = {
  kind: 'networkInterface',
  title: 'network interface',
  arnType: 'network-interface',
  scopeTypes: ['AWS::EC2::NetworkInterface'],
  aspects: {
    modelled: [
      'every address and prefix of both families',
      'groups of both ends, tracked both ways',
      'source/destination check',
      'what it belongs to: balancer nodes, endpoints, gateways, services',
    ],
    assumed: {
      'ENI-04': 'The owner of an interface that no record names is told by the marks that AWS puts on it.',
      'PAR-18': 'An interface that is not in use delivers nothing.',
      'SG-17': 'Interfaces of Gateway Load Balancer endpoints have no groups that filter.',
      'SG-18': 'Windows licence activation is filtered by nothing, as the metadata and DNS addresses are.',
      'ID-14': 'What an appliance sends of its own carries the groups of its interface.',
    },
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeNetworkInterfaces',
      key: 'NetworkInterfaces',
      holds: 'elements',
      alone: ['NetworkInterfaceId', 'SubnetId', 'Groups', 'PrivateIpAddresses', 'InterfaceType'],
      pageSize: 1000,
    },
  ],
  without: 'No address can be placed: without interfaces nothing can be sent or delivered.',
  mayBeMeant: ({ vpcId }, family, net) => addressesLeft(net, vpcId, family),
  idPrefix: 'eni-',
  *prefixes(record) {
    yield* addressesOf(record);
    for (const { outside } of associationsOf(record)) yield outside;
  },
  isUnrouted: true,
  record: shape(networkInterfaceFields),
  key: (record) => record.networkInterfaceId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'networkInterface', NetworkInterface>;

const OPEN: Guards = { ingress: [], egress: [] };
const UNGUARDED = byFamily(OPEN, OPEN);

/** Where packets start and end: behind its security groups, on its own addresses (ENI-01…08). */
export const networkInterfaceBehaviour: Behaviour = {
  keepsReferences: true,
  take: (id, from, to, net) => handToAppliance(net, id, from, to),
  forward: (at, to, net) => sends(net, at, to),
  guards: (at, net) => guards(net, at),
  groups: (at, net) => groupsOf(net, at),
  owns(at, address, family, net) {
    const holder = interfaceIndex(net).holderOf(at);
    // What a balancer sends from a client's address is still its own, to rules that name its groups (ID-10).
    if (holder?.role.isBalancer) return true;
    return holder !== undefined && holderAt(net, holder.vpcId, family, address) === holder;
  },
  likeness: (at, net) => likenessOf(net, at),
  policy: (at, net) => policyOf(net, at),
  arrive: ({ at }, dialled, family, net, source) => arrival(net, at, dialled, { family, source }),
  depart: (at, source, family, net) => departure(net, at, source, family),
  answersBeside: (at, to, family, net) => answersBeside(net, at, to, family),
  answeredBeside: (at, family, net) => answeredBeside(net, at, family),
};

/** Rules of other groups are nothing to an interface, nor are other interfaces where AWS made it for nothing. */
const TOUCHING: Touching = {
  kinds: ['securityGroup', 'securityGroupRule', 'networkInterface'],
  touches(at, edition, net) {
    const record = net.get('networkInterface', at);
    if (!record || edition.ids.get('networkInterface')?.has(at)) return true;
    const { isBalancer, isEndpoint } = roleOf(net, record);
    const { ids, anybody } = changedGroups(edition, net);
    return isBalancer || isEndpoint || anybody || listedGroups(record).some((group) => ids.has(group));
  },
};

const guards: (net: Lookup, at: ComponentId) => ByFamily<Guards> = derivedBy((net, at) => {
  const record = net.get('networkInterface', at);
  if (!record) return UNGUARDED;
  const role = roleOf(net, record);
  if (role.isBalancer) return nodeGuards(net, at, record, listedGroups(record));
  if (role.isUngrouped) return UNGUARDED;
  const both = securityGuards(net, at, listedGroups(record), record.vpcId ?? '');
  const endpoint = role.isEndpoint ? endpointOf(net, at) : undefined;
  // What an endpoint of a provider's takes, the provider's balancer tells.
  if (!role.isEndpoint || providedService(net, endpoint)) return both;
  const ports = servedPorts(net, at, endpoint);
  return byFamily(
    { egress: both[4].egress, ingress: [...both[4].ingress, ports] },
    { egress: both[6].egress, ingress: [...both[6].ingress, ports] },
  );
}, TOUCHING);

const groupsOf: (net: Lookup, at: ComponentId) => readonly Membership[] = derivedBy((net, at) => {
  const record = net.get('networkInterface', at);
  if (!record) return [];
  const role = roleOf(net, record);
  // A NAT gateway's interface may list a group that means nothing (ENI-03).
  if (role.isUngrouped && !role.isBalancer) return [];
  const groups = role.isBalancer ? nodeGroups(net, at, listedGroups(record)) : listedGroups(record);
  return compact(groups.map((group) => membership(net, group, record.vpcId ?? '')));
}, TOUCHING);

function listedGroups(record: NetworkInterface): readonly ComponentId[] {
  const groups = compact(record.groups.map((group) => group?.groupId));
  // Most list one, and of a hundred thousand even the sorting of one takes its time.
  return groups.length > 1 ? groups.sort() : groups;
}

function arrival(
  net: Lookup,
  at: ComponentId,
  dialled: Label,
  caller: { readonly family: Family; readonly source: Label },
): 'end' | Stop | LegJoin {
  const record = recordOf(net, at);
  const holder = interfaceIndex(net).holderOf(at);
  const blocks = (text: string) => ({ component: at, effect: 'blocks' as const, text });
  const { isNat, neverEnds } = holder?.role ?? {};
  if (isNat && neverEnds) return dropped(at, 'NAT_UNSOLICITED', blocks(neverEnds));
  if (!record) return notCollected(net, at, 'networkInterface', at, ANYWHERE);
  const unfit = stateStop(net, at);
  // What takes no conversation takes none in whatever state.
  if (unfit && !(neverEnds && unfit.kind === 'unknown')) return unfit;
  if (neverEnds) return dropped(at, 'NO_POSSIBLE_DESTINATION', blocks(neverEnds));
  if (!holder) return 'end';
  const unsure = ownerStop(net, holder);
  if (unsure) return unsure;
  // Not addressed to it, so a route brought the packet here: an appliance that translates (APP-03).
  if (holderAt(net, holder.vpcId, caller.family, dialled) !== holder)
    return translatingJoin(net, holder, dialled, caller.family);
  if (holder.role.isBalancer) return nodeJoin(net, holder, caller);
  const endpoint = holder.role.isEndpoint ? endpointOf(net, at) : undefined;
  const service = providedService(net, endpoint);
  if (endpoint && service) return privateLinkJoin(net, endpoint, service, holder, caller);
  const resource = sharedResource(net, endpoint);
  return endpoint && resource ? resourceJoin(net, endpoint, resource, holder) : 'end';
}

function departure(net: Lookup, at: ComponentId, source: Label, family: Family): Stop | undefined {
  const holder = interfaceIndex(net).holderOf(at);
  const unfit = stateStop(net, at);
  const never = holder?.role.neverSends;
  if (never) return dropped(at, 'NEVER_SENDS', { component: at, effect: 'blocks', text: never });
  if (!holder?.record || unfit?.kind === 'dropped') return unfit;
  if (holder.record.sourceDestCheck !== false && holderAt(net, holder.vpcId, family, source) !== holder) {
    const evidence = { component: at, effect: 'blocks' as const, text: 'the source is none of its addresses' };
    return dropped(at, 'ENI_ADDRESS_RESTRICTION', evidence);
  }
  if (unfit) return unfit;
  const unsure = ownerStop(net, holder);
  if (unsure) return unsure;
  const idle = holder.role.isInstanceConnect ? instanceConnectStop(net, at) : undefined;
  if (idle) return idle;
  return net.get('vpc', holder.vpcId) ? undefined : notCollected(net, at, 'vpc', holder.vpcId, holder.record);
}

/** An interface that routes lead to sends by its subnet's table, without being led back to itself. */
function sends(net: Lookup, at: Locus, to: LabelRange): readonly Forwarding[] {
  const record = recordOf(net, at.at) as Recorded<PlacedInterface>;
  const unready = unreadySubnet(net, record.subnetId ?? '', at.at, record);
  if (unready) return all(to, { links: [], steps: [], next: unready });
  const origin = subnetOrigin(net, net.get('subnet', record.subnetId) as RecordOfKind<'subnet'>, at);
  return emitFrom(net, { ...origin, chain: [at.at, ...origin.chain], sender: at.at }, to);
}

function recordOf(net: Lookup, at: ComponentId): Recorded<PlacedInterface> | undefined {
  return regardlessOfGroups(net).get('networkInterface', at);
}
