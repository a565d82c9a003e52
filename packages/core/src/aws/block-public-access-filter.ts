import type { Edit } from '../model/change.ts';
import type { ComponentId, Filter, Step } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { type AddressMap, constantMap, mapValues } from '../net/address-map.ts';
import { ADMITS_ALL, ADMITS_NOTHING, type AdmissionId, UNDECIDED } from '../net/admission.ts';
import type { Label } from '../net/label-tree.ts';
import { excludes, exclusionEdits, withoutExclusion } from './block-public-access-edits.ts';
import type { Holder } from './holder.ts';
import { holderAt, interfaceIndex } from './interface-index.ts';
import { derivedBy, type Lookup, placeOf } from './lookup.ts';
import { missing } from './missing.ts';
import type { Handover } from './resource-type.ts';
import { gatewayFilter } from './source-filters.ts';
import { works } from './states.ts';

type Mode = 'off' | 'block-ingress' | 'block-bidirectional';

/** Where a packet meets a gateway to the internet: the subnet of that interface counts, not the one behind it (BPA-06). */
export interface Edge {
  readonly vpcId: string;
  readonly subnetId: string | undefined;
  /** Through a NAT gateway or an egress-only gateway: what block-ingress lets out (BPA-03). */
  readonly outboundOnly: boolean;
}

/** What leaves by a gateway, from the subnet it leaves: the appliance's, where one passed it on (BPA-06). */
export function leavingSteps(
  net: Lookup,
  gateway: ComponentId,
  from: Pick<Handover, 'vpcId' | 'subnetId' | 'inspected'>,
  family: Family,
  egressOnly: boolean,
): readonly Step[] {
  const { vpcId } = from;
  // An exclusion of its subnet does not open a firewall's endpoint; one of the VPC does (BPA-07, NFW-11).
  const subnetId = from.inspected === 'firewall' ? undefined : from.subnetId;
  return leaving(net, `${gateway} ${vpcId} ${subnetId ?? ''} ${family} ${egressOnly}`);
}

const leaving = derivedBy((net, key): readonly Step[] => {
  const [gateway = '', vpcId = '', subnet, of, egressOnly] = key.split(' ');
  const [subnetId, family] = [subnet || undefined, Number(of) as Family];
  const index = interfaceIndex(net);
  const edgeOf = (holder: Holder | undefined): Edge => ({
    vpcId,
    subnetId,
    outboundOnly: egressOnly === 'true' || (holder?.role.isNat ?? false),
  });
  const admissionOf = (outboundOnly: boolean) => {
    const edge = { vpcId, subnetId, outboundOnly };
    return admission(net, edge, mayPass(net, edge));
  };
  const [open, outward] = [admissionOf(false), admissionOf(true)];
  const admits =
    open === outward
      ? constantMap(open)
      : mapValues(index.map(vpcId, family), (position) =>
          edgeOf(index.holder(position)).outboundOnly ? outward : open,
        );
  return steps(net, gateway, vpcId, admits, 'source', (source) => edgeOf(holderAt(net, vpcId, family, source)));
});

/** What comes in from the internet unasked. Answers to what was let out are not asked again. */
export function enteringSteps(net: Lookup, gateway: ComponentId, edge: Edge): readonly Step[] {
  return entering(net, `${gateway} ${edge.vpcId} ${edge.subnetId ?? ''} ${edge.outboundOnly}`);
}

const entering = derivedBy((net, key): readonly Step[] => {
  const [gateway = '', vpcId = '', subnet, outboundOnly] = key.split(' ');
  const edge: Edge = { vpcId, subnetId: subnet || undefined, outboundOnly: outboundOnly === 'true' };
  return steps(net, gateway, vpcId, constantMap(admission(net, edge, mayPass(net, edge))), 'destination', () => edge);
});

function steps(
  net: Lookup,
  gateway: ComponentId,
  vpcId: string,
  admits: AddressMap,
  reads: 'source' | 'destination',
  edgeOf: (address: Label) => Edge,
): readonly Step[] {
  const text = 'VPC Block Public Access of the account stops it';
  const lacks = exclusionsRead(net, vpcId)
    ? undefined
    : missing(net, 'vpcBlockPublicAccessExclusion', undefined, placeOf(net, vpcId));
  // It has no memory: an answer is stopped where it meets the gateway from a place that is not open (BPA-02, BPA-06).
  const filter = asked(gatewayFilter(gateway, 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED', admits, reads, text, lacks), {
    mends: ({ address }) => opened(net, edgeOf(address)),
    cuts: ({ address }) => exclusionsOf(net, edgeOf(address)).flatMap(withoutExclusion),
  });
  if (isStated(net, vpcId)) return [filter];
  return [{ kind: 'note', code: 'ASSUMED_NO_BLOCK_PUBLIC_ACCESS', about: gateway }, filter];
}

