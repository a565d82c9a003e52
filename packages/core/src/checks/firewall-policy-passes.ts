import type { RecordOfKind } from '../aws/record-types.ts';
import { works } from '../aws/states.ts';
import type { Check } from './check.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

type Policy = NonNullable<RecordOfKind<'firewallPolicy'>['firewallPolicy']>;

export const firewallPolicyPasses: Check = {
  id: 'firewall-policy-passes',
  title: 'Firewall policy that lets packets pass without its rules',
  severity: 'medium',
  help: {
    wrong:
      'Packets that no stateless rule decides pass at once, before the stateful rules; or the policy has no rule group, and drops nothing by default.',
    why: 'Routes lead everything through the firewall, and it looks inspected; nothing is ever dropped.',
    mend: 'Forward what no stateless rule decides to the stateful rules (aws:forward_to_sfe), or drop it, and give the policy rule groups or a default that drops.',
  },
  controls: {
    securityHub: ['NetworkFirewall.3', 'NetworkFirewall.4', 'NetworkFirewall.5'],
    config: [
      'netfw-policy-rule-group-associated',
      'netfw-policy-default-action-full-packets',
      'netfw-policy-default-action-fragment-packets',
    ],
    nist: ['CA-9(1)', 'CM-2'],
  },
  *run({ network }) {
    yield* lackingLists(network, 'firewallPolicy');
    for (const record of network.all('firewallPolicy')) {
      const id = network.recordType('firewallPolicy').key(record) ?? '';
      // The listing alone does not tell its actions.
      for (const { rule, text } of record.firewallPolicy ? faultsOf(record.firewallPolicy) : [])
        yield {
          component: id,
          rule,
          message: `${text}.`,
          evidence: [objectEvidence(id, record, text)],
          place: record,
        };
    }
  },
};

function faultsOf(policy: Policy): readonly { readonly rule: string; readonly text: string }[] {
  const passes = (actions: readonly (string | undefined)[]) => actions.some((one) => works(one ?? '-', 'aws:pass'));
  const faults = [];
  if (passes(policy.statelessDefaultActions))
    faults.push({ rule: 'packets', text: 'Packets that no stateless rule decides pass without the stateful rules' });
  if (passes(policy.statelessFragmentDefaultActions))
    faults.push({
      rule: 'fragments',
      text: 'Fragments that no stateless rule decides pass without the stateful rules',
    });
  const groups = [...policy.statelessRuleGroupReferences, ...policy.statefulRuleGroupReferences];
  if (groups.length === 0 && ![...policy.statelessDefaultActions, ...policy.statefulDefaultActions].some(isDrop))
    faults.push({ rule: 'rules', text: 'It has no rule group, and drops nothing by default' });
  return faults;
}

function isDrop(action: string | undefined): boolean {
  return /^aws:drop/i.test(action ?? '');
}
