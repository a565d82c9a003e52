import type { Doubt } from '../model/route.ts';
import { inside } from '../model/source.ts';
import type { Family } from '../net/address.ts';
import type { FirewallRuleGroup } from './firewall-rule-group.ts';
import { type Effect, EVERY_PACKET, type FirewallRule } from './firewall-rules.ts';
import { type Addresses, type Ports, readAddresses, UNREADABLE, type Variables } from './firewall-terms.ts';
import type { Lookup, Place } from './lookup.ts';
import { missing } from './missing.ts';
import type { RecordOfKind } from './record-types.ts';
import { works } from './states.ts';

type Policy = RecordOfKind<'firewallPolicy'>;
type Group = RecordOfKind<'firewallRuleGroup'>;

const EFFECTS: readonly Effect[] = ['pass', 'drop', 'forward'];
const ACTIONS: Readonly<Record<string, Effect>> = {
  'aws:pass': 'pass',
  'aws:drop': 'drop',
  'aws:forward_to_sfe': 'forward',
};

/** Groups by priority, rules by priority, then the default actions; the first that matches decides (NFW-02). */
export function statelessRules(net: Lookup, policy: Policy, family: Family): readonly FirewallRule[] {
  const { statelessRuleGroupReferences: references = [], statelessDefaultActions = [] } = policy.firewallPolicy ?? {};
  const ordered = [...references].sort((a, b) => (a?.priority ?? 0) - (b?.priority ?? 0));
  const rules = ordered.flatMap((reference) => {
    const group = net.get('firewallRuleGroup', reference?.resourceArn);
    if (!reference?.resourceArn) return [];
    return group?.ruleGroup
      ? groupRules(net, group, reference.resourceArn, family)
      : EFFECTS.map((effect) => unreadGroup(net, reference.resourceArn as string, effect, policy));
  });
  const last = {
    ...EVERY_PACKET,
    component: policyName(policy),
    name: 'default',
    text: 'the stateless default action',
  };
  return [...rules, ...decide(statelessDefaultActions, { ...last, at: policy.source })];
}

/** A group that the input lacks may do anything with whatever comes to it. */
export function unreadGroup(net: Lookup, arn: string, effect: Effect, place: Place): FirewallRule {
  const isManaged = arn.includes(':aws-managed:');
  const doubt: Doubt = isManaged
    ? UNREADABLE
    : { code: 'NOT_COLLECTED', missing: missing(net, 'firewallRuleGroup', arn, place) };
  const text = isManaged ? 'a rule group that AWS manages' : 'a rule group that is not in the input';
  return { ...EVERY_PACKET, component: arn, name: 'all', text, effect, isSure: false, doubt };
}

export function policyName({ firewallPolicyResponse, firewallPolicyArn, arn }: Policy): string {
  return firewallPolicyResponse?.firewallPolicyArn ?? firewallPolicyArn ?? arn ?? 'firewall policy';
}

function groupRules(net: Lookup, group: Group, arn: string, family: Family): readonly FirewallRule[] {
  const source = group.ruleGroup?.rulesSource?.statelessRulesAndCustomActions;
  const variables: Variables = { addresses: new Map(), ports: new Map(), references: new Map(), place: group };
  const read = (terms: Definitions): Addresses =>
    terms.length === 0
      ? EVERY_PACKET.source
      : readAddresses(net, `[${terms.map((one) => one?.addressDefinition ?? '').join()}]`, family, variables);
  const pointer = '/RuleGroup/RulesSource/StatelessRulesAndCustomActions/StatelessRules';
  const rules = (source?.statelessRules ?? []).map((rule, position) => ({ rule, position }));
  rules.sort((a, b) => (a.rule?.priority ?? 0) - (b.rule?.priority ?? 0));
  return rules.flatMap(({ rule, position }): readonly FirewallRule[] => {
    const match = rule?.ruleDefinition?.matchAttributes;
    const protocols = match?.protocols.filter((one) => one !== undefined) ?? [];
    // Some packets of a TCP conversation have the flags that are asked for, others do not.
    const isSure = (match?.tCPFlags ?? []).length === 0;
    return decide(
      rule?.ruleDefinition?.actions ?? [],
      {
        component: arn,
        name: `priority ${rule?.priority ?? ''}`,
        text: `stateless rule ${rule?.priority ?? ''}`,
        at: inside(group.source, `${pointer}/${position}`),
        source: read(match?.sources ?? []),
        destination: read(match?.destinations ?? []),
        isBothWays: false,
        protocols: protocols.length > 0 ? protocols : 'any',
        sourcePorts: portsOf(match?.sourcePorts ?? []),
        destinationPorts: portsOf(match?.destinationPorts ?? []),
      },
      isSure,
    );
  });
}

type Match = NonNullable<
  NonNullable<
    NonNullable<
      NonNullable<NonNullable<FirewallRuleGroup['ruleGroup']>['rulesSource']>['statelessRulesAndCustomActions']
    >['statelessRules'][number]
  >['ruleDefinition']
>['matchAttributes'];
type Definitions = NonNullable<Match>['sources'];

/** An absent list is any port. */
function portsOf(ranges: NonNullable<Match>['sourcePorts']): Ports {
  if (ranges.length === 0) return undefined;
  return ranges.flatMap((range) =>
    range?.fromPort === undefined ? [] : [[range.fromPort, (range.toPort ?? range.fromPort) + 1] as const],
  );
}

/** One of the three standard actions; custom ones beside it only publish metrics. */
function decide(
  actions: readonly (string | undefined)[],
  rule: Omit<FirewallRule, 'effect' | 'isSure' | 'doubt'>,
  isSure = true,
): readonly FirewallRule[] {
  const named = Object.keys(ACTIONS).find((action) => actions.some((one) => one !== undefined && works(one, action)));
  const effects = named ? [ACTIONS[named] as Effect] : EFFECTS;
  const isKnown = isSure && named !== undefined;
  return effects.map((effect) => ({ ...rule, effect, isSure: isKnown, ...(isKnown ? {} : { doubt: UNREADABLE }) }));
}
