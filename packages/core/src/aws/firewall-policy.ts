import { integer, list, named, type RecordOf, shape, text } from '../model/fields.ts';
import { accountOfArn } from './arn.ts';
import { cidrsIn } from './firewall-terms.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  /** As wrappers name it, and as the listing does. */
  FirewallPolicyArn: text,
  Arn: text,
  Name: text,
  FirewallPolicy: shape({
    StatelessRuleGroupReferences: list(shape({ ResourceArn: text, Priority: integer })),
    StatelessDefaultActions: list(text),
    StatelessFragmentDefaultActions: list(text),
    StatelessCustomActions: list(shape({ ActionName: text })),
    StatefulRuleGroupReferences: list(
      shape({ ResourceArn: text, Priority: integer, Override: shape({ Action: text }) }),
    ),
    StatefulDefaultActions: list(text),
    StatefulEngineOptions: shape({ RuleOrder: text, StreamExceptionPolicy: text }),
    TLSInspectionConfigurationArn: text,
    PolicyVariables: shape({ RuleVariables: named(shape({ Definition: list(text) })) }),
  }),
  FirewallPolicyResponse: shape({
    FirewallPolicyName: text,
    FirewallPolicyArn: text,
    FirewallPolicyId: text,
    FirewallPolicyStatus: text,
  }),
};
export type FirewallPolicy = RecordOf<typeof fields>;

export const firewallPolicy = {
  kind: 'firewallPolicy',
  title: 'firewall policy',
  aspects: {
    modelled: ['stateless and stateful default actions, order of rules, stream exceptions'],
    assumed: { 'NFW-12': 'A reply whose request the stateful engine did not see is met in mid-stream.' },
  },
  calls: [
    {
      service: 'network-firewall',
      operation: 'DescribeFirewallPolicy',
      key: 'FirewallPolicy',
      holds: 'answer',
      argument: { name: 'FirewallPolicyArn', of: 'firewallPolicy', field: 'Arn' },
    },
    {
      service: 'network-firewall',
      operation: 'ListFirewallPolicies',
      key: 'FirewallPolicies',
      holds: 'elements',
      when: { has: 'Arn' },
    },
  ],
  without: 'Which rules a Network Firewall has is unknown.',
  neededBy: [{ in: 'firewall' }],
  prefixes: ({ firewallPolicy: policy }) =>
    Object.values(policy?.policyVariables?.ruleVariables ?? {}).flatMap((one) => one.definition.flatMap(cidrsIn)),
  isUnrouted: true,
  record: shape(fields),
  key: arnOf,
  owner: (record) => accountOfArn(arnOf(record)),
  about: arnOf,
} as const satisfies RecordType<'firewallPolicy', FirewallPolicy>;

function arnOf({ firewallPolicyResponse, firewallPolicyArn, arn }: FirewallPolicy): string | undefined {
  return firewallPolicyResponse?.firewallPolicyArn ?? firewallPolicyArn ?? arn;
}
