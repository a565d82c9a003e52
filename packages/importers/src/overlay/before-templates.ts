import { type Kind, kinds } from '@hopwise/core';
import { type Assembly, type Draft, type Entry, startAssembly } from '../describe/assembly.ts';
import { diagnosticLog } from '../diagnostic-log.ts';
import { addInterfaces } from './interfaces-before.ts';
import { instancesBefore, targetsBefore } from './targets-before.ts';
import { listedBefore, TRANSIT } from './transit-before.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Fields of which a template is the whole truth: whatever else is in them, an update of the stack takes away. */
const RULED: Partial<Record<Kind, readonly string[]>> = {
  securityGroup: ['ipPermissions', 'ipPermissionsEgress'],
  routeTable: ['routes', 'associations'],
  networkAcl: ['entries'],
  vpcBlockPublicAccessOptions: ['internetGatewayBlockMode'],
  vpcBlockPublicAccessExclusion: ['internetGatewayExclusionMode'],
  prefixListEntries: ['entries'],
  listener: ['loadBalancerArn', 'port', 'protocol', 'defaultActions'],
  listenerRule: ['actions', 'conditions'],
  loadBalancer: ['securityGroups', 'availabilityZones', 'enforceSecurityGroupInboundRulesOnPrivateLinkTraffic'],
  loadBalancerAttributes: ['attributes'],
  targetGroupAttributes: ['attributes'],
  classicLoadBalancer: ['securityGroups', 'subnets', 'listenerDescriptions', 'healthCheck'],
  classicLoadBalancerAttributes: ['loadBalancerAttributes'],
  vpcEndpoint: ['groups', 'subnetIds', 'networkInterfaceIds'],
  vpcEndpointService: ['networkLoadBalancerArns', 'gatewayLoadBalancerArns', 'acceptanceRequired'],
  clientVpnEndpoint: ['securityGroupIds'],
  clientVpnTargetNetwork: ['securityGroups'],
  firewall: ['firewall'],
  firewallPolicy: ['firewallPolicy'],
  firewallRuleGroup: ['ruleGroup'],
  vpnConnection: ['vpnGatewayId', 'transitGatewayId', 'options', 'routes'],
  transitGateway: ['options'],
  transitGatewayVpcAttachment: ['subnetIds', 'options'],
};

/** Objects that a template rules as a whole; of options it rules those that it says. */
const WHOLE: ReadonlySet<string> = new Set(['firewallPolicy', 'ruleGroup']);

/** Lists that are never empty: where a template says none, AWS has chosen, or nobody can tell. */
const NEVER_EMPTY: ReadonlySet<string> = new Set([
  ...['groups', 'securityGroups', 'securityGroupIds', 'subnetIds', 'networkInterfaceIds', 'subnets'],
  ...['availabilityZones', 'networkLoadBalancerArns', 'gatewayLoadBalancerArns', 'listenerDescriptions'],
]);

/** Settings with a name each, of which those count that a template says. */
const NAMED: ReadonlySet<string> = new Set(['attributes']);

/** Lists into which other stacks put things too: what of it a template adds is new where answers do not have it. */
const SHARED: Partial<Record<Kind, Readonly<Record<string, readonly string[]>>>> = {
  networkAcl: { associations: ['subnetId'] },
  routeTable: { propagatingVgws: ['gatewayId'] },
  internetGateway: { attachments: ['vpcId'] },
  vpnGateway: { vpcAttachments: ['vpcId'] },
  vpc: { cidrBlockAssociationSet: ['cidrBlock'], ipv6CidrBlockAssociationSet: ['ipv6CidrBlock'] },
  subnet: { ipv6CidrBlockAssociationSet: ['ipv6CidrBlock'] },
};

/**
 * What there was before templates, which say only what will be: what answers have of the same things. Of all but rules
 * answers know more than a template; what AWS made beside a thing that is there is there too, under an id of its own.
 */
