import { type Change, type Edit, PRICE } from '../model/change.ts';
import { shellWord } from './cli-command.ts';
import { editCommand } from './edit-command.ts';
import type { FirewallRuleGroup } from './firewall-rule-group.ts';
import type { Place } from './lookup.ts';
import type { Recorded } from './resource-type.ts';

type Group = Recorded<FirewallRuleGroup>;

const STATELESS = '/RuleGroup/RulesSource/StatelessRulesAndCustomActions/StatelessRules';
const STATEFUL = '/RuleGroup/RulesSource/StatefulRules';
const TEXT = '/RuleGroup/RulesSource/RulesString';

export function arnOfGroup({ ruleGroupResponse, ruleGroupArn, arn }: FirewallRuleGroup): string {
  return ruleGroupResponse?.ruleGroupArn ?? ruleGroupArn ?? arn ?? '';
}

/** AWS takes a group as a whole and with a token of its last reading: the commands read it, change it and write it back. */
export function groupCommands(arn: string, filter: string, place: Place): readonly string[] {
  const named = { 'rule-group-arn': arn };
  const token = '--update-token "$(jq -r .UpdateToken rule-group.json)"';
  const written = { ...named, 'rule-group': 'file://rules.json' };
  return [
    `${editCommand('describe-rule-group', named, place, 'network-firewall')} > rule-group.json`,
    `jq ${shellWord(`.RuleGroup | ${filter}`)} rule-group.json > rules.json`,
    `${editCommand('update-rule-group', written, place, 'network-firewall')} ${token}`,
  ];
}

/** Rules at the end of a group's list. */
export function rulesAdded(group: Group, list: 'stateless' | 'stateful', rules: readonly object[], text: string): Edit {
  const component = arnOfGroup(group);
  const at = list === 'stateless' ? STATELESS : STATEFUL;
  const path = at.replace('/RuleGroup', '').replaceAll('/', '.');
  return {
    component,
    price: PRICE.rule * rules.length,
    text,
    commands: groupCommands(component, `${path} += ${JSON.stringify(rules)}`, group),
    changes: rules.map((value) => ({ op: 'add' as const, component, at: `${at}/-`, value })),
  };
}

/** Rules before all others of a group that is written as text. */
export function linesAdded(group: Group, lines: readonly string[], text: string): Edit {
  const component = arnOfGroup(group);
  const own = `${lines.join('\n')}\n`;
  const value = `${own}${group.ruleGroup?.rulesSource?.rulesString ?? ''}`;
  return {
    component,
    price: PRICE.rule * lines.length,
    text,
    commands: groupCommands(component, `.RulesSource.RulesString |= ${JSON.stringify(own)} + .`, group),
    changes: [{ op: 'replace', component, at: TEXT, value }],
  };
}

/** Takes a rule away, told as evidence tells it: `priority 10`, `sid 5`. */
export function withoutFirewallRule(group: Group, rule: string): readonly Edit[] {
  const {
    statelessRulesAndCustomActions: stateless,
    statefulRules = [],
    rulesString,
  } = group.ruleGroup?.rulesSource ?? {};
  const number = Number(/^(?:priority|sid) (\d+)$/.exec(rule)?.[1]);
  if (!Number.isInteger(number)) return [];
  const component = arnOfGroup(group);
  const edit = (filter: string, change: Omit<Change, 'component'>): readonly Edit[] => [
    {
      component,
      price: PRICE.rule,
      text: `remove the rule of ${rule}`,
      commands: groupCommands(component, filter, group),
      changes: [{ ...change, component }],
    },
  ];
  if (rule.startsWith('priority')) {
    const position = (stateless?.statelessRules ?? []).findIndex((one) => one?.priority === number);
    const filter = `del(.RulesSource.StatelessRulesAndCustomActions.StatelessRules[] | select(.Priority == ${number}))`;
    return position < 0 ? [] : edit(filter, { op: 'remove', at: `${STATELESS}/${position}` });
  }
  const isIts = (keyword = '', settings: readonly (string | undefined)[] = []) =>
    keyword.replaceAll(' ', '') === `sid:${number}` || (keyword === 'sid' && settings.join() === String(number));
  const position = statefulRules.findIndex((one) =>
    one?.ruleOptions.some((option) => isIts(option?.keyword, option?.settings)),
  );
  if (position >= 0)
    return edit(`del(.RulesSource.StatefulRules[${position}])`, { op: 'remove', at: `${STATEFUL}/${position}` });
  const pattern = `\\bsid\\s*:\\s*${number}\\s*;`;
  const left = (rulesString ?? '').split('\n').filter((line) => !new RegExp(pattern).test(line));
  if (left.length === (rulesString ?? '').split('\n').length) return [];
  const filter = `.RulesSource.RulesString |= (split("\\n") | map(select(test(${JSON.stringify(pattern)}) | not)) | join("\\n"))`;
  return edit(filter, { op: 'replace', at: TEXT, value: left.join('\n') });
}
