import { kinds } from '@hopwise/core';
import type { Assembly, Entry } from '../describe/assembly.ts';

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
      entries[i] = { ...entry, key: ids.get(entry.key) ?? entry.key, record };
    });
  }
  for (const [alias, own] of assembly.aliases) {
    if (own.some((id) => ids.has(id)))
      assembly.aliases.set(
        alias,
        own.map((id) => ids.get(id) ?? id),
      );
  }
}

function renamed(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return ids.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => renamed(one, ids));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, renamed(one, ids)]));
}
