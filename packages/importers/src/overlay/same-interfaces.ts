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
    return record.description === planned.description && (isUnique || groupsOf(record.groups) === groups);
  });
}

function instanceOf(attachment: unknown): string | undefined {
  const id = (attachment as { readonly instanceId?: unknown } | undefined)?.instanceId;
  return typeof id === 'string' ? id : undefined;
}

/** The groups of an interface, whatever their order. */
export function groupsOf(groups: unknown): string {
  const ids = Array.isArray(groups) ? groups.map((one: { readonly groupId?: unknown }) => String(one.groupId)) : [];
  return ids.sort().join();
}
