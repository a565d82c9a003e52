import type { Evidence } from '../model/evidence.ts';
import type { ComponentId, FilterQuestion } from '../model/route.ts';
import { contains, formatPrefix } from '../net/address.ts';
import { NONE } from '../net/service-set.ts';
import { formatServices } from './format-services.ts';
import type { Lookup } from './lookup.ts';
import { entriesOf } from './prefix-list-entries.ts';
import { describeRule } from './security-rule-text.ts';
import { rulesOf, type SecurityRule } from './security-rules.ts';

/** The rules read again: each that admits something of what is asked; where none does, that absence. */
export function evidenceOf(
  net: Lookup,
  groups: readonly ComponentId[],
  direction: 'ingress' | 'egress',
  asked: FilterQuestion,
): readonly Evidence[] {
  const pool = net.admissions.services;
  const found: Evidence[] = [];
  for (const group of groups) {
    const rules = rulesOf(net, group);
    if (!rules) {
      found.push({ component: group, effect: 'blocks', text: 'its rules are not in the input' });
      continue;
    }
    for (const rule of admittingOf(net, group, direction, asked)) {
      found.push({
        component: group,
        effect: 'admits',
        ...(rule.id ? { rule: rule.id } : {}),
        text: describeRule(net, direction, rule),
        source: rule.source,
      });
    }
  }
  if (found.some(({ effect }) => effect === 'admits')) return found;
  const where = direction === 'ingress' ? 'from' : 'to';
  const address = formatPrefix(net.labels[asked.family].prefixOf(asked.address));
  const absence = groups.map((group) => ({
    component: group,
    effect: 'blocks' as const,
    text: `no ${direction} rule admits ${formatServices(pool, asked.services)} ${where} ${address}`,
  }));
  return found.length > 0 ? found : absence;
}

/** The rules of a group that admit some of what is asked. */
export function admittingOf(
  net: Lookup,
  group: ComponentId,
  direction: 'ingress' | 'egress',
  asked: FilterQuestion,
): readonly SecurityRule[] {
  const pool = net.admissions.services;
  return (rulesOf(net, group)?.[direction] ?? []).filter(
    (rule) => matches(net, rule, asked) && pool.intersect(net.admissions.may(rule.admits), asked.services) !== NONE,
  );
}

function matches(net: Lookup, rule: SecurityRule, asked: FilterQuestion): boolean {
  const address = net.labels[asked.family].prefixOf(asked.address);
  switch (rule.peer.kind) {
    case 'cidr':
      return contains(rule.peer.prefix, address);
    case 'list':
      return entriesOf(net, rule.peer.id)?.some((entry) => contains(entry, address)) ?? true;
    case 'group':
      return rule.peer.works && asked.groups.includes(rule.peer.id);
  }
}
