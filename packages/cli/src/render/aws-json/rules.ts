import type {
  AnalysisAclRule,
  AnalysisRouteTableRoute,
  AnalysisSecurityGroupRule,
  FirewallStatefulRule,
  FirewallStatelessRule,
  PathComponent,
  PortRange,
  TransitGatewayRouteTableRoute,
} from '@aws-sdk/client-ec2';
import { described, type Evidence, formatCidr, type Kind, type Network, ruleToldBy } from '@hopwise/core';
import { analysisComponent } from './component.ts';

type Rule = Pick<
  PathComponent,
  | 'AclRule'
  | 'ElasticLoadBalancerListener'
  | 'FirewallStatefulRule'
  | 'FirewallStatelessRule'
  | 'RouteTableRoute'
  | 'SecurityGroupRule'
  | 'TransitGatewayRouteTableRoute'
>;
type Direction = 'ingress' | 'egress';

/** The rule or route that an evidence tells of, in the field that is for rules of its kind. */
export function ruleFields(network: Network, evidence: Evidence, direction: Direction = 'ingress'): Rule {
  const { kind } = described(network, evidence.component);
  const read = kind && READERS[kind];
  return read ? read(network, evidence, direction) : {};
}

const READERS: { readonly [K in Kind]?: (network: Network, evidence: Evidence, direction: Direction) => Rule } = {
  networkAcl: (network, evidence, direction) => ({ AclRule: aclRule(network, evidence, direction) }),
  securityGroup(network, evidence, direction) {
    const rule = securityGroupRule(network, evidence, direction);
    return rule ? { SecurityGroupRule: rule } : {};
  },
  routeTable: (network, evidence) => (evidence.rule ? { RouteTableRoute: routeTableRoute(network, evidence) } : {}),
  transitGatewayRouteTable: (network, evidence) =>
    evidence.rule ? { TransitGatewayRouteTableRoute: transitRoute(network, evidence) } : {},
  firewallRuleGroup: firewallRule,
  loadBalancer: (network, evidence) => listenerOf(network, evidence),
};

/** AWS numbers the catch-all at the end of every list. */
const CATCH_ALL = 32_767;

function aclRule(network: Network, evidence: Evidence, direction: Direction): AnalysisAclRule {
  const { component, rule, source } = evidence;
  const Egress = direction === 'egress';
  const number = rule === undefined || rule === '*' ? CATCH_ALL : Number(rule);
  const entry = network
    .get('networkAcl', component)
    ?.entries.find((_, position) => source?.pointer.endsWith(`/Entries/${position}`));
  const { portRange } = entry ?? {};
  return {
    Cidr: entry?.cidrBlock ?? entry?.ipv6CidrBlock ?? '0.0.0.0/0',
    Egress,
    ...(portRange?.from === undefined ? {} : { PortRange: { From: portRange.from, To: portRange.to } }),
    Protocol: entry?.protocol === undefined || entry.protocol === '-1' ? 'all' : entry.protocol,
    RuleAction: entry?.ruleAction ?? 'deny',
    RuleNumber: number,
  };
}

/** Evidence names a listener by protocol and port: `TCP:443`. */
function listenerOf(network: Network, { component, rule }: Evidence): Rule {
  const listener = network
    .all('listener')
    .find((one) => one.loadBalancerArn === component && `${one.protocol}:${one.port}` === rule);
  return listener?.listenerArn ? { ElasticLoadBalancerListener: analysisComponent(network, listener.listenerArn) } : {};
}

interface Term {
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
}
const NAMES: Readonly<Record<string, string>> = { '-1': 'all', '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6' };

function securityGroupRule(
  network: Network,
  evidence: Evidence,
  direction: Direction,
): AnalysisSecurityGroupRule | undefined {
  const rule = ruleToldBy(network, direction, evidence);
  if (!rule) return undefined;
  const { peer } = rule;
  const { IpProtocol = '-1', FromPort, ToPort }: Term = rule.term;
  const hasPorts = FromPort !== undefined && ToPort !== undefined && FromPort >= 0;
  return {
    ...(peer.kind === 'cidr' ? { Cidr: formatCidr(peer.prefix) } : {}),
    ...(peer.kind === 'group' ? { SecurityGroupId: peer.id } : {}),
    ...(peer.kind === 'list' ? { PrefixListId: peer.id } : {}),
    Direction: direction,
    ...(hasPorts ? { PortRange: { From: FromPort, To: ToPort } } : {}),
    Protocol: NAMES[IpProtocol] ?? IpProtocol,
  };
}

