import type { Family } from '../net/address.ts';
import type { Label } from '../net/label-tree.ts';
import { interfaceIndex } from './interface-index.ts';
import type { Lookup } from './lookup.ts';
import type { Attachment } from './transit-gateway-attachments.ts';
import { zoneOf } from './zones.ts';

/** Its own zone where the attachment has a subnet there, else any (TGW-10). */
export function inZone(inside: readonly AttachedSubnet[], zone: string | undefined): readonly AttachedSubnet[] {
  const own = inside.filter((one) => zone !== undefined && one.zone === zone);
  return own.length > 0 ? own.slice(0, 1) : inside;
}

/**
 * In appliance mode one zone serves both directions (TGW-13): the sender's, where the receiver is outside; of two ends in
 * different zones either; any where neither has a subnet of the attachment, and in all mixes that AWS does not describe.
 */
export function stickyZones(
  inside: readonly AttachedSubnet[],
  source: string | undefined,
  destination: string | undefined,
): readonly AttachedSubnet[] {
  if (source === undefined) return inside;
  const ends = [source, destination ?? source];
  const attached = inside.filter(({ zone }) => zone !== undefined && ends.includes(zone));
  const isDescribed = ends.every((zone) => attached.some((one) => one.zone === zone));
  return isDescribed ? attached : inside;
}

/** The zone of whoever has an address, if it is one. */
export function zoneOfAddress(net: Lookup, family: Family, label: Label): string | undefined {
  const zones = interfaceIndex(net)
    .holdersOf(family, label)
    .map(({ subnetId }) => zoneOf(net.get('subnet', subnetId)));
  return new Set(zones).size === 1 ? zones[0] : undefined;
}

export interface AttachedSubnet {
  readonly subnetId: string;
  /** Undefined where the subnet is not in the input, or does not say. */
  readonly zone: string | undefined;
}

/** The subnets of a VPC's attachment, in order of zone, one a zone. */
export function subnetsOf(net: Lookup, attachment: Attachment): readonly AttachedSubnet[] {
  return (attachment.vpc?.subnetIds ?? [])
    .flatMap((subnetId) => (subnetId ? [{ subnetId, zone: zoneOf(net.get('subnet', subnetId)) }] : []))
    .sort((a, b) => ((a.zone ?? '') < (b.zone ?? '') ? -1 : 1));
}
