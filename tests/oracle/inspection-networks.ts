import { type Raw, raw } from './build.ts';

export const firewallArn = 'arn:aws:network-firewall:eu-west-1:111111111111:firewall/fw';
const policyArn = firewallArn.replace('firewall/fw', 'firewall-policy/fw');
const groupArn = (name: string) => firewallArn.replace('firewall/fw', `rulegroup/${name}`);

export interface FirewallPlan {
  /** By endpoint id. */
  readonly endpoints: Readonly<Record<string, { readonly vpcId: string; readonly subnetId: string }>>;
  readonly stateless?: readonly object[];
  readonly statelessDefault?: string;
  readonly stateful?: readonly object[];
  readonly source?: object;
  readonly isStrict?: boolean;
  readonly statefulDefault?: readonly string[];
}

/** A Network Firewall with an endpoint in each of these subnets. */
export function networkFirewall(plan: FirewallPlan): readonly Raw[] {
  const { endpoints, stateless = [], stateful = [], statelessDefault = 'aws:forward_to_sfe' } = plan;
  const { isStrict = false, statefulDefault = [], source = { StatefulRules: stateful } } = plan;
  const ids = Object.entries(endpoints);
  const states = ids.map(([EndpointId, { subnetId }], i) => [
    `zone-${i}`,
    { Attachment: { SubnetId: subnetId, EndpointId, Status: 'READY' } },
  ]);
  const reference = (name: string) => ({ ResourceArn: groupArn(name), Priority: 1 });
  return [
    ...ids.map(([VpcEndpointId, { vpcId, subnetId }]) => inspectingEndpoint(VpcEndpointId, vpcId, subnetId)),
    raw('firewall', {
      FirewallArn: firewallArn,
      Firewall: { FirewallArn: firewallArn, FirewallPolicyArn: policyArn, VpcId: ids[0]?.[1].vpcId },
      FirewallStatus: { Status: 'READY', SyncStates: Object.fromEntries(states) },
    }),
    raw('firewallPolicy', {
      FirewallPolicyArn: policyArn,
      FirewallPolicy: {
        StatelessRuleGroupReferences: stateless.length > 0 ? [reference('stateless')] : [],
        StatelessDefaultActions: [statelessDefault],
        StatefulRuleGroupReferences: [reference('stateful')],
        StatefulDefaultActions: statefulDefault,
        StatefulEngineOptions: { RuleOrder: isStrict ? 'STRICT_ORDER' : 'DEFAULT_ACTION_ORDER' },
      },
    }),
    raw('firewallRuleGroup', {
      RuleGroupArn: groupArn('stateless'),
      RuleGroup: { RulesSource: { StatelessRulesAndCustomActions: { StatelessRules: stateless } } },
    }),
    raw('firewallRuleGroup', { RuleGroupArn: groupArn('stateful'), RuleGroup: { RulesSource: source } }),
  ];
}

export function inspectingEndpoint(VpcEndpointId: string, VpcId: string, subnetId: string, more: object = {}): Raw {
  const type = { VpcEndpointType: 'GatewayLoadBalancer', State: 'available' };
  return raw('vpcEndpoint', { VpcEndpointId, VpcId, SubnetIds: [subnetId], ...type, ...more });
}

export const statelessRule = (Priority: number, action: string, match: object = {}) => ({
  Priority,
  RuleDefinition: { MatchAttributes: match, Actions: [action] },
});

export const statefulRule = (Action: string, protocol: string, source: string, destination: string, port = 'ANY') => ({
  Action,
  Header: {
    Protocol: protocol,
    Source: source,
    SourcePort: 'ANY',
    Direction: 'FORWARD',
    Destination: destination,
    DestinationPort: port,
  },
  RuleOptions: [{ Keyword: 'sid', Settings: ['1'] }],
});