export function beforeTemplates(
  live: Assembly,
  after: Assembly,
  isThere: (entry: Entry) => boolean,
  defaults: ReadonlySet<string>,
): Assembly {
  const before = startAssembly('prior', diagnosticLog());
  for (const kind of kinds) {
    const known = new Map((live.entries.get(kind) ?? []).map((entry) => [entry.key, entry]));
    if (kind === 'networkInterface') {
      addInterfaces(live, after, before, { isThere, defaults });
      continue;
    }
    for (const entry of after.entries.get(kind) ?? []) {
      const own = known.get(entry.key);
      // Into tables of transit gateways other stacks put things too: what a template no longer has, its ids tell.
      if (own && TRANSIT.has(kind)) {
        before.entries.get(kind)?.push({ ...entry, record: listedBefore(kind, entry.record, own.record) });
      }
      // What AWS makes with a VPC no template writes.
      else if (own && defaults.has(entry.key)) before.entries.get(kind)?.push(entry);
      else if (own && kind === 'targetHealth') before.entries.get(kind)?.push(targetsBefore(entry, own, after));
      else if (own) before.entries.get(kind)?.push({ ...entry, record: withRules(kind, entry.record, own.record) });
      else if (entry.key.includes('#') && isThere(entry)) before.entries.get(kind)?.push(entry);
    }
  }
  addRules(live, after, before, defaults);
  addAccess(live, after, before);
  return before;
}

function withRules(kind: Kind, planned: Draft, live: Draft): Draft {
  const own = (RULED[kind] ?? []).map((name) => [name, ruled(name, planned[name], live[name])] as const);
  const shared = Object.entries(SHARED[kind] ?? {}).map(([name, names]) => {
    const isThere = (one: Fields) =>
      listOf(live[name]).some((other) => names.every((each) => other[each] === one[each]));
    return [name, listOf(planned[name]).filter(isThere)] as const;
  });
  const registered = kind === 'classicLoadBalancer' ? { instances: instancesBefore(planned, live) } : {};
  return { ...planned, ...Object.fromEntries([...own, ...shared]), ...registered };
}

/** What a field is before: as answers have it, or as planned where the template says nothing of it. */
function ruled(name: string, planned: unknown, live: unknown): unknown {
  if (planned === undefined || (NEVER_EMPTY.has(name) && listOf(planned).length === 0)) return planned;
  if (NAMED.has(name)) {
    return listOf(live).filter(({ key }) => listOf(planned).some((one) => one.key === key));
  }
  if (Array.isArray(live)) return listOf(live).filter(isOwn);
  if (WHOLE.has(name) || !isFields(planned) || !isFields(live)) return live;
  const said = Object.keys(planned).filter((key) => planned[key] !== undefined);
  return Object.fromEntries(said.map((key) => [key, live[key]]));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

/** Neither what gateways propagate nor what AWS puts at the end of every ACL is the template's. */
function isOwn(element: Fields): boolean {
  return element.origin !== 'EnableVgwRoutePropagation' && !(Number(element.ruleNumber) >= 32_767);
}

/** So are routes and rules of Client VPN by endpoint; their physical ids name none of them. */
function addAccess(live: Assembly, after: Assembly, before: Assembly): void {
  const endpoints = new Set((after.entries.get('clientVpnEndpoint') ?? []).map(({ key }) => key));
  for (const kind of ['clientVpnRoute', 'clientVpnAuthorizationRule'] as const) {
    const planned = new Set((after.entries.get(kind) ?? []).map(({ key }) => key));
    for (const entry of live.entries.get(kind) ?? []) {
      const { clientVpnEndpointId: id, origin } = entry.record;
      // AWS adds a route for each subnet that is associated.
      const isGone = endpoints.has(String(id)) && !planned.has(entry.key) && origin !== 'associate';
      if (isGone) before.entries.get(kind)?.push(entry);
    }
  }
}

/** Rules of groups are told by group: all that answers list for a group that the templates have. */
function addRules(live: Assembly, after: Assembly, before: Assembly, defaults: ReadonlySet<string>): void {
  const groups = new Set((before.entries.get('securityGroup') ?? []).map(({ key }) => key));
  const own = (one: Entry) => String(one.record.groupId);
  const rules = [
    ...(live.entries.get('securityGroupRule') ?? []).filter((one) => groups.has(own(one)) && !defaults.has(own(one))),
    ...(after.entries.get('securityGroupRule') ?? []).filter((one) => defaults.has(own(one))),
  ];
  const target = before.entries.get('securityGroupRule') ?? [];
  target.length = 0;
  for (const one of rules) target.push(one);
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value : [];
}
