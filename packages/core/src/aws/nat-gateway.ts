import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { LegJoin, Onward } from '../model/leg-join.ts';
import type { Arrival, Branch, ComponentId, Locus, Step, Stop } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import { ICMP, ICMPV6, TCP } from '../net/service-set.ts';
import { aclStep } from './acl-filters.ts';
import { tableOfSubnet } from './associated-table.ts';
import { emit, type Origin } from './emission.ts';
import { emittersOf } from './emitters.ts';
import { all, alongPieces, eachLabel, linksAlong, stopped } from './forwarding.ts';
import { vpcOfNat } from './holder.ts';
import { holderAt } from './interface-index.ts';
import type { Lookup } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import { addressesFor, hasAddress, isRegional, senderOf } from './nat-addresses.ts';
import { ipv4Behind, nat64Map } from './nat64.ts';
import { unreadySubnet } from './place-state.ts';
import type { RecordOfKind } from './record-types.ts';
import type { Behaviour, Handover, RecordType } from './resource-type.ts';
import { routeEdit } from './route-edits.ts';
import { works } from './states.ts';
import { subnetOrigin } from './subnet.ts';

const fields = {
  NatGatewayId: text,
  State: text,
  VpcId: text,
  SubnetId: text,
  ConnectivityType: text,
  AvailabilityMode: text,
  AutoProvisionZones: text,
  RouteTableId: text,
  NatGatewayAddresses: list(
    shape({
      AllocationId: text,
      NetworkInterfaceId: text,
      PrivateIp: text,
      PublicIp: text,
      IsPrimary: flag,
      Status: text,
      AvailabilityZone: text,
      AvailabilityZoneId: text,
    }),
  ),
  Tags: tags,
};
export type NatGateway = RecordOf<typeof fields>;

export const natGateway = {
  kind: 'natGateway',
  title: 'NAT gateway',
  arnType: 'natgateway',
  scopeTypes: ['AWS::EC2::NatGateway'],
  isPassage: true,
  aspects: {
    modelled: [
      'public and private, zonal and regional, several addresses, ports rewritten, NAT64',
      'only answers come back',
    ],
    assumed: {
      'NAT-04': 'Of several addresses AWS picks one per connection: all must be admitted, else the answer is unknown.',
      'ACL-29': 'No network ACL is asked at a regional NAT gateway.',
    },
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeNatGateways',
      key: 'NatGateways',
      holds: 'elements',
      alone: ['NatGatewayId', 'NatGatewayAddresses', 'State'],
      pageSize: 1000,
    },
  ],
  without: 'Paths through NAT gateways are unknown.',
  idPrefix: 'nat-',
  prefixes: (record) => record.natGatewayAddresses.flatMap((one) => [one?.privateIp, one?.publicIp]),
  isUnrouted: true,
  connect(record, net, graph) {
    const { natGatewayId: id, subnetId } = record;
    const vpcId = vpcOfNat(net, record);
    if (!id || !vpcId) return;
    graph.node(id, 'natGateway', record.tags.Name);
    for (const emitter of emittersOf(net, vpcId)) if (emitter !== id) graph.link(emitter, id, 'route');
    graph.link(id, subnetId ?? vpcId, 'own-packet');
    if (!subnetId) graph.link(vpcId, id);
  },
  record: shape(fields),
  key: (record) => record.natGatewayId,
} as const satisfies RecordType<'natGateway', NatGateway>;

/** Ends the sender's conversation and opens its own from one of its addresses (NAT-01…16). */
export const natGatewayBehaviour: Behaviour = {
  take: (id, from, to, net) =>
    alongPieces(nat64Map(net, to.family), to, (isNat64, piece) =>
      isNat64 === 1
        ? eachLabel(piece, (label, one) =>
            all(one, entry(net, id, from, 6, isOwnSubnet(net, from, label) ? 'near' : 'far')),
          )
        : all(piece, entry(net, id, from, piece.family, undefined)),
    ),
  arrive: (end, dialled, family, net) => join(net, end, dialled, family),
  handsOn({ at, replies }, family, net) {
    const isKnown = addressesFor(net, recordOf(net, at), replies.zone).some(
      (one) => works(one?.status, 'succeeded') && senderOf(net, recordOf(net, at), one) !== undefined,
    );
    // Behind NAT64 the destination is another.
    return family === 4 && isKnown ? { ...replies, family } : undefined;
  },
  forward: (at, to, net) => sends(net, at, to),
  enable(at, via, family, to, net) {
    const record = recordOf(net, at);
    const table = record.subnetId
      ? tableOfSubnet(net, record.subnetId, vpcOfNat(net, record) ?? '')
      : net.get('routeTable', record.routeTableId);
    return table && routeEdit(net, table, via, family, to);
  },
};

/** `nat64`: whether the IPv4 host that is meant is in the sender's own subnet. */
function entry(
  net: Lookup,
  id: ComponentId,
  from: Handover,
  family: Family,
  nat64: 'near' | 'far' | undefined,
): Branch {
  const record = recordOf(net, id);
  const links = linksAlong(net, ...from.chain, id);
  const refused = refusalOf(net, record, id, from, family, nat64);
  const unready = record.subnetId ? unreadySubnet(net, record.subnetId, id, record) : undefined;
  if (refused ?? unready) return stopped(from, links, (refused ?? unready) as Stop);
  const steps: Step[] = [
    ...from.steps,
    // A regional NAT gateway has no subnet and so no ACL (ACL-29); AWS does not say so in words.
    ...(record.subnetId
      ? [aclStep(net, record.subnetId, 'ingress', family)]
      : [{ kind: 'note', code: 'ASSUMED_REGIONAL_NAT_UNFILTERED', about: id } as const]),
    { kind: 'identity', becomes: 'none', by: id },
  ];
  const zone = from.zone && isRegional(record) ? { zone: from.zone } : {};
  return { links, steps, next: { kind: 'arrival', at: id, replies: { at: id, family, ...zone } }, why: from.why };
}

