import type { Kind } from '@hopwise/core';
import type { Draft } from '../describe/assembly.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Fields of which a template is the whole truth: whatever else is in them, an update of the stack takes away. */
const RULED: Partial<Record<Kind, readonly string[]>> = {
  vpc: ['encryptionControl'],
  subnet: ['mapPublicIpOnLaunch', 'assignIpv6AddressOnCreation', 'enableDns64'],
  securityGroup: ['ipPermissions', 'ipPermissionsEgress'],
  natGateway: ['natGatewayAddresses'],
  routeTable: ['routes', 'associations'],
  networkAcl: ['entries'],
  vpcBlockPublicAccessOptions: ['internetGatewayBlockMode'],
  vpcBlockPublicAccessExclusion: ['internetGatewayExclusionMode'],
  prefixList: ['addressFamily', 'maxEntries'],
  prefixListEntries: ['entries'],
  listener: ['port', 'protocol', 'defaultActions'],
  listenerRule: ['priority', 'actions', 'conditions'],
  loadBalancer: [
    ...['securityGroups', 'availabilityZones', 'ipAddressType'],
    'enforceSecurityGroupInboundRulesOnPrivateLinkTraffic',
  ],
  loadBalancerAttributes: ['attributes'],
  targetGroup: ['healthCheckEnabled', 'healthCheckProtocol', 'healthCheckPort'],
  targetGroupAttributes: ['attributes'],
  classicLoadBalancer: ['securityGroups', 'subnets', 'listenerDescriptions', 'healthCheck'],
  classicLoadBalancerAttributes: ['loadBalancerAttributes'],
  vpcEndpoint: ['groups', 'subnetIds', 'networkInterfaceIds', 'privateDnsEnabled'],
  vpcEndpointService: [
    ...['networkLoadBalancerArns', 'gatewayLoadBalancerArns', 'acceptanceRequired'],
    ...['supportedIpAddressTypes', 'supportedRegions'],
  ],
  vpcEndpointServicePermissions: ['allowedPrincipals'],
  clientVpnEndpoint: ['vpcId', 'securityGroupIds', 'splitTunnel'],
  clientVpnTargetNetwork: ['securityGroups'],
  firewall: ['firewall'],
  firewallPolicy: ['firewallPolicy'],
  firewallRuleGroup: ['ruleGroup'],
  vpnConnection: ['customerGatewayId', 'vpnGatewayId', 'transitGatewayId', 'options', 'routes'],
  directConnectGatewayAssociation: ['allowedPrefixesToDirectConnectGateway'],
  virtualInterface: [
    ...['connectionId', 'asn', 'addressFamily', 'amazonAddress', 'customerAddress', 'siteLinkEnabled'],
  ],
  coreNetworkVpcAttachment: ['subnetArns', 'options'],
  transitGateway: ['options'],
  transitGatewayVpcAttachment: ['subnetIds', 'options'],
  dbInstance: ['endpoint', 'publiclyAccessible', 'multiAZ', 'vpcSecurityGroups'],
  dbCluster: ['port', 'vpcSecurityGroups'],
  dbSubnetGroup: ['subnets'],
  cacheCluster: ['securityGroups'],
  redshiftCluster: ['endpoint', 'publiclyAccessible', 'vpcSecurityGroups'],
  openSearchDomain: ['vPCOptions'],
  eksCluster: ['resourcesVpcConfig'],
  lambdaFunction: ['vpcConfig'],
  resourceConfiguration: ['portRanges', 'resourceConfigurationDefinition'],
  resourceGateway: ['securityGroupIds'],
};

/** What the template reference of CloudFormation says a property is that a template does not say, or says no more. */
const DEFAULTS: Partial<Record<Kind, Readonly<Record<string, unknown>>>> = {
  subnet: { mapPublicIpOnLaunch: false, assignIpv6AddressOnCreation: false },
  // The default of its health checks is that of its balancers.
  targetGroup: {
    healthCheckPort: 'traffic-port',
    healthCheckProtocol: ({ protocol }: Fields) => (/^HTTP/.test(String(protocol)) ? 'HTTP' : 'TCP'),
  },
};

