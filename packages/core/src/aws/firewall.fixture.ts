import { acl, base, LOCAL, type Raw, raw, subnet, table, without } from './network.fixture.ts';

const ARN = 'arn:aws:network-firewall:eu-west-1:111111111111';
export const FIREWALL = `${ARN}:firewall/fw`;
const POLICY = `${ARN}:firewall-policy/fw`;

/** A firewall's policy and groups, as a test writes them. */
export interface FirewallText {
  /** The groups' `RuleGroup`; the number of a group is its priority. */
  readonly stateless?: readonly object[];
  readonly stateful?: readonly object[];
  /** More of the policy. */
  readonly policy?: object;
  readonly vpcId?: string;
}

/** Groups that the policy names and the input lacks. */
export const UNREAD = {};

export function firewall({
  stateless = [],
  stateful = [],
  policy = {},
  vpcId = 'vpc-a',
}: FirewallText): readonly Raw[] {
  const arn = (type: string, i: number) => `${ARN}:${type}-rulegroup/g${i + 1}`;
  const groups = (type: string, of: readonly object[]) =>
    of.flatMap((RuleGroup, i) =>
      RuleGroup === UNREAD
        ? []
        : [raw('firewallRuleGroup', { RuleGroup, RuleGroupResponse: { RuleGroupArn: arn(type, i) } })],
    );
  const references = (type: string, of: readonly object[]) =>
    of.map((_, i) => ({ ResourceArn: arn(type, i), Priority: i + 1 }));
  return [
    raw('firewall', {
      Firewall: { FirewallArn: FIREWALL, FirewallPolicyArn: POLICY, VpcId: vpcId },
      FirewallStatus: {
        SyncStates: { 'eu-west-1a': { Attachment: { SubnetId: 'subnet-fw', EndpointId: 'vpce-fw', Status: 'READY' } } },
      },
    }),
    raw('firewallPolicy', {
      FirewallPolicy: {
        StatelessDefaultActions: ['aws:forward_to_sfe'],
        StatelessFragmentDefaultActions: ['aws:forward_to_sfe'],
        StatelessRuleGroupReferences: references('stateless', stateless),
        StatefulRuleGroupReferences: references('stateful', stateful),
        ...policy,
      },
      FirewallPolicyResponse: { FirewallPolicyArn: POLICY },
    }),
    ...groups('stateless', stateless),
    ...groups('stateful', stateful),
  ];
}

/** A group of stateless rules, in order: action, and what it matches. */
export function packets(...rules: readonly (readonly [action: string, match?: object])[]): object {
  const StatelessRules = rules.map(([action, MatchAttributes = {}], i) => ({
    Priority: i + 1,
    RuleDefinition: { MatchAttributes, Actions: [`aws:${action}`] },
  }));
  return { RulesSource: { StatelessRulesAndCustomActions: { StatelessRules } } };
}

/** A group of stateful rules as text, with variables. */
export function suricata(text: string, variables: object = {}): object {
  return { RulesSource: { RulesString: text }, ...variables };
}

export const STRICT = { RuleOrder: 'STRICT_ORDER' };

export function strict(...actions: readonly string[]): object {
  return { StatefulEngineOptions: STRICT, StatefulDefaultActions: actions.map((one) => `aws:${one}`) };
}

/** `i-app` and `i-db` talk through the firewall's endpoint; `back`: what the table of `i-db` says instead. */
export function guarded(text: FirewallText, back: Readonly<Record<string, string>> = { '10.0.1.0/24': 'vpce-fw' }) {
  const own = (id: string, on: string, routes: Readonly<Record<string, string>>) =>
    table(id, 'vpc-a', [on], { ...LOCAL, ...routes });
  return [
    ...without(base(), 'rtb-priv'),
    subnet('subnet-fw', 'vpc-a', '10.0.3.0/24', { AvailabilityZoneId: 'euw1-az1' }),
    acl('acl-fw', 'vpc-a', 'subnet-fw'),
    own('rtb-a', 'subnet-a', { '10.0.2.0/24': 'vpce-fw' }),
    own('rtb-b', 'subnet-b', back),
    own('rtb-fw', 'subnet-fw', {}),
    raw('vpcEndpoint', {
      VpcEndpointId: 'vpce-fw',
      VpcEndpointType: 'GatewayLoadBalancer',
      VpcId: 'vpc-a',
      State: 'available',
      SubnetIds: ['subnet-fw'],
    }),
    ...firewall(text),
  ];
}
