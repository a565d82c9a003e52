import type { Assembly } from '../describe/assembly.ts';

/**
 * The ids of the zones of new subnets: a plan tells names, which are an account's own, and answers tell of the same account
 * both. Zones are the same by their ids (TGW-10).
 */
export function tellZones(live: Assembly): void {
  const own = live.entries.get('subnet') ?? [];
  const keyOf = ({ account, region, availabilityZone: name }: Readonly<Record<string, unknown>>) =>
    JSON.stringify([account, region, name]);
  const ids = new Map<string, unknown>();
  for (const { record } of own) if (record.availabilityZoneId) ids.set(keyOf(record), record.availabilityZoneId);
  own.forEach((entry, i) => {
    const { record } = entry;
    const id = ids.get(keyOf(record));
    if (record.availabilityZone && !record.availabilityZoneId && id !== undefined) {
      own[i] = { ...entry, record: { ...record, availabilityZoneId: id } };
    }
  });
}
