import { groupOf, inOrder, type Policy, type RuleGroup, type Ruling } from './firewall-rules.ts';
import { type Lookups, present, sameWord } from './lookups.ts';
import type { Walk } from './packet.ts';
import { domainRules, readRule, type StatefulRule, suricataRules, type Variables } from './suricata.ts';

/** NFW-04 to NFW-08, asked of the first packet of a flow. */
export function judgeStateful(walk: Walk, policy: Policy, vpcId: string | undefined): Ruling {
  const isStrict = sameWord(policy.statefulEngineOptions?.ruleOrder, 'STRICT_ORDER');
  const references = inOrder(present(policy.statefulRuleGroupReferences));
  const rules: StatefulRule[] = [];
  for (const { resourceArn, override } of references) {
    const group = groupOf(walk.look, resourceArn);
    if (group === undefined) return 'unknown';
    const variables = variablesOf(walk.look, policy, group, vpcId);
    const found = rulesIn(walk, group, variables);
    const isSoft = sameWord(override?.action, 'DROP_TO_ALERT');
    rules.push(...found.map((one) => (isSoft && one.action === 'drop' ? { ...one, action: 'alert' as const } : one)));
  }
  const met = rules.filter(({ isMet, action }) => isMet && action !== 'alert');
  const ordered = isStrict
    ? met
    : [...met.filter((one) => one.action === 'pass'), ...met.filter((one) => one.action === 'drop')];
  const possible = new Set<Ruling>();
  for (const one of ordered) {
    possible.add(one.action === 'pass' ? 'pass' : 'drop');
    if (!one.isConditional) return only(possible);
  }
  possible.add(isStrict ? defaultAction(walk, policy) : 'pass');
  return only(possible);
}

function only(possible: ReadonlySet<Ruling>): Ruling {
  const [one] = possible;
  return possible.size === 1 && one ? one : 'unknown';
}

function defaultAction(walk: Walk, policy: Policy): Ruling {
  const actions = present(policy.statefulDefaultActions).filter((one) => one.startsWith('aws:drop'));
  if (actions.length === 0) return 'pass';
  if (actions.includes('aws:drop_strict') || actions.includes('aws:drop_established')) return 'drop';
  return walk.header.protocol === 6 ? 'unknown' : 'drop';
}

function variablesOf(
  look: Lookups,
  policy: Policy,
  group: NonNullable<RuleGroup['ruleGroup']>,
  vpcId: string | undefined,
): Variables {
  const all = new Map<string, readonly string[]>();
  const vpc = look.vpcs.get(vpcId ?? '');
  // NFW-07: where nobody says otherwise, home is the firewall's VPC.
  const home = vpc ? present([vpc.cidrBlock, ...present(vpc.cidrBlockAssociationSet).map((b) => b.cidrBlock)]) : [];
  if (vpc) all.set('HOME_NET', home);
  for (const [name, { definition }] of Object.entries(policy.policyVariables?.ruleVariables ?? {})) {
    all.set(name, present(definition));
  }
  const sets = group.ruleVariables;
  for (const [name, { definition }] of Object.entries({ ...sets?.iPSets, ...sets?.portSets })) {
    all.set(name, present(definition));
  }
  return all;
}

function rulesIn(
  walk: Walk,
  group: NonNullable<RuleGroup['ruleGroup']>,
  variables: Variables,
): readonly StatefulRule[] {
  const source = group.rulesSource;
  const written = present(source?.statefulRules ?? []).map(({ action, header, ruleOptions }) =>
    readRule(walk, variables, {
      action,
      parts: [
        header?.protocol,
        header?.source,
        header?.sourcePort,
        sameWord(header?.direction, 'ANY') ? '<>' : '->',
        header?.destination,
        header?.destinationPort,
      ],
      keywords: present(present(ruleOptions).map(({ keyword }) => keyword)),
    }),
  );
  return [
    ...written,
    ...suricataRules(walk, source?.rulesString, variables),
    ...domainRules(walk, source?.rulesSourceList, variables),
  ];
}