function refusalOf(
  net: Lookup,
  record: NatGateway,
  id: ComponentId,
  from: Handover,
  family: Family,
  nat64: 'near' | 'far' | undefined,
): Stop | undefined {
  const blocks = (text: string) => ({ component: id, effect: 'blocks' as const, text });
  if (!works(record.state, 'available')) return dropped(id, 'BAD_STATE', blocks(`its state is ${record.state}`));
  const vpcId = vpcOfNat(net, record);
  if (!vpcId) return notCollected(net, id, 'vpc', undefined, from.place);
  if (vpcId !== from.vpcId) return dropped(id, 'BAD_STATE_ROUTE', blocks(`it is a gateway of ${vpcId}`));
  if (nat64 === 'near')
    return dropped(id, 'PROTOCOL_RESTRICTION', blocks('NAT64 leads into no subnet of its own clients'));
  if (family === 6 && !nat64) return dropped(id, 'PROTOCOL_RESTRICTION', blocks('of IPv6 it takes only 64:ff9b::/96'));
  if (from.zone && record.natGatewayAddresses.length > 0 && addressesFor(net, record, from.zone).length === 0) {
    return dropped(id, 'REGIONAL_NGW_ROUTE_AZ_RESTRICTION', blocks(`it has no address in ${from.zone}`));
  }
  return undefined;
}

/** NAT64 does not lead back into the subnet of the client (NAT-13). */
function isOwnSubnet(net: Lookup, from: Handover, label: Label): boolean {
  const twin = ipv4Behind(net, label);
  const holder = twin === undefined ? undefined : holderAt(net, from.vpcId, 4, twin);
  return holder?.subnetId !== undefined && holder.subnetId === from.subnetId;
}

function join(net: Lookup, { at, replies }: Arrival, dialled: Label, family: Family): LegJoin | Stop {
  const record = recordOf(net, at);
  const pool = net.admissions;
  const addresses = addressesFor(net, record, replies.zone).filter((one) => one && works(one.status, 'succeeded'));
  if (addresses.length === 0 && record.natGatewayAddresses.length > 0) {
    return dropped(at, 'BAD_STATE', { component: at, effect: 'blocks', text: 'none of its addresses works' });
  }
  if (family === 4 && hasAddress(net, record, dialled)) {
    return dropped(at, 'NAT_UNSOLICITED', {
      component: at,
      effect: 'blocks',
      text: 'it opened no conversation with the sender',
    });
  }
  const to = family === 4 ? dialled : ipv4Behind(net, dialled);
  const next = addresses.flatMap((one): readonly Onward[] => {
    if (to === undefined) return [];
    const sender = senderOf(net, record, one);
    // What it translates is known, from which address is not.
    if (!sender) return [{ ends: notCollected(net, at, 'networkInterface', one?.networkInterfaceId, record) }];
    return [{ from: { ...replies, family: 4 }, ...sender, to, family: 4 }];
  });
  const ported = pool.services.of([TCP, ICMP]);
  // NAT64 is documented for TCP and UDP; whether it carries ICMP, AWS does not say (NAT-13).
  const echoes = pool.services.of([ICMPV6, ICMPV6 + 65_536]);
  const accepts =
    family === 4
      ? pool.exactly(pool.services.of([TCP, ICMPV6]))
      : pool.pair(ported, pool.services.union(ported, echoes));
  if (next.length === 0) next.push({ ends: notCollected(net, at, 'natGateway', at, record) });
  const join = {
    kind: 'join',
    accepts,
    code: 'PROTOCOL_RESTRICTION',
    clientPorts: 'remapped',
    pick: 'aws',
    next,
  } as const;
  return family === 4 ? join : { ...join, recast: { services: echoes, code: 'NAT64_ICMP' } };
}

/** Its own packets, and its answers to clients, leave by the table of its subnet; a regional one has its own (NAT-08, NAT-14). */
function sends(net: Lookup, at: Locus, to: LabelRange) {
  const record = recordOf(net, at.at);
  if (!isRegional(record)) {
    const subnet = net.get('subnet', record.subnetId);
    if (!subnet)
      return all(to, { links: [], steps: [], next: notCollected(net, at.at, 'subnet', record.subnetId, record) });
    const origin = subnetOrigin(net, subnet, at);
    return emit(net, { ...origin, chain: [at.at, ...origin.chain], returnsToSender: true }, to);
  }
  const origin: Origin = {
    chain: [at.at],
    vpcId: vpcOfNat(net, record) ?? '',
    ...(at.zone ? { zone: at.zone } : {}),
    steps: [],
    place: record,
    table: net.get('routeTable', record.routeTableId),
    returnsToSender: true,
  };
  return emit(net, origin, to);
}

function recordOf(net: Lookup, id: ComponentId): RecordOfKind<'natGateway'> {
  return net.get('natGateway', id) as RecordOfKind<'natGateway'>;
}
