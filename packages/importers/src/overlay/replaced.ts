import { isAlike, type Kind, type Source } from '@hopwise/core';
import type { Assembly, Entry } from '../describe/assembly.ts';
import type { Gone } from './take-away.ts';

/** Fields that AWS cannot change of what is there: an update makes another one, and takes that away. */
const UNCHANGING: Partial<Record<Kind, readonly string[]>> = {
  loadBalancer: ['scheme'],
  targetGroup: ['targetType', 'protocol', 'port'],
  natGateway: ['subnetId'],
};

export interface Replaced {
  /** The ids of what goes, and of what comes in its place, which is called as in the template. */
  readonly ids: ReadonlyMap<string, string>;
  readonly sources: readonly Source[];
  readonly gone: readonly Gone[];
}

/** What has the id of something that is there, and is to be what that cannot become. */
export function replacedBy(live: Assembly, after: Assembly): Replaced {
  const [ids, sources, gone] = [new Map<string, string>(), [] as Source[], [] as Gone[]];
  const names = namesIn(after);
  for (const [kind, fields] of Object.entries(UNCHANGING)) {
    const known = new Map((live.entries.get(kind as Kind) ?? []).map((one) => [one.key, one]));
    for (const { key, record } of after.entries.get(kind as Kind) ?? []) {
      const [own, name] = [known.get(key), names.get(key)];
      if (!own || !name || !fields.some((field) => differs(own, record, field))) continue;
      for (const [old, now] of idsOf(key, name)) ids.set(old, now);
      sources.push(record.source);
      gone.push({ logicalId: name, physicalId: key, type: undefined, source: record.source, isReplaced: true });
    }
  }
  return { ids, sources, gone };
}

function differs(live: Entry, planned: Entry['record'], field: string): boolean {
  const [was, is] = [live.record[field], planned[field]];
  return was !== undefined && is !== undefined && !isAlike(was, is);
}

/** What templates call the things that they say, with their stack. */
function namesIn({ aliases }: Assembly): ReadonlyMap<string, string> {
  return new Map(
    [...aliases].flatMap(([alias, ids]) => (/^[^/]+\.\w+$/.test(alias) ? ids.map((id) => [id, alias] as const) : [])),
  );
}

/** The nodes of a balancer are described by a part of its ARN. */
function idsOf(key: string, name: string): readonly (readonly [old: string, now: string])[] {
  const [place, word] = key.split(':loadbalancer/');
  if (word === undefined) return [[key, name]];
  const now = word.replace(/[^/]*$/, name);
  return [
    [key, `${place}:loadbalancer/${now}`],
    [`ELB ${word}`, `ELB ${now}`],
  ];
}