/** Of which a thing has one: where a template says one of them, it is none of the others. */
const EITHER: Partial<Record<Kind, readonly string[]>> = { vpnConnection: ['vpnGatewayId', 'transitGatewayId'] };

/** Without which a resource is in no VPC. */
const OPTIONAL: Partial<Record<Kind, string>> = { lambdaFunction: 'vpcConfig' };

/** Objects that a template rules as a whole; of options it rules those that it says. */
const WHOLE: ReadonlySet<string> = new Set(['firewallPolicy', 'ruleGroup', 'vpcConfig']);

/** Lists that are never empty: where a template says none, AWS has chosen, or nobody can tell. */
const NEVER_EMPTY: ReadonlySet<string> = new Set([
  ...['groups', 'securityGroups', 'securityGroupIds', 'subnetIds', 'networkInterfaceIds', 'subnets', 'subnetArns'],
  ...['availabilityZones', 'networkLoadBalancerArns', 'gatewayLoadBalancerArns', 'listenerDescriptions'],
  ...['vpcSecurityGroups', 'allowedPrefixesToDirectConnectGateway', 'supportedIpAddressTypes', 'supportedRegions'],
  ...['allowedPrincipals', 'publicAccessCidrs'],
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

/** What will be, with what CloudFormation says of it where its template is silent. */
export function withDefaults(kind: Kind, planned: Draft, live: Draft): Draft {
  const silent = Object.entries(DEFAULTS[kind] ?? {}).filter(
    ([name]) => planned[name] === undefined && live[name] !== undefined,
  );
  if (silent.length === 0) return planned;
  const told = (usual: unknown) => (typeof usual === 'function' ? (usual(planned) as unknown) : usual);
  return { ...planned, ...Object.fromEntries(silent.map(([name, usual]) => [name, told(usual)])) };
}

/** What was there before in the words of a template: what it rules as answers have it, and all else as it says it. */
export function ruledBefore(kind: Kind, planned: Draft, live: Draft): Draft {
  const own = (RULED[kind] ?? []).map((name) => {
    const isOther = EITHER[kind]?.includes(name) && EITHER[kind]?.some((each) => planned[each] !== undefined);
    const isNone = (OPTIONAL[kind] === name || isOther) && planned[name] === undefined;
    return [name, isNone ? live[name] : ruled(name, planned[name], live[name])] as const;
  });
  const shared = Object.entries(SHARED[kind] ?? {}).map(([name, names]) => {
    const isThere = (one: Fields) =>
      listOf(live[name]).some((other) => names.every((each) => other[each] === one[each]));
    return [name, listOf(planned[name]).filter(isThere)] as const;
  });
  return { ...planned, ...Object.fromEntries([...own, ...shared]) };
}

/** What a field is before: as answers have it, or as planned where the template says nothing of it. */
function ruled(name: string, planned: unknown, live: unknown): unknown {
  if (planned === undefined || isEmpty(name, planned)) return planned;
  if (NAMED.has(name)) {
    return listOf(live).filter(({ key }) => listOf(planned).some((one) => one.key === key));
  }
  if (Array.isArray(live)) return listOf(live).filter(isOwn);
  if (WHOLE.has(name) || !isFields(planned) || !isFields(live)) return live;
  const said = Object.keys(planned).filter((key) => planned[key] !== undefined && !isEmpty(key, planned[key]));
  return { ...planned, ...Object.fromEntries(said.map((key) => [key, live[key]])) };
}

function isEmpty(name: string, planned: unknown): boolean {
  return NEVER_EMPTY.has(name) && Array.isArray(planned) && planned.length === 0;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Neither what gateways propagate nor what AWS puts at the end of every ACL is the template's. */
function isOwn(element: Fields): boolean {
  return element.origin !== 'EnableVgwRoutePropagation' && !(Number(element.ruleNumber) >= 32_767);
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value : [];
}
