import { type Kind, type Network, type RecordOfKind, recordType } from '@hopwise/core';

/** From coarse to fine: what a map shows one by one. */
export const LEVELS = ['account', 'vpc', 'subnet', 'resource'] as const;
export type Level = (typeof LEVELS)[number];

/** The layers of a map, from the outside in. */
export const TIERS = ['outside', 'edge', 'vpc', 'subnet', 'resource'] as const;
export type Tier = (typeof TIERS)[number];

/** How a kind of component is drawn. */
export interface Drawing {
  readonly tier: Tier;
  /** The coarsest level that shows it by itself. */
  readonly from: Level;
  /** What becomes of it at coarser levels: part of what it is in, or of the line between those that it joins. */
  readonly else?: 'part' | 'line';
  /** In the sentence “holds 2 NAT gateways”; a part without it is not worth a word. */
  readonly asPart?: readonly [one: string, many: string];
  /** A subnet with a route to it is public. */
  readonly isDoor?: true;
  /** The symbol of `symbols.ts`. */
  readonly symbol: string;
  /** The shape of draw.io's AWS library, after `mxgraph.aws4.`. */
  readonly stencil: string;
  /** AWS draws it as a frame: the icon of the frame, and its colour. */
  readonly group?: readonly [icon: string, colour: string];
}
type Placed<R> = Drawing & {
  /** What it is in, by id; undefined where nothing says, or it belongs to no one place. */
  within?(record: R): string | undefined;
  /** What is told of it under its name. */
  detail?(record: R): string | undefined;
  /** What it hands packets on to as packets of its own: no link of the graph leads there, as no packet does. */
  handsTo?(record: R, network: Network): readonly (string | undefined)[];
};

/** Services have one stencil, with their icon as an option; what they are made of has stencils of its own. */
const service = (icon: string) => `resourceIcon;resIcon=mxgraph.aws4.${icon}`;

const gateway = { tier: 'vpc', from: 'subnet' } as const;
const resource = { tier: 'resource', from: 'resource', asPart: ['resource', 'resources'] } as const;
const inVpc = ({ vpcId }: { readonly vpcId?: string | undefined }) => vpcId;
const attached = ({ attachments }: Pick<RecordOfKind<'internetGateway'>, 'attachments'>) =>
  attachments.find((one) => one?.vpcId)?.vpcId;

/** Targets that are told by address have no id; they are on the map as what has the address. */
function targetsIn(network: Network, targetGroupArn: string | undefined): readonly (string | undefined)[] {
  const { targetHealthDescriptions = [] } = network.get('targetHealth', targetGroupArn) ?? {};
  return targetHealthDescriptions.map((one) => one?.target?.id);
}

