import { balancerArn, listener, targetGroup } from './balancer-networks.ts';
import { acl, edit, group, host, type Raw, raw, subnet, table } from './build.ts';
import { f0, LOCAL } from './networks.ts';

const ARN = 'arn:aws:network-firewall:eu-west-1:111111111111';

export interface FirewallPlan {
  readonly name?: string;
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
  const name = plan.name ?? 'fw';
  const firewallArn = `${ARN}:firewall/${name}`;
  const policyArn = `${ARN}:firewall-policy/${name}`;
  const groupArn = (kind: string) => `${ARN}:${kind}-rulegroup/${name}`;
  const ids = Object.entries(endpoints);
  const states = ids.map(([EndpointId, { subnetId }], i) => [
    `zone-${i}`,
    { Attachment: { SubnetId: subnetId, EndpointId, Status: 'READY' } },
  ]);
  const reference = (kind: string) => ({ ResourceArn: groupArn(kind), Priority: 1 });
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

/** A Gateway Load Balancer with one appliance `i-NAMEbox`, in a subnet of the VPC. */
export function gatewayBalancer(name: string, vpcId: string, subnetId: string, ip: string): readonly Raw[] {
  const LoadBalancerArn = balancerArn('gwy', name);
  const targets = [{ Id: `i-${name}box` }];
  return [
    group(`sg-${name}box`, vpcId),
    ...host(`${name}box`, vpcId, subnetId, ip, { groups: [`sg-${name}box`] }),
    raw('loadBalancer', {
      LoadBalancerArn,
      Type: 'gateway',
      VpcId: vpcId,
      State: { Code: 'active' },
      AvailabilityZones: [{ SubnetId: subnetId }],
    }),
    raw('loadBalancerAttributes', { LoadBalancerArn, Attributes: [] }),
    listener('gwy', name, 6081, 'GENEVE'),
    ...targetGroup({ name, type: 'instance', protocol: 'GENEVE', port: 6081, vpcId, targets }),
    raw('vpcEndpointService', {
      ServiceId: `vpce-svc-${name}`,
      ServiceName: serviceOf(name),
      ServiceState: 'Available',
      GatewayLoadBalancerArns: [LoadBalancerArn],
    }),
  ];
}

export function serviceOf(name: string): string {
  return `com.amazonaws.vpce.eu-west-1.vpce-svc-${name}`;
}

const there = { ...LOCAL, '10.0.2.0/24': 'vpce-fw' };
const back = { ...LOCAL, '10.0.1.0/24': 'vpce-fw' };

/** F0 with priv-a and priv-b sending what is for the other through an endpoint in a subnet of its own. */
export function betweenPrivate(behind: readonly Raw[], isSymmetric = true): readonly Raw[] {
  return [
    ...edit(f0(), 'rtb-priv', undefined),
    table('rtb-a', 'vpc-a', { subnets: ['priv-a'] }, there),
    table('rtb-b', 'vpc-a', { subnets: ['priv-b'] }, isSymmetric ? back : LOCAL),
    subnet('fw', 'vpc-a', '10.0.9.0/24'),
    acl('acl-fw', 'vpc-a', ['fw']),
    table('rtb-fw', 'vpc-a', { subnets: ['fw'] }, LOCAL),
    ...behind,
  ];
}

export const behindFirewall = (plan: Partial<FirewallPlan> = {}, isSymmetric = true) =>
  betweenPrivate(
    networkFirewall({ endpoints: { 'vpce-fw': { vpcId: 'vpc-a', subnetId: 'fw' } }, ...plan }),
    isSymmetric,
  );
