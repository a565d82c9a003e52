import { aclRules } from '../aws/acl-rules.ts';
import { derived, type Lookup } from '../aws/lookup.ts';
import { rulesOf } from '../aws/security-rules.ts';
import type { Evidence } from '../model/evidence.ts';
import { allRoutes } from './route-facts.ts';
import { aclEvidence, DIRECTIONS, routeEvidence, securityEvidence } from './rule-evidence.ts';

export type RuleKind = 'route' | 'security-group-rule' | 'acl-rule';
export const RULE_KINDS: readonly RuleKind[] = ['route', 'security-group-rule', 'acl-rule'];

/** Something that somebody wrote down, and that decides about packets. */
export interface WrittenRule {
  readonly kind: RuleKind;
  readonly evidence: Evidence;
}

/** Every route, security group rule and ACL rule of the input; local routes and rule * are nobody's. */
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
  return [...routes, ...groups, ...acls];
});

/** Rule *, which every ACL ends with. */
const LAST_RULE = 32_767;

/** Equal for evidence of the same rule. */
export function keyOfRule({ component, rule, source, text }: Evidence): string {
  const place = source ? `${source.file}#${source.pointer}` : '';
  return `${component} ${rule ?? text} ${place}`;
}
