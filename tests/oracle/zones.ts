import { type Lookups, type Place, present } from './lookups.ts';
import type { Sure } from './sure.ts';

/** PAR-13: names of Availability Zones mean something inside one account only. */
export function zoneOfSubnet(look: Lookups, subnetId: string | undefined): string | undefined {
  const subnet = look.subnets.get(subnetId ?? '');
  if (subnet === undefined) return undefined;
  const { availabilityZoneId, availabilityZone, ownerId, account } = subnet;
  return availabilityZoneId ?? (availabilityZone && `${ownerId ?? account}/${availabilityZone}`);
}

export function zoneOf(look: Lookups, place: Place): string | undefined {
  if (place.subnetId !== undefined) return zoneOfSubnet(look, place.subnetId);
  return place.nat?.address.availabilityZoneId;
}

/** A zone that is not told may be any, and a name of one account may mean that of another (PAR-13). */
export function sameZone(a: string | undefined, b: string | undefined): Sure {
  if (a === undefined || b === undefined) return 'maybe';
  const namer = (zone: string) => (zone.includes('/') ? zone.split('/')[0] : undefined);
  return a === b ? 'yes' : namer(a) === namer(b) ? 'no' : 'maybe';
}

/** The subnets of an attachment with their zones; `undefined` as a zone where the subnet was not collected. */
export function zonesOf(look: Lookups, subnetIds: readonly (string | undefined)[]) {
  return present(subnetIds).map((subnetId) => ({ subnetId, zone: zoneOfSubnet(look, subnetId) }));
}
