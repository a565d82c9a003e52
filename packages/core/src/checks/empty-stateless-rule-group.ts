import type { Check } from './check.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const emptyStatelessRuleGroup: Check = {
  id: 'empty-stateless-rule-group',
  title: 'Stateless rule group of a firewall without rules',
  severity: 'low',
  help: {
    wrong: 'A stateless rule group of a Network Firewall has no rule.',
    why: 'Policies that name it look as if they decided something; it decides nothing.',
    mend: 'Give it the rules that it is meant to have, or delete it.',
  },
  controls: {
    securityHub: ['NetworkFirewall.6'],
    config: ['netfw-stateless-rule-group-not-empty'],
    nist: ['AC-4(21)', 'SC-7', 'SC-7(5)', 'SC-7(11)', 'SC-7(16)', 'SC-7(21)'],
  },
  *run({ network }) {
    yield* lackingLists(network, 'firewallRuleGroup');
    for (const record of network.all('firewallRuleGroup')) {
      const { ruleGroup, ruleGroupResponse, isPartial } = record;
      const stateless = ruleGroup?.rulesSource?.statelessRulesAndCustomActions;
      if (!stateless || isPartial || stateless.statelessRules.length > 0) continue;
      if (ruleGroupResponse?.type?.toUpperCase() === 'STATEFUL') continue;
      const id = network.recordType('firewallRuleGroup').key(record) ?? '';
      yield {
        component: id,
        message: 'It has no rule.',
        evidence: [objectEvidence(id, record, 'no stateless rule')],
        place: record,
      };
    }
  },
};
