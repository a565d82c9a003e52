import type { AnalysisComponent, Explanation } from '@aws-sdk/client-ec2';
import { type Blocker, described, type Kind, type Network, type Unknown } from '@hopwise/core';
import { analysisComponent, placeOf } from './component.ts';
import { explanationCode } from './explanation-codes.ts';
import { ruleFields } from './rules.ts';

type Fields = { -readonly [F in keyof Explanation]: Explanation[F] };

/** The field that is for components of a kind; others are the `Component`. */
const FIELDS = {
  networkInterface: 'NetworkInterface',
  networkAcl: 'Acl',
  subnet: 'Subnet',
  vpc: 'Vpc',
  internetGateway: 'InternetGateway',
  natGateway: 'NatGateway',
  vpnGateway: 'VpnGateway',
  vpnConnection: 'VpnConnection',
  customerGateway: 'CustomerGateway',
  vpcEndpoint: 'VpcEndpoint',
  vpcPeeringConnection: 'VpcPeeringConnection',
  prefixList: 'PrefixList',
  routeTable: 'RouteTable',
  transitGateway: 'TransitGateway',
  transitGatewayAttachment: 'TransitGatewayAttachment',
  transitGatewayRouteTable: 'TransitGatewayRouteTable',
  targetGroup: 'LoadBalancerTargetGroup',
  listener: 'ElasticLoadBalancerListener',
} as const satisfies { readonly [K in Kind]?: keyof Explanation };

/** `toward`: the component to which a route is missed. */
export function explanationOf(network: Network, cause: Blocker | Unknown, toward?: string): Explanation {
  const { code, at, component, direction, evidence } = cause;
  const missing = 'missing' in cause ? cause.missing : undefined;
  const explanation: Fields = {};
  const told = direction && directionAt(network, cause, direction);
  if (told) explanation.Direction = told;
  explanation.ExplanationCode = explanationCode(code);
  const groups: AnalysisComponent[] = [];
  for (const id of new Set([component, at, ...evidence.map((one) => one.component)])) {
    const { kind, record } = described(network, id);
    if (kind === 'securityGroup') groups.push(analysisComponent(network, id));
    else if (kind === 'loadBalancer') explanation.LoadBalancerArn = id;
    else if (kind && kind in FIELDS)
      explanation[FIELDS[kind as keyof typeof FIELDS]] ??= analysisComponent(network, id);
    else if (record) explanation.Component ??= analysisComponent(network, id);
    const { Subnet, Vpc, TransitGateway } = placeOf(network, id);
    for (const [field, place] of Object.entries({ Subnet, Vpc, TransitGateway })) {
      if (place) explanation[field as 'Subnet' | 'Vpc' | 'TransitGateway'] ??= place;
    }
  }
  if (groups.length > 0) explanation.SecurityGroups = groups;
  if (toward) explanation.Destination = analysisComponent(network, toward);
  for (const one of evidence) {
    // The catch-all of an ACL is no rule that anybody wrote.
    if (one.rule !== undefined && one.rule !== '*' && one.effect === 'blocks')
      Object.assign(explanation, ruleFields(network, one, direction));
  }
  const state =
    explanation.RouteTableRoute?.State ?? explanation.TransitGatewayRouteTableRoute?.State ?? stateOf(network, at);
  if (/BAD_STATE/.test(code) && state) explanation.State = state;
  if (missing) {
    explanation.MissingComponent = missing.id ?? missing.kind;
    if (missing.account) explanation.ComponentAccount = missing.account;
    if (missing.region) explanation.ComponentRegion = missing.region;
  }
  return explanation;
}

/**
 * Gateways are no filters with two directions. What stops public access is one of the VPC: its direction is seen from
 * there, where ours is that of the gateway's own side.
 */
function directionAt(network: Network, { code, at }: Blocker | Unknown, direction: 'ingress' | 'egress') {
  const { kind } = described(network, at);
  if (kind !== 'internetGateway' && kind !== 'egressOnlyInternetGateway') return direction;
  if (code !== 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED') return undefined;
  return direction === 'ingress' ? 'egress' : 'ingress';
}

function stateOf(network: Network, id: string): string | undefined {
  const state = (described(network, id).record as { readonly state?: unknown } | undefined)?.state;
  return typeof state === 'string' ? state : undefined;
}
