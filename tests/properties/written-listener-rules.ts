import { type Fields, list, ref, type Writes } from './written-piece.ts';

/** Whom a listener sends elsewhere than all others; the rule for these is the listener's own. */
export const listenerRule: Writes = ({ RuleArn, ListenerArn, Priority, IsDefault, Conditions, Actions }) => {
  if (IsDefault) return [];
  const sources = list(Conditions).map(({ SourceIpConfig }) => (SourceIpConfig as Fields).Values);
  const group = ref(list(Actions)[0]?.TargetGroupArn);
  return [
    {
      id: String(RuleArn),
      terraform: [
        'aws_lb_listener_rule',
        {
          listener_arn: ref(ListenerArn),
          priority: Number(Priority),
          condition: sources.map((values) => ({ source_ip: [{ values }] })),
          action: [{ type: 'forward', target_group_arn: group }],
        },
      ],
      cloudFormation: [
        'AWS::ElasticLoadBalancingV2::ListenerRule',
        {
          ListenerArn: ref(ListenerArn),
          Priority: Number(Priority),
          Conditions: sources.map((Values) => ({ Field: 'source-ip', SourceIpConfig: { Values } })),
          Actions: [{ Type: 'forward', TargetGroupArn: group }],
        },
      ],
    },
  ];
};
