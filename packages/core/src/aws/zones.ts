import type { RecordOfKind } from './record-types.ts';

/** The Availability Zone of a subnet: by its id, which means the same in every account (PAR-13), else by its name. */
export function zoneOf(subnet: RecordOfKind<'subnet'> | undefined): string | undefined {
  return subnet?.availabilityZoneId ?? subnet?.availabilityZone;
}
