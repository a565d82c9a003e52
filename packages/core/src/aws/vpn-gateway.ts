import { integer, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { ComponentId, Fork, Step, Stop } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { announcedBy } from './direct-connect-associations.ts';
import { associationTo } from './direct-connect-entry.ts';
import { emittersOf } from './emitters.ts';
import { all, eachLabel, linksAlong, stopped } from './forwarding.ts';
import { attachmentEdits, gatewayOpenings } from './hybrid-edits.ts';
import { hasStated, learned } from './learned-routes.ts';
import { alongLinks, type Candidate, type Onward } from './link-choice.ts';
import type { Lookup } from './lookup.ts';
import { dropped } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import type { Behaviour, Handover, RecordType } from './resource-type.ts';
import { vpnGatewaySigns } from './signs.ts';
import { ownSourceStep } from './source-filters.ts';
import { works } from './states.ts';
import { attachedTwice, attachedVpc } from './vpn-gateway-attachment.ts';
import { candidatesTo, type GatewayLink, linksOf, unknownPrefix, unreadWay } from './vpn-gateway-links.ts';

const fields = {
  VpnGatewayId: text,
  State: text,
  Type: text,
  AvailabilityZone: text,
  AmazonSideAsn: integer,
  VpcAttachments: list(shape({ VpcId: text, State: text })),
  Tags: tags,
};
export type VpnGateway = RecordOf<typeof fields>;

export const vpnGateway = {
  kind: 'vpnGateway',
  title: 'virtual private gateway',
  arnType: 'vpn-gateway',
  scopeTypes: ['AWS::EC2::VPNGateway'],
  aspects: {
    modelled: [
      'what it knows, and the order of Direct Connect and VPN',
      'CloudHub between sites',
      'only its VPC’s own addresses',
    ],
    unknown: ['what BGP tells, unless stated or propagated'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeVpnGateways',
      key: 'VpnGateways',
      holds: 'elements',
      alone: ['VpnGatewayId', 'VpcAttachments'],
    },
  ],
  without: 'Whether virtual private gateways are attached is unknown, and so is every path through one.',
  neededBy: vpnGatewaySigns,
  idPrefix: 'vgw-',
  connect(record, net, graph) {
    const { vpnGatewayId: id } = record;
    if (!id) return;
    graph.node(id, 'vpnGateway', record.tags.Name);
    for (const attachment of record.vpcAttachments) {
      if (!attachment?.vpcId) continue;
      graph.link(id, attachment.vpcId);
      for (const emitter of emittersOf(net, attachment.vpcId)) graph.link(emitter, id, 'route');
    }
  },
  openings: (apart, net) => gatewayOpenings(net, apart),
  record: shape(fields),
  key: (record) => record.vpnGatewayId,
} as const satisfies RecordType<'vpnGateway', VpnGateway>;

/** Leads packets of its VPC to the places behind its VPN connections and Direct Connect (VGW-01…09). */
export const vpnGatewayBehaviour: Behaviour = {
  take: (id, from, to, net) => eachLabel(to, (label, one) => all(one, outbound(net, id, from, label, to.family))),
};

function outbound(net: Lookup, id: ComponentId, from: Handover, label: Label, family: Family): Fork {
  const refused = refusalOf(net, id, from);
  const links = linksOf(net, id);
  const candidates = refused
    ? []
    : candidatesTo(
        net,
        links.map(({ link }) => link),
        family,
        label,
      );
  if (refused || candidates.length === 0) {
    const stop = refused ?? unknownPrefix(net, id, family, label);
    return stopped(from, linksAlong(net, ...from.chain, id), stop);
  }
  const along = (candidate: Candidate) => {
    const by = links.find(({ link }) => link === candidate.link) as GatewayLink;
    return onward(net, id, from, by, family, label);
  };
  return alongLinks(net, id, candidates, from.why(), along, () => unreadWay(net, id, family, label));
}

function refusalOf(net: Lookup, id: ComponentId, from: Handover): Stop | undefined {
  const record = net.get('vpnGateway', id) as RecordOfKind<'vpnGateway'>;
  const blocks = (text: string) => ({ component: id, effect: 'blocks' as const, text });
  if (!works(record.state, 'available')) return dropped(id, 'BAD_STATE', blocks(`its state is ${record.state}`));
  if (attachedVpc(net, id) === from.vpcId) return attachedTwice(net, id);
  return {
    ...dropped(id, 'BAD_STATE_ATTACHMENT', blocks('the gateway is not attached to the VPC')),
    mends: () => attachmentEdits(net, id, from.vpcId),
  };
}

function onward(
  net: Lookup,
  id: ComponentId,
  from: Handover,
  { link, through }: GatewayLink,
  family: Family,
  label: Label,
): Onward {
  const steps: readonly Step[] = [
    ...from.steps,
    // Only what the VPC's own interfaces send (VGW-04).
    ownSourceStep(net, id, from.vpcId, family, 'VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS'),
  ];
  const chain = [...from.chain, id, ...through];
  const [gateway] = through;
  const other = gateway ? associationTo(net, { at: gateway, family }, label) : undefined;
  // The site announces a range that another VPC of the Direct Connect gateway is part of: it turns round there (DX-04).
  // A VPC that was not read may have the address, unless it is said to be at the site.
  const isUnread = other !== undefined && announcedBy(net, other, family) === undefined;
  const isThere = isUnread && hasStated(net, link.place, family, label);
  if (gateway && other && other.gateway !== id && !isThere) {
    const isStated = learned(net, link).basis !== 'unstated';
    return { chain, steps, next: isStated ? { at: gateway, family } : unstated(gateway) };
  }
  const next: Onward['next'] = { kind: 'arrival', at: link.place, replies: { at: link.place, family } };
  return { chain: [...chain, ...link.outward], steps, next };
}

function unstated(at: ComponentId): Stop {
  const text = 'whether the site announces a range that holds this VPC is not stated';
  return { kind: 'unknown', code: 'BGP_ROUTES_UNSTATED', at, evidence: [{ component: at, effect: 'blocks', text }] };
}