/** The one place that says how the kinds of AWS are drawn; those that are not here only decide what others do. */
const OF_KIND: { readonly [K in Kind]?: Placed<RecordOfKind<K>> } = {
  vpc: {
    tier: 'vpc',
    from: 'vpc',
    symbol: 'cloud',
    stencil: 'group',
    group: ['group_vpc2', '#8C4FFF'],
    detail: ({ cidrBlock }) => cidrBlock,
  },
  subnet: {
    tier: 'subnet',
    from: 'subnet',
    asPart: ['subnet', 'subnets'],
    symbol: 'net',
    stencil: 'group',
    group: ['group_security_group', '#00A4A6'],
    within: inVpc,
    detail: ({ cidrBlock, ipv6CidrBlockAssociationSet: six, availabilityZone }) =>
      [cidrBlock ?? six.find((one) => one)?.ipv6CidrBlock, availabilityZone].filter(Boolean).join(' · '),
  },
  internetGateway: {
    ...gateway,
    isDoor: true,
    asPart: ['internet gateway', 'internet gateways'],
    symbol: 'door',
    stencil: 'internet_gateway',
    within: attached,
  },
  egressOnlyInternetGateway: {
    ...gateway,
    asPart: ['egress-only gateway', 'egress-only gateways'],
    symbol: 'door',
    stencil: 'internet_gateway',
    within: attached,
  },
  natGateway: {
    tier: 'resource',
    from: 'resource',
    asPart: ['NAT gateway', 'NAT gateways'],
    symbol: 'translate',
    stencil: 'nat_gateway',
    within: ({ subnetId, vpcId }) => subnetId ?? vpcId,
  },
  vpcEndpoint: {
    ...gateway,
    asPart: ['VPC endpoint', 'VPC endpoints'],
    symbol: 'endpoint',
    stencil: 'endpoints',
    within: inVpc,
    detail: ({ serviceName }) => serviceName?.replace(/^com\.amazonaws\.(vpce\.)?[a-z]+-[a-z]+-\d\./, ''),
    handsTo: ({ serviceName = '' }, network) =>
      network.get('vpcEndpointService', /vpce-svc-[0-9a-z]+$/.exec(serviceName)?.[0])?.networkLoadBalancerArns ?? [],
  },
  vpcPeeringConnection: { tier: 'edge', from: 'subnet', else: 'line', symbol: 'join', stencil: 'peering' },
  transitGateway: { tier: 'edge', from: 'account', symbol: 'hub', stencil: service('transit_gateway') },
  transitGatewayAttachment: {
    ...gateway,
    symbol: 'plug',
    stencil: 'transit_gateway_attachment',
    // Attachments of anything but a VPC are shown as the transit gateway that they are part of.
    within: ({ resourceType, resourceId, transitGatewayId }) =>
      resourceType?.toLowerCase() === 'vpc' ? resourceId : transitGatewayId,
  },
  transitGatewayRouteTable: {
    ...gateway,
    symbol: 'hub',
    stencil: service('transit_gateway'),
    within: ({ transitGatewayId }) => transitGatewayId,
  },
  directConnectGateway: { tier: 'edge', from: 'account', symbol: 'hub', stencil: service('direct_connect') },
  coreNetwork: { tier: 'edge', from: 'account', symbol: 'hub', stencil: service('cloud_wan') },
  coreNetworkRoutes: { tier: 'edge', from: 'account', symbol: 'hub', stencil: service('cloud_wan') },
  coreNetworkAttachment: {
    ...gateway,
    symbol: 'plug',
    stencil: service('cloud_wan'),
    within: ({ attachmentType, resourceArn, coreNetworkArn }) =>
      attachmentType === 'VPC' ? resourceArn?.split('/').at(-1) : coreNetworkArn,
  },
  vpnGateway: {
    ...gateway,
    asPart: ['virtual private gateway', 'virtual private gateways'],
    symbol: 'lock',
    stencil: 'vpn_gateway',
    within: ({ vpcAttachments }) => vpcAttachments.find((one) => one?.vpcId)?.vpcId,
  },
  vpnConnection: { tier: 'edge', from: 'subnet', else: 'line', symbol: 'lock', stencil: 'vpn_connection' },
  virtualInterface: { tier: 'edge', from: 'subnet', else: 'line', symbol: 'join', stencil: service('direct_connect') },
  customerGateway: { tier: 'outside', from: 'account', symbol: 'building', stencil: 'customer_gateway' },
  clientVpnEndpoint: {
    ...gateway,
    asPart: ['Client VPN endpoint', 'Client VPN endpoints'],
    symbol: 'lock',
    stencil: service('client_vpn'),
    within: inVpc,
  },
  loadBalancer: {
    ...gateway,
    asPart: ['load balancer', 'load balancers'],
    symbol: 'fan',
    stencil: service('elastic_load_balancing'),
    within: inVpc,
    detail: ({ type, scheme }) => [type, scheme].filter(Boolean).join(' · '),
    handsTo: ({ loadBalancerArn }, network) =>
      network
        .all('targetGroup')
        .filter((group) => group.loadBalancerArns.includes(loadBalancerArn))
        .flatMap(({ targetGroupArn }) => targetsIn(network, targetGroupArn)),
  },
  classicLoadBalancer: {
    ...gateway,
    asPart: ['load balancer', 'load balancers'],
    symbol: 'fan',
    stencil: 'classic_load_balancer',
    within: ({ vPCId }) => vPCId,
    handsTo: ({ instances }) => instances.map((one) => one?.instanceId),
  },
  firewall: {
    ...gateway,
    asPart: ['firewall', 'firewalls'],
    symbol: 'wall',
    stencil: service('network_firewall'),
    within: ({ firewall }) => firewall?.vpcId,
  },
  localGateway: { ...gateway, symbol: 'door', stencil: service('outposts') },
  carrierGateway: { ...gateway, symbol: 'door', stencil: service('wavelength') },
  instance: { ...resource, symbol: 'host', stencil: 'instance2', within: ({ subnetId }) => subnetId },
  networkInterface: { ...resource, symbol: 'host', stencil: 'elastic_network_interface' },
  instanceConnectEndpoint: { ...resource, symbol: 'endpoint', stencil: 'endpoints' },
  dbInstance: { ...resource, symbol: 'disks', stencil: 'rds_instance' },
  dbCluster: { ...resource, symbol: 'disks', stencil: service('rds') },
  cacheCluster: { ...resource, symbol: 'disks', stencil: service('elasticache') },
  replicationGroup: { ...resource, symbol: 'disks', stencil: service('elasticache') },
  redshiftCluster: { ...resource, symbol: 'disks', stencil: service('redshift') },
  openSearchDomain: { ...resource, symbol: 'disks', stencil: service('elasticsearch_service') },
  fileSystem: { ...resource, symbol: 'disks', stencil: service('elastic_file_system') },
  lambdaFunction: { ...resource, symbol: 'function', stencil: 'lambda_function' },
  ecsTask: { ...resource, symbol: 'host', stencil: 'ecs_task' },
  eksCluster: { ...resource, symbol: 'host', stencil: service('eks') },
};

