import type { Assembly } from '../describe/assembly.ts';

/** Of each interface of the answers whether it is attached to an instance. */
export function attachedIn({ entries }: Assembly): ReadonlyMap<string, boolean> {
  return new Map((entries.get('networkInterface') ?? []).map(({ key, record }) => [key, isAttached(record)]));
}

function isAttached(record: Readonly<Record<string, unknown>>): boolean {
  return (record.attachment as { readonly instanceId?: unknown } | undefined)?.instanceId !== undefined;
}

/** An interface is in use while it is attached, and of what is not no plan says so. */
export function tellUse(live: Assembly, before: ReadonlyMap<string, boolean>): void {
  const own = live.entries.get('networkInterface') ?? [];
  own.forEach((entry, i) => {
    const [was, is] = [before.get(entry.key), isAttached(entry.record)];
    if (was === undefined || was === is) return;
    own[i] = { ...entry, record: { ...entry.record, status: is ? 'in-use' : 'available' } };
  });
}
