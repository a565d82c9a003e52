import type { AclRule } from '../aws/acl-rules.ts';
import { formatServices } from '../aws/format-services.ts';
import type { Lookup } from '../aws/lookup.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import { destinationText, type Route } from '../aws/route-table.ts';
import { targetOf } from '../aws/route-target.ts';
import { describeRule } from '../aws/security-rule-text.ts';
import type { SecurityRule } from '../aws/security-rules.ts';
import type { Evidence } from '../model/evidence.ts';
import { inside, type Provenance } from '../model/source.ts';
import { formatCidr } from '../net/address.ts';
import { ALL } from '../net/service-set.ts';

export const DIRECTIONS = ['ingress', 'egress'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export function securityEvidence(net: Lookup, group: string, direction: Direction, rule: SecurityRule): Evidence {
  const { id, source } = rule;
  const text = describeRule(net, direction, rule);
  return { component: group, effect: 'admits', ...(id ? { rule: id } : {}), text, source };
}

export function aclEvidence(
  net: Lookup,
  acl: RecordOfKind<'networkAcl'>,
  direction: Direction,
  rule: AclRule,
): Evidence {
  return {
    component: acl.networkAclId ?? '',
    effect: rule.allows ? 'admits' : 'blocks',
    rule: String(rule.number),
    text: `${direction} rule ${rule.number} ${aclWords(net, direction, rule)}`,
    source: inside(acl.source, rule.pointer),
  };
}

/** What the rule says, without its number. */
export function aclWords(net: Lookup, direction: Direction, { allows, services, prefix }: AclRule): string {
  const what = formatServices(net.admissions.services, services ?? ALL);
  return `${allows ? 'allows' : 'denies'} ${what} ${direction === 'ingress' ? 'from' : 'to'} ${formatCidr(prefix)}`;
}

export function routeEvidence(table: RecordOfKind<'routeTable'>, route: Route, effect: Evidence['effect']): Evidence {
  const position = table.routes.indexOf(route);
  return {
    component: table.routeTableId ?? '',
    effect,
    rule: destinationText(route),
    text: routeWords(route),
    // What a table has without listing it, nothing else tells the place of.
    source: position < 0 ? table.source : inside(table.source, `/Routes/${position}`),
  };
}

export function routeWords(route: Route): string {
  const state = route.state && route.state !== 'active' ? ` (${route.state})` : '';
  return `${destinationText(route)} → ${targetOf(route) ?? 'nothing'}${state}`;
}

/** The object itself, where no rule of it is to blame. */
export function objectEvidence(
  component: string,
  { source }: Pick<Provenance, 'source'>,
  text: string,
  effect: Evidence['effect'] = 'blocks',
): Evidence {
  return { component, effect, text, source };
}