/** Places that no record is of, and what the input does not hold. */
const OTHERS: Readonly<Record<string, Drawing & { readonly word: string }>> = {
  account: {
    word: 'account',
    tier: 'vpc',
    from: 'account',
    symbol: 'account',
    stencil: 'group',
    group: ['group_account', '#CD2264'],
  },
  region: {
    word: 'Region',
    tier: 'vpc',
    from: 'vpc',
    symbol: 'account',
    stencil: 'group',
    group: ['group_region', '#00A4A6'],
  },
  internet: { word: 'internet', tier: 'outside', from: 'account', symbol: 'globe', stencil: 'internet' },
  site: { word: 'site', tier: 'outside', from: 'account', symbol: 'building', stencil: 'corporate_data_center' },
  clients: { word: 'clients of Client VPN', tier: 'outside', from: 'account', symbol: 'host', stencil: 'client' },
  lattice: { word: 'VPC Lattice', tier: 'edge', from: 'account', symbol: 'hub', stencil: service('vpc_lattice') },
  odbNetwork: { word: 'ODB network', tier: 'edge', from: 'account', symbol: 'hub', stencil: service('general') },
  notModelled: { word: 'not modelled', tier: 'edge', from: 'account', symbol: 'unknown', stencil: service('general') },
  notCollected: {
    word: 'not in the input',
    tier: 'edge',
    from: 'account',
    symbol: 'unknown',
    stencil: service('general'),
  },
};

/** Kinds that no drawing is declared for are drawn as what is not modelled. */
export function drawingOf(kind: string): Drawing {
  return placed(kind) ?? otherOf(kind);
}

/** What the kind is called, as a box says it. */
export function wordOf(kind: string): string {
  return placed(kind) ? recordType(kind as Kind).title : otherOf(kind).word;
}

function otherOf(kind: string): Drawing & { readonly word: string } {
  return OTHERS[Object.hasOwn(OTHERS, kind) ? kind : 'notModelled'] as Drawing & { readonly word: string };
}

/** Whether the input tells of objects of the kind; places outside AWS it may only imply. */
export function hasRecords(kind: string): boolean {
  return placed(kind) !== undefined || kind === 'notCollected';
}

/** What the record says of where it is, and of itself. */
export function placeIn(kind: string, record: object | undefined): string | undefined {
  return record && placed(kind)?.within?.(record);
}

export function detailOf(kind: string, record: object | undefined): string {
  return (record && placed(kind)?.detail?.(record)) || '';
}

export function handedTo(kind: string, record: object | undefined, network: Network): readonly string[] {
  return ((record && placed(kind)?.handsTo?.(record, network)) ?? []).flatMap((id) => id ?? []);
}

/** Its precise type forgotten: a drawing is given only records of its kind. */
function placed(kind: string): Placed<object> | undefined {
  return Object.hasOwn(OF_KIND, kind) ? (OF_KIND[kind as Kind] as Placed<object>) : undefined;
}
