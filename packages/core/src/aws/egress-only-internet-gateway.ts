import { list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import { type Branch, type ComponentId, INTERNET, type Step } from '../model/route.ts';
import type { Label } from '../net/label-tree.ts';
import { leavingSteps } from './block-public-access-filter.ts';
import { deliver } from './delivery.ts';
import { linksAlong, stopped } from './forwarding.ts';
import { alongEdge, attachmentWorks, connectToInternet, gatewaysOf, isOwnPublic } from './internet-edge.ts';
import { publicIpv6Step } from './internet-gateway.ts';
import { type Lookup, placeOf } from './lookup.ts';
import { dropped } from './missing.ts';
import type { Behaviour, Handover, RecordType } from './resource-type.ts';
import { ownSourceStep, refusal } from './source-filters.ts';
import { isPublic } from './well-known.ts';

const fields = {
  EgressOnlyInternetGatewayId: text,
  Attachments: list(shape({ VpcId: text, State: text })),
  Tags: tags,
};
export type EgressOnlyInternetGateway = RecordOf<typeof fields>;

export const egressOnlyInternetGateway = {
  kind: 'egressOnlyInternetGateway',
  title: 'egress-only internet gateway',
  arnType: 'egress-only-internet-gateway',
  scopeTypes: ['AWS::EC2::EgressOnlyInternetGateway'],
  aspects: {
    modelled: ['IPv6 outward, and only answers inward'],
    assumed: { 'EIG-02': 'What comes in by an internet gateway is not answered through it.' },
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeEgressOnlyInternetGateways',
      key: 'EgressOnlyInternetGateways',
      holds: 'elements',
      alone: ['EgressOnlyInternetGatewayId', 'Attachments'],
    },
  ],
  without: 'IPv6 paths out through an egress-only internet gateway are unknown.',
  idPrefix: 'eigw-',
  connect: (record, net, graph) =>
    connectToInternet(net, graph, 'egressOnlyInternetGateway', record.egressOnlyInternetGatewayId, record),
  record: shape(fields),
  key: (record) => record.egressOnlyInternetGatewayId,
} as const satisfies RecordType<'egressOnlyInternetGateway', EgressOnlyInternetGateway>;

/** IPv6 outwards only: it remembers what it let out, and lets in nothing else (EIG-01). */
export const egressOnlyInternetGatewayBehaviour: Behaviour = {
  take: (id, from, to, net) => alongEdge(net, to, (label) => outbound(net, id, from, label, to.family)),
  forward(at, to, net) {
    const vpcId =
      net.get('egressOnlyInternetGateway', at.at)?.attachments.find((one) => one && attachmentWorks(one.state))
        ?.vpcId ?? '';
    const steps: Step[] = [
      refusal(at.at, 'STATEFUL_ASYMMETRY', 'an egress-only gateway lets in only answers'),
      remembers(at.at),
      { kind: 'identity', becomes: 'none', by: at.at },
    ];
    const place = placeOf(net, vpcId);
    return deliver(net, { chain: [at.at], vpcId, steps, place, why: () => [] }, to);
  },
};

function outbound(net: Lookup, id: ComponentId, from: Handover, label: Label, family: 4 | 6): Branch {
  const links = linksAlong(net, ...from.chain, id);
  const stop = (code: 'BAD_STATE_ATTACHMENT' | 'PROTOCOL_RESTRICTION' | 'NO_POSSIBLE_DESTINATION', text: string) =>
    stopped(from, links, dropped(id, code, { component: id, effect: 'blocks', text }));
  if (family !== 6) return stop('PROTOCOL_RESTRICTION', 'an egress-only gateway carries IPv6 only');
  if (!gatewaysOf(net, from.vpcId).egressOnly.includes(id))
    return stop('BAD_STATE_ATTACHMENT', 'the gateway is not attached to the VPC');
  if (!isPublic(net, 6, label)) return stop('NO_POSSIBLE_DESTINATION', 'the destination is no address of the internet');
  // AWS drops what a Gateway Load Balancer endpoint passes on to it (EIG-03).
  if (from.inspected) return stop('PROTOCOL_RESTRICTION', 'it takes nothing from a Gateway Load Balancer endpoint');
  const steps: Step[] = [
    ...from.steps,
    ...leavingSteps(net, id, from, 6, true),
    ownSourceStep(net, id, from.vpcId, 6),
    publicIpv6Step(net, id, from.vpcId),
    remembers(id),
    { kind: 'identity', becomes: 'none', by: id },
  ];
  const next: Branch['next'] = isOwnPublic(net, 6, label)
    ? { at: INTERNET, family }
    : { kind: 'arrival', at: INTERNET, replies: { at: id, family } };
  return { links: [...links, net.link(id, INTERNET)], steps, next, why: from.why };
}

function remembers(id: ComponentId): Step {
  return { kind: 'stateful', by: id, missed: 'drop', code: 'STATEFUL_ASYMMETRY', returns: INTERNET };
}
