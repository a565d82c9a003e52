import type { Lookup } from './lookup.ts';

/** An Availability Zone: names are each account's own, ids are the same for all (PAR-13). */
export interface Zone {
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly account: string | undefined;
}

export const UNREAD_ZONE: Zone = { id: undefined, name: undefined, account: undefined };

export function zoneOfSubnet(net: Lookup, subnetId: string | undefined): Zone | undefined {
  const subnet = net.get('subnet', subnetId);
  if (!subnet?.availabilityZoneId && !subnet?.availabilityZone) return undefined;
  return { id: subnet.availabilityZoneId, name: subnet.availabilityZone, account: subnet.ownerId ?? subnet.account };
}

/** By id where both are known, by name inside one account; undefined where neither tells. */
export function isSameZone(a: Zone, b: Zone): boolean | undefined {
  if (a.id && b.id) return a.id === b.id;
  const sameAccount = !a.account || !b.account || a.account === b.account;
  return a.name && b.name && sameAccount ? a.name === b.name : undefined;
}

export function formatZone(zone: Zone | undefined): string {
  return zone?.name ?? zone?.id ?? 'an unknown zone';
}
