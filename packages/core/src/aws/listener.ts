import { flag, integer, list, type RecordOf, shape, text } from '../model/fields.ts';
import { accountOfArn } from './arn.ts';
import type { RecordType } from './resource-type.ts';

const action = shape({
  Type: text,
  Order: integer,
  TargetGroupArn: text,
  ForwardConfig: shape({ TargetGroups: list(shape({ TargetGroupArn: text, Weight: integer })) }),
});

const fields = {
  ListenerArn: text,
  LoadBalancerArn: text,
  Port: integer,
  Protocol: text,
  DefaultActions: list(action),
};
export type Listener = RecordOf<typeof fields>;

export const listener = {
  kind: 'listener',
  title: 'listener',
  aspects: {
    modelled: ['ports and protocols, default actions'],
    assumed: { 'LB-08': 'Redirects and fixed responses answer by themselves; a function has no network.' },
  },
  calls: [
    {
      service: 'elbv2',
      operation: 'DescribeListeners',
      key: 'Listeners',
      holds: 'elements',
      alone: ['ListenerArn', 'LoadBalancerArn', 'DefaultActions'],
      argument: { name: 'LoadBalancerArn', of: 'loadBalancer' },
      when: { has: 'LoadBalancerArn' },
    },
  ],
  without: 'On which ports load balancers listen is unknown.',
  neededBy: [{ in: 'loadBalancer' }],
  record: shape(fields),
  key: (record) => record.listenerArn,
  owner: (record) => accountOfArn(record.listenerArn),
} as const satisfies RecordType<'listener', Listener>;

const ruleFields = {
  RuleArn: text,
  /** Not in the answer, but in the ARN of the rule. */
  ListenerArn: text,
  Priority: text,
  IsDefault: flag,
  Conditions: list(shape({ Field: text, Values: list(text), SourceIpConfig: shape({ Values: list(text) }) })),
  Actions: list(action),
};
export type ListenerRule = RecordOf<typeof ruleFields>;

export const listenerRule = {
  kind: 'listenerRule',
  title: 'listener rule',
  aspects: {
    modelled: ['the target groups that it leads to'],
    assumed: { 'LB-08': 'Whether its conditions on hosts and paths match is not asked.' },
  },
  calls: [
    {
      service: 'elbv2',
      operation: 'DescribeRules',
      key: 'Rules',
      holds: 'elements',
      argument: { name: 'ListenerArn', of: 'listener' },
      when: { has: 'RuleArn' },
    },
  ],
  without: 'To which target groups a listener sends, beside its default ones, is unknown.',
  // Listeners of network and gateway load balancers have no rules but the default one, which they state themselves.
  neededBy: [{ in: 'listener', at: 'protocol', like: /^HTTPS?$/ }],
  prefixes: (record) => record.conditions.flatMap((condition) => condition?.sourceIpConfig?.values ?? []),
  isUnrouted: true,
  record: shape(ruleFields),
  key: (record) => record.ruleArn,
  owner: (record) => accountOfArn(record.ruleArn),
  about: (record) => record.listenerArn ?? listenerOfRule(record.ruleArn),
} as const satisfies RecordType<'listenerRule', ListenerRule>;

/** `…:listener-rule/app/NAME/LB/LISTENER/RULE` belongs to `…:listener/app/NAME/LB/LISTENER`. */
export function listenerOfRule(ruleArn: string | undefined): string | undefined {
  return ruleArn?.replace(':listener-rule/', ':listener/').replace(/\/[^/]*$/, '');
}