function routeTableRoute(network: Network, { component, rule, source }: Evidence): AnalysisRouteTableRoute {
  const table = network.get('routeTable', component);
  const listed = table?.routes.find((one, position) =>
    source ? source.pointer.endsWith(`/Routes/${position}`) : one?.destinationCidrBlock === rule,
  );
  if (!listed) return { ...(rule ? { DestinationCidr: rule } : {}), State: 'active' };
  const target = {
    GatewayId: listed.gatewayId,
    NatGatewayId: listed.natGatewayId,
    InstanceId: listed.instanceId,
    NetworkInterfaceId: listed.networkInterfaceId,
    EgressOnlyInternetGatewayId: listed.egressOnlyInternetGatewayId,
    TransitGatewayId: listed.transitGatewayId,
    VpcPeeringConnectionId: listed.vpcPeeringConnectionId,
    CarrierGatewayId: listed.carrierGatewayId,
    LocalGatewayId: listed.localGatewayId,
    CoreNetworkArn: listed.coreNetworkArn,
  };
  return present({
    DestinationCidr: listed.destinationCidrBlock ?? listed.destinationIpv6CidrBlock,
    DestinationPrefixListId: listed.destinationPrefixListId,
    ...target,
    // Seen in small letters.
    Origin: listed.origin?.toLowerCase(),
    State: listed.state,
  });
}

function transitRoute(network: Network, { component, rule, source }: Evidence): TransitGatewayRouteTableRoute {
  const listed = network
    .get('transitGatewayRoutes', component)
    ?.routes.find((one, position) =>
      source ? source.pointer.endsWith(`/Routes/${position}`) : one?.destinationCidrBlock === rule,
    );
  const to = listed?.transitGatewayAttachments[0];
  if (!listed) return rule?.startsWith('pl-') ? { PrefixListId: rule } : present({ DestinationCidr: rule });
  return present({
    DestinationCidr: listed.destinationCidrBlock,
    PrefixListId: listed.prefixListId,
    State: listed.state,
    RouteOrigin: listed.type,
    AttachmentId: to?.transitGatewayAttachmentId,
    ResourceId: to?.resourceId,
    ResourceType: to?.resourceType,
  });
}

const STATELESS = /\/StatelessRules\/(\d+)$/;
const STATEFUL = /\/StatefulRules\/(\d+)$/;

function firewallRule(network: Network, { component, source, effect }: Evidence): Rule {
  const group = network.get('firewallRuleGroup', component)?.ruleGroup?.rulesSource;
  const pointer = source?.pointer ?? '';
  const stateless = STATELESS.exec(pointer)?.[1];
  const stateful = STATEFUL.exec(pointer)?.[1];
  const own = group?.statelessRulesAndCustomActions?.statelessRules[Number(stateless)];
  const match = own?.ruleDefinition?.matchAttributes;
  if (own) {
    const rule: FirewallStatelessRule = present({
      RuleGroupArn: component,
      Sources: match?.sources.flatMap((one) => one?.addressDefinition ?? []),
      Destinations: match?.destinations.flatMap((one) => one?.addressDefinition ?? []),
      SourcePorts: match?.sourcePorts.flatMap(portRange),
      DestinationPorts: match?.destinationPorts.flatMap(portRange),
      Protocols: match?.protocols.flatMap((one) => one ?? []),
      RuleAction: own.ruleDefinition?.actions[0]?.replace(/^aws:/, ''),
      Priority: own.priority,
    });
    return { FirewallStatelessRule: rule };
  }
  const header = group?.statefulRules[Number(stateful)]?.header;
  const rule: FirewallStatefulRule = present({
    RuleGroupArn: component,
    Sources: header?.source ? [header.source] : undefined,
    Destinations: header?.destination ? [header.destination] : undefined,
    Protocol: header?.protocol,
    // Of a rule in Suricata's words, no more is told than what it does.
    RuleAction:
      group?.statefulRules[Number(stateful)]?.action?.toLowerCase() ?? (effect === 'admits' ? 'pass' : 'drop'),
    Direction: header?.direction,
  });
  return { FirewallStatefulRule: rule };
}

function portRange(
  range: { readonly fromPort: number | undefined; readonly toPort: number | undefined } | undefined,
): readonly PortRange[] {
  return range?.fromPort === undefined ? [] : [{ From: range.fromPort, To: range.toPort ?? range.fromPort }];
}

/** Without what is absent, or says any. */
function present<T extends object>(value: T): T {
  const isSaid = (inner: unknown) => inner !== undefined && !(Array.isArray(inner) && inner.length === 0);
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => isSaid(inner))) as T;
}
