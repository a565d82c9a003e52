import { type Lookups, type Place, present } from './lookups.ts';

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

/** The subnets of an attachment with their zones; `undefined` as a zone where the subnet was not collected. */
export function zonesOf(look: Lookups, subnetIds: readonly (string | undefined)[]) {
  return present(subnetIds).map((subnetId) => ({ subnetId, zone: zoneOfSubnet(look, subnetId) }));
}
