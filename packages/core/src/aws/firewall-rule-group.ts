import { integer, list, named, type RecordOf, shape, text } from '../model/fields.ts';
import { accountOfArn } from './arn.ts';
import { cidrsIn } from './firewall-terms.ts';
import type { RecordType } from './resource-type.ts';
import { suricataHeaders } from './suricata.ts';

const definition = named(shape({ Definition: list(text) }));
const ports = list(shape({ FromPort: integer, ToPort: integer }));

const statelessRule = shape({
  Priority: integer,
  RuleDefinition: shape({
    MatchAttributes: shape({
      Sources: list(shape({ AddressDefinition: text })),
      Destinations: list(shape({ AddressDefinition: text })),
      SourcePorts: ports,
      DestinationPorts: ports,
      Protocols: list(integer),
      TCPFlags: list(shape({ Flags: list(text), Masks: list(text) })),
    }),
    Actions: list(text),
  }),
});

const statefulRule = shape({
  Action: text,
  Header: shape({
    Protocol: text,
    Source: text,
    SourcePort: text,
    Direction: text,
    Destination: text,
    DestinationPort: text,
  }),
  RuleOptions: list(shape({ Keyword: text, Settings: list(text) })),
});

const fields = {
  /** As wrappers name it, and as the listing does. */
  RuleGroupArn: text,
  Arn: text,
  Name: text,
  RuleGroup: shape({
    RuleVariables: shape({ IPSets: definition, PortSets: definition }),
    ReferenceSets: shape({ IPSetReferences: named(shape({ ReferenceArn: text })) }),
    RulesSource: shape({
      RulesString: text,
      RulesSourceList: shape({ Targets: list(text), TargetTypes: list(text), GeneratedRulesType: text }),
      StatefulRules: list(statefulRule),
      StatelessRulesAndCustomActions: shape({
        StatelessRules: list(statelessRule),
        CustomActions: list(shape({ ActionName: text })),
      }),
    }),
    StatefulRuleOptions: shape({ RuleOrder: text }),
  }),
  RuleGroupResponse: shape({
    RuleGroupArn: text,
    RuleGroupName: text,
    RuleGroupId: text,
    Type: text,
    RuleGroupStatus: text,
  }),
};
export type FirewallRuleGroup = RecordOf<typeof fields>;

/** Groups that AWS manages are in no listing; their rules can be read only in part. */
export const firewallRuleGroup = {
  kind: 'firewallRuleGroup',
  title: 'firewall rule group',
  aspects: {
    modelled: ['stateless rules by priority, stateful 5-tuples in both orders, variables, headers of Suricata rules'],
    assumed: { 'NFW-08': 'A Suricata rule with keywords on content decides by payload.' },
    unknown: ['domain lists and rules on payload'],
  },
  calls: [
    {
      service: 'network-firewall',
      operation: 'DescribeRuleGroup',
      key: 'RuleGroup',
      holds: 'answer',
      argument: { name: 'RuleGroupArn', of: 'firewallRuleGroup', field: 'Arn' },
    },
    {
      service: 'network-firewall',
      operation: 'ListRuleGroups',
      key: 'RuleGroups',
      holds: 'elements',
      when: { has: 'Arn' },
    },
  ],
  without: 'Which rules a Network Firewall has is unknown.',
  neededBy: [
    { in: 'firewallPolicy', at: 'firewallPolicy.statelessRuleGroupReferences.resourceArn' },
    { in: 'firewallPolicy', at: 'firewallPolicy.statefulRuleGroupReferences.resourceArn' },
  ],
  prefixes: prefixesOf,
  isUnrouted: true,
  record: shape(fields),
  key: arnOf,
  owner: (record) => accountOfArn(arnOf(record)),
  about: arnOf,
} as const satisfies RecordType<'firewallRuleGroup', FirewallRuleGroup>;

function arnOf({ ruleGroupResponse, ruleGroupArn, arn }: FirewallRuleGroup): string | undefined {
  return ruleGroupResponse?.ruleGroupArn ?? ruleGroupArn ?? arn;
}

/** Of rules, however they are written, and of the variables they use. */
function* prefixesOf({ ruleGroup }: FirewallRuleGroup): Generator<string | undefined> {
  const { rulesSource, ruleVariables } = ruleGroup ?? {};
  for (const { definition } of Object.values(ruleVariables?.iPSets ?? {}))
    for (const one of definition) yield* cidrsIn(one);
  for (const header of suricataHeaders(rulesSource?.rulesString ?? '')) yield* cidrsIn(header);
  for (const rule of rulesSource?.statefulRules ?? []) {
    yield* [...cidrsIn(rule?.header?.source), ...cidrsIn(rule?.header?.destination)];
  }
  for (const rule of rulesSource?.statelessRulesAndCustomActions?.statelessRules ?? []) {
    const { sources = [], destinations = [] } = rule?.ruleDefinition?.matchAttributes ?? {};
    for (const one of [...sources, ...destinations]) yield* cidrsIn(one?.addressDefinition);
  }
}
