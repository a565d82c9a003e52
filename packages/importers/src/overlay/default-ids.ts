import { type Kind, kinds, recordType } from '@hopwise/core';
import type { Assembly, Draft, Entry } from '../describe/assembly.ts';

/** What AWS makes with a VPC or a transit gateway has ids that answers tell and templates do not: each by what templates call it. */
export function defaultIds(live: Assembly): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const put = (
    kind: 'securityGroup' | 'networkAcl' | 'routeTable',
    word: string,
    is: (one: Entry['record']) => boolean,
  ) => {
    for (const { key, record } of live.entries.get(kind) ?? []) {
      if (typeof record.vpcId === 'string' && is(record)) found.set(`${record.vpcId}#${word}`, key);
    }
  };
  put('securityGroup', 'default-group', ({ groupName }) => groupName === 'default');
  put('networkAcl', 'default-acl', ({ isDefault }) => isDefault === true);
  put('routeTable', 'main', ({ associations }) => {
    return Array.isArray(associations) && associations.some((one: { readonly main?: unknown }) => one.main === true);
  });
  for (const { key, record } of live.entries.get('transitGateway') ?? []) {
    const options = (record.options ?? {}) as Readonly<Record<string, unknown>>;
    const [own, other] = ['association', 'propagation'].flatMap((use) => options[`${use}DefaultRouteTableId`] ?? []);
    // Where it has one for each use, nobody can tell which of them the gateway made.
    if (typeof own === 'string' && (other ?? own) === own) found.set(`${key}#default-table`, own);
  }
  return found;
}

/** So has the group that EKS makes for a cluster. */
export function clusterGroups(live: Assembly, after: Assembly): ReadonlyMap<string, string> {
  const groupsOf = ({ entries }: Assembly) =>
    new Map(
      (entries.get('eksCluster') ?? []).map(({ key, record }) => {
        const { clusterSecurityGroupId: id } = (record.resourcesVpcConfig ?? {}) as Readonly<Record<string, unknown>>;
        return [key, typeof id === 'string' ? id : undefined] as const;
      }),
    );
  const [own, planned] = [groupsOf(live), groupsOf(after)];
  return new Map(
    [...planned].flatMap(([key, id]) => {
      const real = own.get(key);
      return id?.includes('#') && real !== undefined ? [[id, real] as const] : [];
    }),
  );
}

/** The same entries with other ids, wherever they name them. */
export function rename(assembly: Assembly, ids: ReadonlyMap<string, string>): void {
  if (ids.size === 0) return;
  const mark = [...ids.keys()].every((id) => id.includes('#')) ? '#' : '';
  for (const kind of kinds) {
    const entries = assembly.entries.get(kind) ?? [];
    entries.forEach((entry, i) => {
      const { source, ...fields } = entry.record;
      if (!JSON.stringify(fields).includes(mark)) return;
      const record = { ...(renamed(fields, ids) as object), source } as Entry['record'];
      entries[i] = { ...entry, key: keyAfter(kind, entry, record, ids), record };
    });
  }
  for (const [alias, own] of assembly.aliases) {
    if (!own.some((id) => ids.has(id))) continue;
    const now = own.map((id) => ids.get(id) ?? id).filter((id) => id !== alias);
    // What is called by its alias needs none.
    if (now.length > 0) assembly.aliases.set(alias, now);
    else assembly.aliases.delete(alias);
  }
}

/** Some are known by several things that they name. */
function keyAfter(kind: Kind, { key, record: was }: Entry, record: Draft, ids: ReadonlyMap<string, string>): string {
  const { key: keyOf } = recordType(kind);
  return (keyOf(was) === key ? keyOf(record) : undefined) ?? (renamed(key, ids) as string);
}

/** What AWS makes beside a thing is called by that. */
function besideOf(id: string, ids: ReadonlyMap<string, string>): string {
  const at = id.indexOf('#');
  const owner = at > 0 ? ids.get(id.slice(0, at)) : undefined;
  return owner === undefined ? id : owner + id.slice(at);
}

function renamed(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return ids.get(value) ?? besideOf(value, ids);
  if (Array.isArray(value)) return value.map((one) => renamed(one, ids));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, renamed(one, ids)]));
}
