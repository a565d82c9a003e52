import type { Assembly, Draft, Entry } from '../describe/assembly.ts';
import type { Overlaid } from './overlay-notes.ts';
import { type Places, settle } from './places-of.ts';
import { isSameRule, listOf, onePeerEach, permissionOf, ruleOf } from './rule-sense.ts';

/** Groups with their rules, which answers list in two ways and plans have no ids for: a rule is the same by what it says. */
export function mergeGroups(live: Assembly, before: Assembly, after: Assembly, places: Places, done: Overlaid): void {
  const groups = live.entries.get('securityGroup') ?? [];
  const rules = live.entries.get('securityGroupRule') ?? [];
  const isRuleListed = rules.length > 0;
  const [olds, news] = [groupsOf(before), groupsOf(after)];
  const [oldRules, newRules] = [rulesOf(before), rulesOf(after)];
  const byId = new Map(groups.map((entry) => [entry.key, entry]));
  const changed = new Map<string, Change>();
  for (const id of olds.keys()) if (!news.has(id) && byId.has(id)) changed.set(id, 'gone');
  for (const [id, now] of news) {
    const [had, has] = [oldRules.get(id) ?? [], newRules.get(id) ?? []];
    if (!byId.has(id)) {
      // What AWS made beside a thing that is there has an id of its own.
      if (olds.has(id) && id.includes('#')) continue;
      if (olds.has(id)) done.missing('securityGroup', id, now);
      else done.added++;
      groups.push(settle(now, places));
      if (isRuleListed) for (const one of has) rules.push(settle(one, places));
      continue;
    }
    const [lost, added] = [without(had, has), without(has, had)];
    if (lost.length + added.length > 0) changed.set(id, { lost, added, now: now.record });
  }
  const gone = [...changed.values()].filter((one) => one === 'gone').length;
  done.removed += gone;
  done.changed += changed.size - gone;
  if (changed.size === 0) return;
  rewrite(groups, (entry) => {
    const change = changed.get(entry.key);
    if (change === 'gone') return [];
    return change ? [{ ...entry, record: withRules(entry.record, change) }] : [entry];
  });
  rewrite(rules, (entry) => {
    const change = changed.get(String(entry.record.groupId));
    if (change === 'gone') return [];
    return change?.lost.some(({ record }) => isSameRule(entry.record, record)) ? [] : [entry];
  });
  for (const change of changed.values()) {
    if (change !== 'gone' && isRuleListed) for (const one of change.added) rules.push(settle(one, places));
  }
}

type Change = 'gone' | { readonly lost: readonly Entry[]; readonly added: readonly Entry[]; readonly now: Draft };

function rewrite(entries: Entry[], each: (entry: Entry) => readonly Entry[]): void {
  const kept = entries.flatMap(each);
  entries.length = 0;
  for (const one of kept) entries.push(one);
}

function groupsOf(assembly: Assembly): ReadonlyMap<string, Entry> {
  return new Map((assembly.entries.get('securityGroup') ?? []).map((entry) => [entry.key, entry]));
}

function rulesOf(assembly: Assembly): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of assembly.entries.get('securityGroupRule') ?? []) {
    const id = String(entry.record.groupId);
    const own = found.get(id);
    if (own) own.push(entry);
    else found.set(id, [entry]);
  }
  return found;
}

function without(some: readonly Entry[], others: readonly Entry[]): readonly Entry[] {
  return some.filter((one) => !others.some((other) => isSameRule(other.record, one.record)));
}

/** The permissions of the group's own record, one peer each, with the same rules lost and added. */
function withRules(live: Draft, { lost, added, now }: Exclude<Change, 'gone'>): Draft {
  const edited = (['ipPermissions', 'ipPermissionsEgress'] as const).map((name) => {
    const isEgress = name === 'ipPermissionsEgress';
    const kept = listOf(live[name])
      .flatMap(onePeerEach)
      .filter((one) => !lost.some(({ record }) => isSameRule(ruleOf(one, isEgress), record)));
    const own = added.filter(({ record }) => (record.isEgress === true) === isEgress);
    return [name, [...kept, ...own.map(({ record }) => permissionOf(record))]] as const;
  });
  return { ...live, ...Object.fromEntries(edited), source: now.source };
}
