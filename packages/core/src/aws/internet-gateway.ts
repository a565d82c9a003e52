import { list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import {
  type Branch,
  type ComponentId,
  type Fork,
  type Forwarding,
  INTERNET,
  type Locus,
  type Step,
  type Stop,
} from '../model/route.ts';
import { paintMap } from '../net/address-map.ts';
import { ADMITS_ALL, ADMITS_NOTHING } from '../net/admission.ts';
import type { Label } from '../net/label-tree.ts';
import { tableOfGateway, untoldTable } from './associated-table.ts';
import { enteringSteps, leavingSteps } from './block-public-access-filter.ts';
import { deliver } from './delivery.ts';
import { redirectedTo, redirectionSteps } from './edge-redirection.ts';
import { route } from './emission.ts';
import { all, eachLabel, linksAlong, stopped } from './forwarding.ts';
import type { Holder } from './holder.ts';
import { holderAt, interfaceIndex, outwardMap } from './interface-index.ts';
import {
  alongEdge,
  attachedTwice,
  connectToInternet,
  gatewaysOf,
  heldTwice,
  isOwnPublic,
  isPrivateIpv6,
  vpcOfIpv6,
} from './internet-edge.ts';
import { internetGatewayOpenings } from './internet-gateway-edits.ts';
import { derivedBy, type Lookup, placeOf } from './lookup.ts';
import { dropped } from './missing.ts';
import { isRegional } from './nat-addresses.ts';
import type { Behaviour, Handover, RecordType } from './resource-type.ts';
import { associatedSourceStep, gatewayFilter, ownSourceStep, refusal } from './source-filters.ts';
import { rangesOf, type Vpc } from './vpc.ts';
import { isPublic, isRfc1918, isRfc6598 } from './well-known.ts';

const fields = {
  InternetGatewayId: text,
  OwnerId: text,
  Attachments: list(shape({ VpcId: text, State: text })),
  Tags: tags,
};
export type InternetGateway = RecordOf<typeof fields>;

export const internetGateway = {
  kind: 'internetGateway',
  title: 'internet gateway',
  arnType: 'internet-gateway',
  scopeTypes: ['AWS::EC2::InternetGateway'],
  aspects: {
    modelled: [
      'public addresses one to one, both families, edge route tables',
      'nothing passes that is not its VPC’s own',
    ],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeInternetGateways',
      key: 'InternetGateways',
      holds: 'elements',
      alone: ['InternetGatewayId', 'Attachments'],
    },
  ],
  without: 'Whether an internet gateway is attached is unknown, and so is every path through the internet.',
  idPrefix: 'igw-',
  connect: (record, net, graph) => connectToInternet(net, graph, 'internetGateway', record.internetGatewayId, record),
  openings: (apart, net) => internetGatewayOpenings(net, apart),
  record: shape(fields),
  key: (record) => record.internetGatewayId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'internetGateway', InternetGateway>;

/** A stateless 1:1 translation between private addresses of a VPC and public ones (IGW-01…08). */
export const internetGatewayBehaviour: Behaviour = {
  take: (id, from, to, net) => alongEdge(net, to, (label) => outbound(net, id, from, label, to.family)),
  forward: (at, to, net) => eachLabel(to, (label, one) => all(one, inbound(net, at, label))),
};

function outbound(net: Lookup, id: ComponentId, from: Handover, label: Label, family: 4 | 6): Branch {
  const links = linksAlong(net, ...from.chain, id);
  const refused = refusalOf(net, id, from, label, family);
  if (refused) return stopped(from, links, refused);
  const steps: Step[] = [
    ...from.steps,
    ...leavingSteps(net, id, from, family, false),
    ownSourceStep(net, id, from.vpcId, family, 'GATEWAY_REJECTS_SPOOFED_TRAFFIC', regionalNat(net, from)),
    ...redirectionSteps(net, id, from.vpcId, family),
    ...(family === 4
      ? [associatedSourceStep(net, id, from.vpcId), translation(id, 'source', outwardMap(net, from.vpcId))]
      : [publicIpv6Step(net, id, from.vpcId)]),
    { kind: 'identity', becomes: 'none', by: id },
  ];
  const out = [...links, net.link(id, INTERNET)];
  // The public address of an interface leads back in: a hairpin, with the sender's public address as source (IGW-08).
  if (isOwnPublic(net, family, label)) return { links: out, steps, next: { at: INTERNET, family }, why: from.why };
  const next: Branch['next'] = { kind: 'arrival', at: INTERNET, replies: { at: id, family } };
  return { links: out, steps: [...steps, ...ownershipNote(net, id, from, family)], next, why: from.why };
}

/** The regional NAT gateway that sends, where nothing has passed its packets on since. */
function regionalNat(net: Lookup, { chain: [start = ''] }: Handover): ComponentId | undefined {
  const record = net.get('natGateway', start);
  return record && isRegional(record) ? start : undefined;
}

/** An Elastic IP address of one's own that nothing carries leads nowhere: who has not read them cannot tell. */
function ownershipNote(net: Lookup, id: ComponentId, from: Handover, family: 4 | 6): readonly Step[] {
  const isRead = family === 6 || net.coverage('address', from.place) === 'complete';
  return isRead ? [] : [{ kind: 'note', code: 'ASSUMED_FOREIGN_ADDRESS', about: id }];
}

function refusalOf(net: Lookup, id: ComponentId, from: Handover, label: Label, family: 4 | 6): Stop | undefined {
  const attached = gatewaysOf(net, from.vpcId).internet.includes(id);
  if (!attached) return dropped(id, 'BAD_STATE_ATTACHMENT', blocks(id, 'the gateway is not attached to the VPC'));
  if (isRfc1918(net, family, label)) {
    return dropped(
      id,
      'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS',
      blocks(id, 'the destination is a private address'),
    );
  }
  if (isRfc6598(net, family, label)) {
    return dropped(
      id,
      'IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS',
      blocks(id, 'the destination is in 100.64.0.0/10'),
    );
  }
  if (!isPublic(net, family, label)) {
    return dropped(id, 'NO_POSSIBLE_DESTINATION', blocks(id, 'the destination is no address of the internet'));
  }
  return attachedTwice(net, from.vpcId);
}

function inbound(net: Lookup, at: Locus, label: Label): Fork {
  const contested = at.family === 4 ? heldTwice(net, at.at, label) : undefined;
  if (contested) return { links: [], steps: [], next: contested };
  const found = receiver(net, at, label);
  if (!found) {
    const text = 'no interface of the VPC has this public address';
    const stop = dropped(at.at, 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS', blocks(at.at, text));
    return { links: [], steps: [], next: stop };
  }
  const { holder, inside, vpcId } = found;
  const redirected = redirectedTo(net, at.at, vpcId, inside, at.family);
  // Of a middlebox that the input lacks nobody knows the subnet; what comes of the packet is not known either.
  const edge = redirected === 'unknown' ? undefined : { subnetId: (redirected ?? holder)?.subnetId };
  const entering: Step[] = [
    // Answers to what a NAT gateway sent pass; anything else it drops itself (BPA-03, NAT-06).
    ...(edge
      ? enteringSteps(net, at.at, { vpcId, subnetId: edge.subnetId, outboundOnly: holder?.role.isNat ?? false })
      : []),
    ...(at.family === 4
      ? [translation(at.at, 'destination', new Map([[label, inside]]))]
      : ipv6Refusals(net, at.at, holder, label)),
    { kind: 'identity', becomes: 'none', by: at.at },
  ];
  const [forwarding] = insideVpc(net, at, vpcId, inside, holder);
  return prepend(entering, forwarding?.fork as Fork);
}

function receiver(
  net: Lookup,
  at: Locus,
  label: Label,
): { readonly holder: Holder | undefined; readonly inside: Label; readonly vpcId: string } | undefined {
  if (at.family === 4) {
    const found = interfaceIndex(net).publicAddresses.get(label);
    if (!found || !gatewaysOf(net, found.holder.vpcId).internet.includes(at.at)) return undefined;
    return { holder: found.holder, inside: found.inside, vpcId: found.holder.vpcId };
  }
  const vpcId = vpcOfIpv6(net, label);
  return vpcId ? { holder: holderAt(net, vpcId, 6, label), inside: label, vpcId } : undefined;
}

/** By the gateway's own table where it has one, else straight to the interface (GRT-01, GRT-02). */
function insideVpc(
  net: Lookup,
  at: Locus,
  vpcId: string,
  label: Label,
  holder: Holder | undefined,
): readonly Forwarding[] {
  const one = { family: at.family, from: label, to: label + 1 };
  const place = placeOf(net, vpcId);
  const from = { chain: [at.at], vpcId, steps: [], entered: at.at, place };
  // A regional NAT gateway has no address in the VPC that the table could name (NAT-14, GRT-02).
  const isRegional = holder !== undefined && holder.subnetId === undefined;
  const table = isRegional ? 'none' : tableOfGateway(net, at.at, vpcId);
  if (table === 'unread' || table === 'several')
    return all(one, { links: [], steps: [], next: untoldTable(net, at.at, table, place) });
  return table === 'none' ? deliver(net, { ...from, why: () => [] }, one) : route(net, { ...from, table }, one);
}

/** ENI-08, and what IPv6 needs instead of a translation (IGW-06). */
function ipv6Refusals(net: Lookup, id: ComponentId, holder: Holder | undefined, label: Label): readonly Step[] {
  return [
    ...(isPrivateIpv6(net, label)
      ? [refusal(id, 'IPV6_PRIVATE_ADDRESS', 'the destination is a private IPv6 address')]
      : []),
    ...(holder?.record?.denyAllIgwTraffic
      ? [refusal(holder.at, 'IGW_INGRESS_DENIED', 'the interface denies traffic from internet gateways')]
      : []),
  ];
}

/** Private IPv6 sources stay inside (IGW-06). */
export function publicIpv6Step(net: Lookup, id: ComponentId, vpcId: string): Step {
  return publicIpv6Sources(net, `${id} ${vpcId}`);
}

const publicIpv6Sources = derivedBy((net, key): Step => {
  const [id = '', vpcId = ''] = key.split(' ');
  const admits = privateSources(net, vpcId);
  return gatewayFilter(id, 'IPV6_PRIVATE_ADDRESS', admits, 'source', 'the source is a private IPv6 address');
});

function privateSources(net: Lookup, vpcId: string) {
  const layers = (net.get('vpc', vpcId) ? rangesOf(net.get('vpc', vpcId) as Vpc, 6) : []).flatMap((prefix) => {
    const range = net.labels[6].rangeOf(prefix);
    return range && isPrivateIpv6(net, range.from) ? [range] : [];
  });
  return paintMap(ADMITS_ALL, layers, () => ADMITS_NOTHING);
}

function translation(by: ComponentId, field: 'source' | 'destination', map: ReadonlyMap<Label, Label>): Step {
  return { kind: 'translate', by, field, map };
}

function prepend(steps: readonly Step[], fork: Fork): Fork {
  if ('pick' in fork) return { ...fork, of: fork.of.map((one) => prepend(steps, one)) };
  return { ...fork, steps: [...steps, ...fork.steps] };
}

function blocks(component: ComponentId, text: string) {
  return { component, effect: 'blocks' as const, text };
}
