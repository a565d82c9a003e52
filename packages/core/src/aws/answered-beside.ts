import type { ComponentId, Stop } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import type { Label, LabelRange } from '../net/label-tree.ts';
import type { Holder } from './holder.ts';
import { holderAt, interfaceIndex } from './interface-index.ts';
import { stateStop } from './interface-state.ts';
import { ANYWHERE, type Lookup } from './lookup.ts';
import { notCollected } from './missing.ts';
import { isOfVpc, isReserved, reservedFor } from './reserved-addresses.ts';
import { besideRanges, isLinkLocalService, isLoopback, isPublic } from './well-known.ts';

/** ENI-06 and SG-18: answered by the host's own system, or beside the interface, and filtered by nothing. */
export function answersBeside(
  net: Lookup,
  at: ComponentId,
  to: Label,
  family: Family,
): 'HOST_LOCAL' | 'LINK_LOCAL_SERVICE' | Stop | undefined {
  const holder = interfaceIndex(net).holderOf(at);
  if (!holder) return undefined;
  if (isLoopback(net, family, to)) return 'HOST_LOCAL';
  if (isLinkLocalService(net, family, to)) return 'LINK_LOCAL_SERVICE';
  const other = holderAt(net, holder.vpcId, family, to);
  // An instance may have interfaces in several VPCs; its system knows all their addresses.
  const own = holder.instanceId === undefined ? [holder] : interfaceIndex(net).holdersOfInstance(holder.instanceId);
  const local = own.find(({ vpcId, at: id }) => holderAt(net, vpcId, family, to)?.at === id);
  if (local && stateStop(net, local.at)?.kind !== 'dropped') return 'HOST_LOCAL';
  const vpc = net.get('vpc', holder.vpcId);
  // Without the VPC's range any address that nobody has may be the resolver's.
  if (!vpc && !other && family === 4 && !isPublic(net, family, to)) return 'LINK_LOCAL_SERVICE';
  if (family === 4 && isReserved(net, holder, to)) return 'LINK_LOCAL_SERVICE';
  // Without the subnet's range any address of the VPC's that nobody has may be the router's.
  const mayBeRouter = isRangeUnread(net, holder) && family === 4 && !other && isOfVpc(net, holder.vpcId, to);
  return mayBeRouter ? notCollected(net, at, 'subnet', holder.subnetId, holder.record ?? ANYWHERE) : undefined;
}

function isRangeUnread(net: Lookup, { subnetId }: Holder): boolean {
  return subnetId !== undefined && !net.get('subnet', subnetId);
}

/** Where `answersBeside` may find something that is no address of the host. */
export function answeredBeside(net: Lookup, at: ComponentId, family: Family): readonly LabelRange[] {
  const holder = interfaceIndex(net).holderOf(at);
  if (!holder) return [];
  if (!net.get('vpc', holder.vpcId) || (family === 4 && isRangeUnread(net, holder)))
    return [{ family, from: 0, to: net.labels[family].size }];
  const reserved = family === 4 ? reservedFor(net, holder) : [];
  return [...besideRanges(net, family), ...reserved.map((label) => ({ family, from: label, to: label + 1 }))];
}
