import { aclRules } from '../aws/acl-rules.ts';
import { evidenceOf } from '../aws/firewall-rules.ts';
import { derived, type Lookup } from '../aws/lookup.ts';
import { rulesOf } from '../aws/security-rules.ts';
import type { Evidence } from '../model/evidence.ts';
import { firewallRules } from './firewall-facts.ts';
import { allRoutes } from './route-facts.ts';
import { aclEvidence, DIRECTIONS, routeEvidence, securityEvidence } from './rule-evidence.ts';

export type RuleKind = 'route' | 'security-group-rule' | 'acl-rule' | 'firewall-rule';
export const RULE_KINDS: readonly RuleKind[] = ['route', 'security-group-rule', 'acl-rule', 'firewall-rule'];

/** Something that somebody wrote down, and that decides about packets. */
export interface WrittenRule {
  readonly kind: RuleKind;
  readonly evidence: Evidence;
}

/** Every route, rule of a group, an ACL or a firewall of the input; local routes, rule * and default actions are nobody's. */
export const everyRule: (net: Lookup) => readonly WrittenRule[] = derived((net) => {
  const routes = allRoutes(net)
    .filter(({ target }) => target !== 'local')
    .map(({ table, route }): WrittenRule => ({ kind: 'route', evidence: routeEvidence(table, route, 'routes') }));
  const groups = net.all('securityGroup').flatMap(({ groupId = '' }) =>
    DIRECTIONS.flatMap((direction) =>
      (rulesOf(net, groupId)?.[direction] ?? []).map((rule): WrittenRule => {
        return { kind: 'security-group-rule', evidence: securityEvidence(net, groupId, direction, rule) };
      }),
    ),
  );
  const acls = net.all('networkAcl').flatMap((acl) =>
    DIRECTIONS.flatMap((direction) =>
      aclRules(net, acl, direction)
        .filter(({ number }) => number < LAST_RULE)
        .map((rule): WrittenRule => ({ kind: 'acl-rule', evidence: aclEvidence(net, acl, direction, rule) })),
    ),
  );
  return [...routes, ...groups, ...acls, ...ofFirewalls(net)];
});

/** Both families have one rule; what only hands packets on to the stateful rules decides nothing. */
function ofFirewalls(net: Lookup): readonly WrittenRule[] {
  const found = new Map<string, WrittenRule>();
  for (const { rule } of firewallRules(net)) {
    if (rule.effect === 'forward' || !net.get('firewallRuleGroup', rule.component)?.ruleGroup) continue;
    const evidence = evidenceOf(rule, 'what it matches');
    found.set(keyOfRule(evidence), { kind: 'firewall-rule', evidence });
  }
  return [...found.values()];
}

/** Rule *, which every ACL ends with. */
const LAST_RULE = 32_767;

/** Equal for evidence of the same rule. */
export function keyOfRule({ component, rule, source, text }: Evidence): string {
  const place = source ? `${source.file}#${source.pointer}` : '';
  return `${component} ${rule ?? text} ${place}`;
}
