import type { Arrival, Branch, ComponentId, Forwarding, Locus, Step, Stop } from '../model/route.ts';
import type { LabelRange } from '../net/label-tree.ts';
import { aclStep } from './acl-filters.ts';
import { encryptionNote } from './encryption-control.ts';
import { all, alongPieces, leftOpen, linksAlong } from './forwarding.ts';
import type { Holder } from './holder.ts';
import { interfaceIndex } from './interface-index.ts';
import type { Lookup, Place } from './lookup.ts';
import { dropped, notCollected } from './missing.ts';
import { unreadySubnet } from './place-state.ts';
import type { Handover } from './resource-type.ts';
import { isRoutedTo } from './routed-interface.ts';
import { zoneOf } from './zones.ts';

/** The node that stands for the ordinary interfaces of a subnet: the graph does not grow with each of them. */
export function interfacesOf(subnetId: string): ComponentId {
  return `${subnetId}/interfaces`;
}

/** Local delivery inside a VPC: to whoever owns the address, through the ACL of its subnet (ENI-01, ACL-27). */
export function deliver(net: Lookup, from: Handover, to: LabelRange, via?: ComponentId): readonly Forwarding[] {
  if (to.inBulk) return leftOpen(to);
  const index = interfaceIndex(net);
  return alongPieces(index.map(from.vpcId, to.family), to, (value, piece) => {
    const holder = index.holder(value);
    return all(piece, holder ? deliverTo(net, from, holder, piece, via) : nobody(net, from));
  });
}

/** The way an interface answers: from its subnet, or by the session's own link. */
export function arrivalAt(net: Lookup, holder: Holder, family: LabelRange['family'], via?: ComponentId): Arrival {
  return { kind: 'arrival', at: holder.at, replies: locusOf(net, holder, family, via) };
}

export function locusOf(net: Lookup, holder: Holder, family: LabelRange['family'], via?: ComponentId): Locus {
  const zone = zoneOf(net.get('subnet', holder.subnetId));
  // A regional NAT gateway has no subnet, and an appliance is not led back to itself: both send from themselves.
  const at = holder.subnetId && !isRoutedTo(net, holder.at) ? holder.subnetId : holder.at;
  return { at, family, ...(zone ? { zone } : {}), ...(via ? { via } : {}) };
}

/** The last edges to an interface: into its subnet, and to the node that stands for it there. */
export function nodesTo(holder: Holder): readonly ComponentId[] {
  return holder.subnetId ? [holder.subnetId, interfacesOf(holder.subnetId)] : [holder.at];
}

/** Inside the VPC that `from` is in, to one of its interfaces. */
export function deliverTo(net: Lookup, from: Handover, holder: Holder, to: LabelRange, via?: ComponentId): Branch {
  const { subnetId } = holder;
  const home = chainTo(from, from.vpcId);
  const isPlaced = subnetId !== undefined || holder.record === undefined;
  const stop = subnetId
    ? unreadySubnet(net, subnetId, from.vpcId, from.place)
    : isPlaced
      ? undefined
      : notCollected(net, from.vpcId, 'subnet', undefined, from.place);
  if (stop) return { links: linksAlong(net, ...home), steps: from.steps, next: stop, why: from.why };
  const entering = subnetId ? [...encryptionNote(net, from.vpcId), aclStep(net, subnetId, 'ingress', to.family)] : [];
  return {
    links: linksAlong(net, ...home, ...nodesTo(holder)),
    steps: [...from.steps, ...entering, ...endpointStep(holder)],
    next: arrivalAt(net, holder, to.family, via),
    why: from.why,
  };
}

/** Over a transit gateway no reference to a group reaches an interface endpoint (SG-12). */
function endpointStep({ at, role }: Holder): readonly Step[] {
  return role?.isEndpoint ? [{ kind: 'identity', becomes: 'both-or-none', by: at }] : [];
}

function nobody(net: Lookup, from: Handover): Branch {
  const links = linksAlong(net, ...chainTo(from, from.vpcId));
  return { links, steps: from.steps, next: absence(net, from.vpcId, from.place), why: from.why };
}

/** Nobody owns the address: blocked where all interfaces of the place were read, else not known (ENI-01). */
export function absence(net: Lookup, vpcId: ComponentId, place: Place): Stop {
  const vpc = net.get('vpc', vpcId) ?? place;
  const evidence = { component: vpcId, effect: 'blocks' as const, text: 'no interface of the VPC has this address' };
  return net.coverage('networkInterface', vpc) === 'complete'
    ? dropped(vpcId, 'NO_POSSIBLE_DESTINATION', evidence)
    : notCollected(net, vpcId, 'networkInterface', undefined, vpc);
}

function chainTo(from: Handover, vpcId: string): readonly ComponentId[] {
  return from.chain.at(-1) === vpcId ? from.chain : [...from.chain, vpcId];
}
