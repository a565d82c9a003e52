import { type Edit, PRICE } from '../model/change.ts';
import { shellWord } from './cli-command.ts';
import { editCommand, newId } from './edit-command.ts';
import { policyName } from './firewall-stateless-rules.ts';
import type { Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';

/** Where a policy has no group that rules could be added to: a group of its own, before all others. */
export function groupAdded(
  net: Lookup,
  policy: RecordOfKind<'firewallPolicy'>,
  type: 'Stateless' | 'Stateful',
  rules: readonly object[],
  text: string,
): Edit | undefined {
  const policyArn = policyName(policy);
  const isStrict = policy.firewallPolicy?.statefulEngineOptions?.ruleOrder?.toUpperCase() === 'STRICT_ORDER';
  const references = policy.firewallPolicy?.[`${uncapital(type)}RuleGroupReferences`] ?? [];
  const priority = Math.min(101, ...references.flatMap((one) => one?.priority ?? [])) - 1;
  const isRanked = type === 'Stateless' || isStrict;
  if (isRanked && priority < 1) return undefined;
  const isTaken = (id: string) => net.get('firewallRuleGroup', id) !== undefined;
  const prefix = policyArn.replace(/:firewall-policy\/.*$/, `:${uncapital(type)}-rulegroup/`);
  const component = newId(isTaken, `${prefix}${policyArn.split('/').at(-1)}-new`);
  const RulesSource =
    type === 'Stateless' ? { StatelessRulesAndCustomActions: { StatelessRules: rules } } : { StatefulRules: rules };
  const ordered = type === 'Stateful' && isStrict ? { StatefulRuleOptions: { RuleOrder: 'STRICT_ORDER' } } : {};
  const RuleGroup = { RulesSource, ...ordered };
  const list = `${type}RuleGroupReferences`;
  const reference = { ResourceArn: component, ...(isRanked ? { Priority: priority } : {}) };
  const { account, region } = policy;
  const place = { ...(account ? { account } : {}), ...(region ? { region } : {}) };
  return {
    component: policyArn,
    price: PRICE.option + PRICE.rule * rules.length,
    text: `${text}, in a new rule group (${component} stands for it)`,
    commands: [
      editCommand(
        'create-rule-group',
        {
          'rule-group-name': component.slice(prefix.length),
          type: type.toUpperCase(),
          capacity: '100',
          'rule-group': JSON.stringify(RuleGroup),
        },
        policy,
        'network-firewall',
      ),
      ...policyCommands(policyArn, `.${list} += ${JSON.stringify([reference])}`, policy),
    ],
    changes: [
      { op: 'add', component, at: '', value: { RuleGroupArn: component, RuleGroup, ...place } },
      { op: 'add', component: policyArn, at: `/FirewallPolicy/${list}/-`, value: reference },
    ],
  };
}

function uncapital<T extends string>(text: T): Uncapitalize<T> {
  return (text.charAt(0).toLowerCase() + text.slice(1)) as Uncapitalize<T>;
}

/** AWS takes a policy as a whole and with a token of its last reading. */
function policyCommands(arn: string, filter: string, place: RecordOfKind<'firewallPolicy'>): readonly string[] {
  const named = { 'firewall-policy-arn': arn };
  const token = '--update-token "$(jq -r .UpdateToken policy.json)"';
  const written = { ...named, 'firewall-policy': 'file://changed.json' };
  return [
    `${editCommand('describe-firewall-policy', named, place, 'network-firewall')} > policy.json`,
    `jq ${shellWord(`.FirewallPolicy | ${filter}`)} policy.json > changed.json`,
    `${editCommand('update-firewall-policy', written, place, 'network-firewall')} ${token}`,
  ];
}
