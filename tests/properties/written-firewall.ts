import type { Raw } from '../oracle/build.ts';
import { isOfAppliances } from './written-appliances.ts';
import { type Fields, list, logicalId, Ref, ref, type Target, type Writes } from './written-piece.ts';

/** Endpoints come with the firewall, in the subnets that it is mapped to. */
export const firewall: Writes = ({ Firewall, FirewallStatus }) => {
  const { FirewallArn, FirewallPolicyArn, VpcId } = Firewall as Fields;
  const subnets = endpointsIn(FirewallStatus).map(({ SubnetId }) => ref(SubnetId));
  const name = logicalId(String(FirewallArn).split('/')[1] ?? '');
  return [
    {
      id: String(FirewallArn),
      terraform: [
        'aws_networkfirewall_firewall',
        {
          name,
          firewall_policy_arn: new Ref(String(FirewallPolicyArn), 'arn'),
          vpc_id: ref(VpcId),
          subnet_mapping: subnets.map((subnet_id) => ({ subnet_id })),
        },
      ],
      cloudFormation: [
        'AWS::NetworkFirewall::Firewall',
        {
          FirewallName: name,
          FirewallPolicyArn: ref(FirewallPolicyArn),
          VpcId: ref(VpcId),
          SubnetMappings: subnets.map((SubnetId) => ({ SubnetId })),
        },
      ],
    },
  ];
};

export const policy: Writes = ({ FirewallPolicyArn, FirewallPolicy }) => {
  const id = String(FirewallPolicyArn);
  const name = logicalId(id.split('/')[1] ?? '');
  const written = FirewallPolicy as Fields;
  const references = (field: string) => list(written[field]);
  const inTerraform = (field: string) =>
    references(field).map(({ ResourceArn, Priority }) => ({
      resource_arn: new Ref(String(ResourceArn), 'arn'),
      priority: Priority,
    }));
  const inTemplate = (field: string) =>
    references(field).map(({ ResourceArn, Priority }) => ({ ResourceArn: ref(ResourceArn), Priority }));
  return [
    {
      id,
      terraform: [
        'aws_networkfirewall_firewall_policy',
        {
          name,
          firewall_policy: [
            {
              stateless_default_actions: written.StatelessDefaultActions,
              stateless_fragment_default_actions: written.StatelessDefaultActions,
              stateful_default_actions: written.StatefulDefaultActions,
              stateless_rule_group_reference: inTerraform('StatelessRuleGroupReferences'),
              stateful_rule_group_reference: inTerraform('StatefulRuleGroupReferences'),
              stateful_engine_options: [{ rule_order: (written.StatefulEngineOptions as Fields).RuleOrder }],
            },
          ],
        },
      ],
      cloudFormation: [
        'AWS::NetworkFirewall::FirewallPolicy',
        {
          FirewallPolicyName: name,
          FirewallPolicy: {
            ...written,
            StatelessFragmentDefaultActions: written.StatelessDefaultActions,
            StatelessRuleGroupReferences: inTemplate('StatelessRuleGroupReferences'),
            StatefulRuleGroupReferences: inTemplate('StatefulRuleGroupReferences'),
          },
        },
      ],
    },
  ];
};

/** Rules are written by field; those of Suricata's text in both languages as they are. */
export const ruleGroup: Writes = ({ RuleGroupArn, RuleGroup }) => {
  const id = String(RuleGroupArn);
  const isStateless = id.includes('stateless');
  const { RulesSource } = RuleGroup as { readonly RulesSource: Fields };
  const name = logicalId(id.split(':').at(-1) ?? '');
  const kind = isStateless ? 'STATELESS' : 'STATEFUL';
  return [
    {
      id,
      terraform: [
        'aws_networkfirewall_rule_group',
        { name, type: kind, capacity: 100, rule_group: [{ rules_source: [sourceOf(RulesSource)] }] },
      ],
      cloudFormation: [
        'AWS::NetworkFirewall::RuleGroup',
        { RuleGroupName: name, Type: kind, Capacity: 100, RuleGroup },
      ],
    },
  ];
};

