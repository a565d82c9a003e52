import type { Attributes } from '../attributes.ts';
import { isObject, type Json } from '../json.ts';

/** A policy as the API describes it; undefined where something that decides comes after apply. */
export function policyOf(one: Attributes, groupOf: (reference: Attributes) => string | undefined): Json | undefined {
  if (one.isUnknown('api')) return undefined;
  const written = fromTemplate(one);
  if (written) return written;
  const [policy] = one.blocks('firewall_policy');
  if (!policy) return undefined;
  const references = (name: string) =>
    policy.blocks(name).map((block) => ({
      ResourceArn: groupOf(block),
      Priority: block.integer('priority'),
      Override: { Action: block.blocks('override')[0]?.text('action') },
    }));
  const [options] = policy.blocks('stateful_engine_options');
  const variables = policy.blocks('policy_variables').flatMap((block) => block.blocks('rule_variables'));
  return {
    StatelessRuleGroupReferences: references('stateless_rule_group_reference'),
    StatelessDefaultActions: policy.texts('stateless_default_actions'),
    StatelessFragmentDefaultActions: policy.texts('stateless_fragment_default_actions'),
    StatefulRuleGroupReferences: references('stateful_rule_group_reference'),
    StatefulDefaultActions: policy.texts('stateful_default_actions'),
    StatefulEngineOptions: {
      RuleOrder: options?.text('rule_order'),
      StreamExceptionPolicy: options?.text('stream_exception_policy'),
    },
    TLSInspectionConfigurationArn: policy.text('tls_inspection_configuration_arn'),
    PolicyVariables: { RuleVariables: definitions(variables, 'ip_set') },
  };
}

/** Rules as the API describes them; undefined where they come after apply. */
export function ruleGroupOf(one: Attributes): Json | undefined {
  if (['api', 'rules', 'rule_group'].some((name) => one.isUnknown(name) && one.isWritten(name))) return undefined;
  const written = fromTemplate(one);
  if (written) return written;
  const rules = one.text('rules');
  if (rules) return { RulesSource: { RulesString: rules } };
  const [group] = one.blocks('rule_group');
  const [source] = group?.blocks('rules_source') ?? [];
  if (!group || !source || source.isUnknown('rules_string')) return undefined;
  const [list] = source.blocks('rules_source_list');
  const [stateless] = source.blocks('stateless_rules_and_custom_actions');
  const [variables] = group.blocks('rule_variables');
  return {
    RuleVariables: {
      IPSets: definitions(variables?.blocks('ip_sets') ?? [], 'ip_set'),
      PortSets: definitions(variables?.blocks('port_sets') ?? [], 'port_set'),
    },
    ReferenceSets: { IPSetReferences: references(group) },
    RulesSource: {
      RulesString: source.text('rules_string'),
      RulesSourceList: list && {
        Targets: list.texts('targets'),
        TargetTypes: list.texts('target_types'),
        GeneratedRulesType: list.text('generated_rules_type'),
      },
      StatefulRules: source.blocks('stateful_rule').map(statefulRule),
      StatelessRulesAndCustomActions: stateless && {
        StatelessRules: stateless.blocks('stateless_rule').map(statelessRule),
      },
    },
    StatefulRuleOptions: { RuleOrder: group.blocks('stateful_rule_options')[0]?.text('rule_order') },
  };
}

/** Prefix lists and groups of resources that rules name like variables. */
function references(group: Attributes): Json {
  const pairs = group
    .blocks('reference_sets')
    .flatMap((block) => block.blocks('ip_set_references'))
    .map((block) => {
      const ReferenceArn = block.blocks('ip_set_reference')[0]?.text('reference_arn') ?? 'known after apply';
      return [block.text('key') ?? '', { ReferenceArn }] as const;
    });
  return Object.fromEntries(pairs);
}

/** Templates have the API's own words. */
function fromTemplate(one: Attributes): Json | undefined {
  const text = one.text('api');
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  return isObject(value) ? value : undefined;
}

function definitions(blocks: readonly Attributes[], set: string): Json {
  const pairs = blocks.map((block) => {
    const Definition = block.blocks(set).flatMap((one) => one.texts('definition'));
    return [block.text('key') ?? '', { Definition }] as const;
  });
  return Object.fromEntries(pairs);
}

function statefulRule(rule: Attributes): Json {
  const [header] = rule.blocks('header');
  return {
    Action: rule.text('action'),
    Header: {
      Protocol: header?.text('protocol'),
      Source: header?.text('source'),
      SourcePort: header?.text('source_port'),
      Direction: header?.text('direction'),
      Destination: header?.text('destination'),
      DestinationPort: header?.text('destination_port'),
    },
    RuleOptions: rule.blocks('rule_option').map((option) => ({
      Keyword: option.text('keyword'),
      Settings: option.texts('settings'),
    })),
  };
}

function statelessRule(rule: Attributes): Json {
  const [definition] = rule.blocks('rule_definition');
  const [match] = definition?.blocks('match_attributes') ?? [];
  const addresses = (name: string) =>
    match?.blocks(name).map((block) => ({ AddressDefinition: block.text('address_definition') }));
  const ports = (name: string) =>
    match?.blocks(name).map((block) => ({ FromPort: block.integer('from_port'), ToPort: block.integer('to_port') }));
  return {
    Priority: rule.integer('priority'),
    RuleDefinition: {
      Actions: definition?.texts('actions') ?? [],
      MatchAttributes: {
        Sources: addresses('source'),
        Destinations: addresses('destination'),
        SourcePorts: ports('source_port'),
        DestinationPorts: ports('destination_port'),
        Protocols: match?.numbers('protocols') ?? [],
        TCPFlags: match
          ?.blocks('tcp_flag')
          .map((block) => ({ Flags: block.texts('flags'), Masks: block.texts('masks') })),
      },
    },
  };
}