function asked(step: Step, edits: Pick<Filter, 'mends' | 'cuts'>): Step {
  if (step.kind !== 'filter') return step;
  const { answers, ...filter } = step.filter;
  return { ...step, filter: { ...filter, ...edits } };
}

/** Its subnet is excluded where that helps, else the VPC. */
function opened(net: Lookup, { vpcId, subnetId, outboundOnly }: Edge): readonly Edit[] {
  const mode = outboundOnly ? 'allow-egress' : 'allow-bidirectional';
  const place = subnetId ? ({ id: subnetId, kind: 'subnet' } as const) : ({ id: vpcId, kind: 'vpc' } as const);
  return exclusionEdits(net, optionsFor(net, vpcId), { ...place, mode });
}

/** What is blocked may be excluded, where exclusions were not read. */
function admission(net: Lookup, edge: Edge, isOpen: boolean): AdmissionId {
  if (isOpen) return ADMITS_ALL;
  return optionsFor(net, edge.vpcId) && !exclusionsRead(net, edge.vpcId) ? UNDECIDED : ADMITS_NOTHING;
}

function exclusionsRead(net: Lookup, vpcId: string): boolean {
  return net.coverage('vpcBlockPublicAccessExclusion', placeOf(net, vpcId)) === 'complete';
}

function mayPass(net: Lookup, edge: Edge): boolean {
  const mode = effectiveMode(net, edge);
  return mode === 'off' || (mode === 'block-ingress' && edge.outboundOnly);
}

/** The owner's mode for the account and Region, as an exclusion of the subnet or the VPC changes it (BPA-01…06). */
function effectiveMode(net: Lookup, edge: Edge): Mode {
  const options = optionsFor(net, edge.vpcId);
  const stated = options?.internetGatewayBlockMode ?? statedMode(net, edge);
  const mode: Mode = stated === 'block-bidirectional' || stated === 'block-ingress' ? stated : 'off';
  if (mode === 'off' || !options) return mode;
  const exclusions = exclusionsOf(net, edge);
  if (exclusions.some((exclusion) => exclusion.internetGatewayExclusionMode === 'allow-bidirectional')) return 'off';
  // An egress exclusion makes block-bidirectional behave like block-ingress, no more (BPA-04).
  return exclusions.length > 0 ? 'block-ingress' : mode;
}

/** What is still being made, or is gone, excludes nothing (BPA-05). */
function exclusionsOf(net: Lookup, { subnetId, vpcId }: Edge) {
  return net
    .all('vpcBlockPublicAccessExclusion')
    .filter((one) => works(one.state ?? '-', 'create-complete', 'update-complete'))
    .filter((one) => excludes(one, subnetId) || excludes(one, vpcId));
}

function optionsFor(net: Lookup, vpcId: string) {
  // A subnet has the owner of its VPC (BPA-01).
  const vpc = net.get('vpc', vpcId) ?? net.all('subnet').find((subnet) => subnet.vpcId === vpcId);
  const owner = vpc?.ownerId ?? vpc?.account;
  return net.all('vpcBlockPublicAccessOptions').find((options) => {
    const account = options.awsAccountId ?? options.account;
    const region = options.awsRegion ?? options.region;
    return agrees(account, owner) && agrees(region, vpc?.region);
  });
}

/** AWS writes the effective mode into subnets and VPCs too, exclusions included. */
function statedMode(net: Lookup, edge: Edge): string | undefined {
  return (
    net.get('subnet', edge.subnetId)?.blockPublicAccessStates?.internetGatewayBlockMode ??
    net.get('vpc', edge.vpcId)?.blockPublicAccessStates?.internetGatewayBlockMode
  );
}

function isStated(net: Lookup, vpcId: string): boolean {
  return (
    optionsFor(net, vpcId) !== undefined ||
    net.get('vpc', vpcId)?.blockPublicAccessStates?.internetGatewayBlockMode !== undefined
  );
}

function agrees(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