function sourceOf({ RulesSourceList, StatefulRules, StatelessRulesAndCustomActions }: Fields): object {
  const domains = RulesSourceList as Fields | undefined;
  const stateless = StatelessRulesAndCustomActions as Fields | undefined;
  return {
    rules_source_list: domains && [
      {
        targets: domains.Targets,
        target_types: domains.TargetTypes,
        generated_rules_type: domains.GeneratedRulesType,
      },
    ],
    stateful_rule: list(StatefulRules).map(statefulRule),
    stateless_rules_and_custom_actions: stateless && [
      { stateless_rule: list(stateless.StatelessRules).map(statelessRule) },
    ],
  };
}

function statefulRule({ Action, Header, RuleOptions }: Fields): object {
  const header = Header as Fields;
  return {
    action: Action,
    header: [
      {
        protocol: header.Protocol,
        source: header.Source,
        source_port: header.SourcePort,
        direction: header.Direction,
        destination: header.Destination,
        destination_port: header.DestinationPort,
      },
    ],
    rule_option: list(RuleOptions).map(({ Keyword, Settings }) => ({ keyword: Keyword, settings: Settings })),
  };
}

function statelessRule({ Priority, RuleDefinition }: Fields): object {
  const { Actions, MatchAttributes } = RuleDefinition as Fields;
  const match = MatchAttributes as Fields;
  const addresses = (field: string) =>
    list(match[field]).map(({ AddressDefinition }) => ({ address_definition: AddressDefinition }));
  const ports = (field: string) =>
    list(match[field]).map(({ FromPort, ToPort }) => ({ from_port: FromPort, to_port: ToPort }));
  return {
    priority: Priority,
    rule_definition: [
      {
        actions: Actions,
        match_attributes: [
          {
            protocols: match.Protocols,
            source: addresses('Sources'),
            destination: addresses('Destinations'),
            source_port: ports('SourcePorts'),
            destination_port: ports('DestinationPorts'),
          },
        ],
      },
    ],
  };
}

/** Where a route leads that names an endpoint: of a firewall by its subnet in a plan, by its zone in a template. */
export function endpointTarget(id: unknown, all: readonly Raw[]): Target | undefined {
  for (const one of all) {
    const { kind, fields } = one;
    if (isOfAppliances(one) && fields.VpcEndpointId === id) return { terraform: ref(id), cloudFormation: ref(id) };
    if (kind !== 'firewall') continue;
    const endpoints = endpointsIn(fields.FirewallStatus);
    const own = endpoints.find(({ EndpointId }) => EndpointId === id);
    if (!own) continue;
    const arn = String((fields.Firewall as Fields).FirewallArn);
    const EndpointIds = { 'Fn::GetAtt': [logicalId(arn), 'EndpointIds'] };
    const zone = all.find((one) => one.kind === 'subnet' && one.fields.SubnetId === own.SubnetId)?.fields
      .AvailabilityZone;
    const status = new Ref(arn, 'firewall_status[0].sync_states', String(id));
    if (endpoints.length === 1) {
      const first = { 'Fn::Select': [0, EndpointIds] };
      return { terraform: status, cloudFormation: { 'Fn::Select': [1, { 'Fn::Split': [':', first] }] } };
    }
    const joined = { 'Fn::Join': [',', EndpointIds] };
    const after = { 'Fn::Select': [1, { 'Fn::Split': [`${String(zone)}:`, joined] }] };
    return {
      terraform: [status, ref(own.SubnetId)],
      cloudFormation: { 'Fn::Select': [0, { 'Fn::Split': [',', after] }] },
    };
  }
  return undefined;
}

function endpointsIn(status: unknown): readonly Fields[] {
  const states = Object.values((status as Fields).SyncStates as Readonly<Record<string, Fields>>);
  return states.map(({ Attachment }) => Attachment as Fields);
}
