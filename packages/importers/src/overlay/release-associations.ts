import type { Kind } from '@hopwise/core';
import type { Entry } from '../describe/assembly.ts';

interface Association {
  readonly subnetId?: string;
  readonly gatewayId?: string;
  readonly main?: boolean;
}

const KINDS: ReadonlySet<Kind> = new Set<Kind>(['routeTable', 'networkAcl']);

/** A subnet has one route table and one network ACL, a VPC one main table (RT-01, ACL-01): what a plan newly associates, others lose. */
export function releaseAssociations(
  kind: Kind,
  own: Entry[],
  olds: ReadonlyMap<string, Entry>,
  news: ReadonlyMap<string, Entry>,
): void {
  if (!KINDS.has(kind)) return;
  const takers = new Map<string, string>();
  for (const [key, now] of news) {
    const before = new Set(namesOf(olds.get(key)));
    for (const name of namesOf(now)) if (!before.has(name)) takers.set(name, key);
  }
  if (takers.size === 0) return;
  own.forEach((entry, position) => {
    const all = associationsOf(entry);
    const kept = all.filter((one) => [undefined, entry.key].includes(takers.get(nameOf(entry, one))));
    if (kept.length < all.length) own[position] = { ...entry, record: { ...entry.record, associations: kept } };
  });
}

/** A subnet that loses its network ACL has the default one of its VPC again (ACL-01). */
export function giveDefaults(kind: Kind, before: readonly Entry[], own: Entry[]): void {
  if (kind !== 'networkAcl') return;
  const subnetsOf = (entries: readonly Entry[]) =>
    entries.flatMap((entry) => associationsOf(entry).map(({ subnetId }) => ({ subnetId, vpcId: entry.record.vpcId })));
  const placed = new Set(subnetsOf(own).map(({ subnetId }) => subnetId));
  const lost = subnetsOf(before).filter(({ subnetId }) => subnetId !== undefined && !placed.has(subnetId));
  own.forEach((entry, position) => {
    const subnets = lost.filter(({ vpcId }) => entry.record.isDefault === true && entry.record.vpcId === vpcId);
    if (subnets.length === 0) return;
    const associations = [...associationsOf(entry), ...subnets.map(({ subnetId }) => ({ subnetId }))];
    own[position] = { ...entry, record: { ...entry.record, associations } };
  });
}

function namesOf(entry: Entry | undefined): readonly string[] {
  return entry ? associationsOf(entry).map((one) => nameOf(entry, one)) : [];
}

function associationsOf({ record }: Entry): readonly Association[] {
  return Array.isArray(record.associations) ? record.associations.filter((one) => one) : [];
}

function nameOf({ record }: Entry, { subnetId, gatewayId, main }: Association): string {
  return subnetId ?? gatewayId ?? `${main ? 'main' : 'of'} ${record.vpcId}`;
}
