import type { Kind } from '@hopwise/core';
import type { Entry } from '../describe/assembly.ts';

/**
 * The interfaces of the answers that a planned one stands for: those of its instance, or those that AWS describes alike in
 * its subnet. Databases describe all of theirs alike, so that groups have to be alike as well.
 */
export function sameInterfaces(live: readonly Entry[], { record: planned }: Entry): readonly Entry[] {
  const instance = instanceOf(planned.attachment);
  const groups = groupsOf(planned.groups);
  return live.filter(({ record }) => {
    if (record.subnetId !== planned.subnetId) return false;
    if (instance !== undefined) return instanceOf(record.attachment) === instance;
    if (typeof planned.description !== 'string' || planned.requesterManaged !== true) return false;
    const isUnique = planned.description !== 'RDSNetworkInterface';
    return isDescribed(record.description, planned.description) && (isUnique || groupsOf(record.groups) === groups);
  });
}

/** Behind the name of a service AWS tells its interfaces apart: those of functions, mount targets and resolvers. */
const APART = /^(?:-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}| \(fsmt-\w+\))$/;

export function isDescribed(live: unknown, planned: string): boolean {
  if (live === planned) return true;
  if (typeof live !== 'string') return false;
  const start = withoutNumber(planned);
  return start.endsWith(':rni-')
    ? live.startsWith(start)
    : live.startsWith(planned) && APART.test(live.slice(planned.length));
}

/** The interfaces of a resolver are numbered. */
export function withoutNumber(description: string): string {
  return description.replace(/:rni-\d*$/, ':rni-');
}

function instanceOf(attachment: unknown): string | undefined {
  const id = (attachment as { readonly instanceId?: unknown } | undefined)?.instanceId;
  return typeof id === 'string' ? id : undefined;
}

/** What an object is known by. Interfaces that come with another are counted: which is which, their subnets tell. */
export function byIdentity(kind: Kind, entries: readonly Entry[]): readonly (readonly [key: string, entry: Entry])[] {
  const counts = new Map<string, number>();
  return entries.map((entry) => {
    const [, owner] = (kind === 'networkInterface' && /^(.*#\D*)\d+$/.exec(entry.key)) || [];
    if (owner === undefined) return [entry.key, entry];
    const place = `${owner} ${String(entry.record.subnetId)}`;
    const count = counts.get(place) ?? 0;
    counts.set(place, count + 1);
    return [`${place} ${count}`, entry];
  });
}

/** The groups of an interface, whatever their order. */
export function groupsOf(groups: unknown): string {
  const ids = Array.isArray(groups) ? groups.map((one: { readonly groupId?: unknown }) => String(one.groupId)) : [];
  return ids.sort().join();
}
