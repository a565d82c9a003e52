import type { ComponentId } from '../model/route.ts';
import type { Touching } from './derived.ts';
import type { Edition } from './edition.ts';
import type { Kind } from './record-types.ts';

/** The groups whose rules differ in an edition; `anybody`: one came or went, so that those that name it differ too. */
export interface ChangedGroups {
  readonly ids: ReadonlySet<ComponentId>;
  readonly anybody: boolean;
}

const GROUP_KINDS: readonly Kind[] = ['securityGroup', 'securityGroupRule'];

const known = new WeakMap<Edition, ChangedGroups>();

export function changedGroups(edition: Edition, net: Pick<Edition['of'], 'get'>): ChangedGroups {
  let changed = known.get(edition);
  if (!changed) {
    const ids = new Set(edition.ids.get('securityGroup'));
    for (const rule of edition.ids.get('securityGroupRule') ?? []) {
      for (const one of [edition.of, net]) ids.add(one.get('securityGroupRule', rule)?.groupId ?? '');
    }
    const isIn = (one: Pick<Edition['of'], 'get'>, id: ComponentId) => one.get('securityGroup', id) !== undefined;
    changed = { ids, anybody: [...ids].some((id) => !isIn(edition.of, id) || !isIn(net, id)) };
    known.set(edition, changed);
  }
  return changed;
}

/** Of what is built for keys that list groups behind each other. */
export function touchingGroups(groupsOf: (key: string) => readonly string[]): Touching {
  return {
    kinds: GROUP_KINDS,
    touches(key, edition, net) {
      const { ids, anybody } = changedGroups(edition, net);
      return anybody || groupsOf(key).some((group) => ids.has(group));
    },
  };
}
