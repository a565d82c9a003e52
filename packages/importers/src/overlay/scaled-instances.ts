import type { Assembly, Draft, Entry } from '../describe/assembly.ts';
import { GROUP_TAG } from '../terraform/families/scaling-groups.ts';
import type { Overlaid } from './overlay-notes.ts';
import { type Fields, listOf } from './rule-sense.ts';

/** What a scaling group has started, by the group: AWS tags it so, and plans are read alike. */
export function scaledIn({ entries }: Assembly): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries.get('instance') ?? []) {
    const name = (entry.record.tags as Fields | undefined)?.[GROUP_TAG];
    const state = (entry.record.state as Fields | undefined)?.name;
    if (typeof name !== 'string' || state === 'terminated') continue;
    found.set(name, [...(found.get(name) ?? []), entry]);
  }
  return found;
}

/**
 * A plan has one instance for each subnet of a scaling group, and answers have those that it runs: these are meant wherever
 * the plan says the former. In subnets that the group leaves they go, and in those that it comes to, one comes.
 */
export function mergeScaled(live: Assembly, before: Assembly, after: Assembly, done: Overlaid): void {
  const [own, olds, news] = [scaledIn(live), scaledIn(before), scaledIn(after)];
  for (const name of new Set([...olds.keys(), ...news.keys()])) {
    const [there, was, is] = [own.get(name) ?? [], olds.get(name) ?? [], news.get(name) ?? []];
    // What a plan makes anew is what it says.
    if (was.length === 0 && there.length === 0) continue;
    const [had, has] = [was, is].map((all) => new Set(all.map(({ record }) => record.subnetId)));
    const lost = there.filter(({ record }) => !has?.has(record.subnetId));
    const fresh = is.filter(({ record }) => !had?.has(record.subnetId));
    const isMoved = fresh.length > 0 || [...(had ?? [])].some((subnet) => !has?.has(subnet));
    if (there.length === 0 && isMoved) done.unscaled.push({ name, one: was[0] as Entry });
    const stays = (entry: Entry) => there.filter(({ record }) => record.subnetId === entry.record.subnetId);
    const meant = new Map([...was, ...is].map((one) => [one.key, stays(one).map(({ key }) => key)] as const));
    // One that comes may be called as one that goes.
    for (const one of fresh) meant.delete(one.key);
    const called = new Set(fresh.map(({ key }) => key));
    drop(before, 'instance', ({ key }) => called.has(key));
    drop(before, 'networkInterface', ({ record }) => called.has(String(instanceOf(record))));
    for (const side of [before, after]) stand(side, meant);
    for (const [alias, ids] of after.aliases)
      after.aliases.set(alias, [...new Set(ids.flatMap((id) => meant.get(id) ?? id))]);
    for (const one of lost) before.entries.get('instance')?.push(one);
  }
}

/** Has what answers have in the stead of what a plan has for it. */
function stand(side: Assembly, meant: ReadonlyMap<string, readonly string[]>): void {
  const isGone = (id: unknown) => meant.has(String(id));
  drop(side, 'instance', ({ key }) => isGone(key));
  drop(side, 'networkInterface', ({ record }) => isGone(instanceOf(record)));
  edit(side, 'targetHealth', 'targetHealthDescriptions', (one) => {
    const id = (one.target as Fields | undefined)?.id;
    const others = isGone(id) ? meant.get(String(id)) : undefined;
    return others?.map((other) => ({ ...one, target: { ...(one.target as Fields), id: other } })) ?? [one];
  });
  edit(side, 'classicLoadBalancer', 'instances', (one) => {
    const others = isGone(one.instanceId) ? meant.get(String(one.instanceId)) : undefined;
    return others?.map((instanceId) => ({ ...one, instanceId })) ?? [one];
  });
}

function instanceOf({ attachment }: Draft): unknown {
  return (attachment as Fields | undefined)?.instanceId;
}

/** Nobody is a target any more who is gone. */
export function dropTargets(live: Assembly, gone: ReadonlySet<string>): void {
  const isGone = (id: unknown) => gone.has(String(id));
  edit(live, 'targetHealth', 'targetHealthDescriptions', (one) =>
    isGone((one.target as Fields | undefined)?.id) ? [] : [one],
  );
  edit(live, 'classicLoadBalancer', 'instances', (one) => (isGone(one.instanceId) ? [] : [one]));
}

type Registering = 'targetHealth' | 'classicLoadBalancer';

function drop(side: Assembly, kind: 'instance' | 'networkInterface', isGone: (entry: Entry) => boolean): void {
  const all = side.entries.get(kind) ?? [];
  const kept = all.filter((one) => !isGone(one));
  all.length = 0;
  for (const one of kept) all.push(one);
}

function edit(side: Assembly, kind: Registering, list: string, each: (one: Fields) => readonly Fields[]): void {
  const all = side.entries.get(kind) ?? [];
  all.forEach((entry, i) => {
    const own = listOf(entry.record[list]);
    const now = own.flatMap(each);
    if (now.length === own.length && now.every((one, at) => one === own[at])) return;
    all[i] = { ...entry, record: { ...entry.record, [list]: now } as Draft };
  });
}
