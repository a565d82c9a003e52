import type { Kind } from '@hopwise/core';
import type { Assembly, Draft } from '../describe/assembly.ts';
import type { Json } from './json.ts';
import type { Resource } from './resource.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What other things are put into, and what has to be known of it to map them; the kind by which answers have it. */
interface Holder {
  readonly kind: Kind;
  /** What others put into it is none of its own. */
  readonly values: (record: Draft, parts: readonly Json[]) => Json;
  readonly mode?: Resource['mode'];
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
const first = (value: unknown) => (Array.isArray(value) ? (value[0] as Fields | undefined) : undefined);

const list = (value: unknown) => (Array.isArray(value) ? (value as readonly Fields[]) : []);
const without = (all: unknown, parts: readonly Json[], argument: string) => {
  const put = new Set(parts.map((one) => one[argument]));
  return list(all).filter((one) => !put.has(one));
};

const HOLDERS: Readonly<Record<string, Holder>> = {
  aws_vpc: { kind: 'vpc', mode: 'data', values: ({ cidrBlock }) => ({ cidr_block: cidrBlock }) },
  aws_internet_gateway: { kind: 'internetGateway', values: () => ({}) },
  aws_vpn_gateway: { kind: 'vpnGateway', values: () => ({}) },
  aws_route_table: { kind: 'routeTable', values: ({ vpcId }) => ({ vpc_id: vpcId }) },
  aws_network_acl: { kind: 'networkAcl', values: ({ vpcId }) => ({ vpc_id: vpcId, ingress: [], egress: [] }) },
  aws_security_group: { kind: 'securityGroup', values: ({ vpcId }) => ({ vpc_id: vpcId, ingress: [], egress: [] }) },
  aws_ec2_managed_prefix_list: { kind: 'prefixList', values: () => ({}) },
  aws_network_interface: {
    kind: 'networkInterface',
    values: ({ subnetId, privateIpAddress, sourceDestCheck }) => ({
      subnet_id: subnetId,
      private_ip: privateIpAddress,
      source_dest_check: sourceDestCheck,
      security_groups: [],
    }),
  },
  aws_instance: {
    kind: 'instance',
    values: ({ subnetId, privateIpAddress }) => ({ subnet_id: subnetId, private_ip: privateIpAddress }),
  },
  aws_eip: { kind: 'address', values: ({ publicIp }) => ({ public_ip: publicIp }) },
  aws_nat_gateway: {
    kind: 'natGateway',
    values: ({ subnetId, natGatewayAddresses }) => ({
      subnet_id: subnetId,
      private_ip: first(natGatewayAddresses)?.privateIp,
      network_interface_id: first(natGatewayAddresses)?.networkInterfaceId,
    }),
  },
  aws_lb_target_group: {
    kind: 'targetGroup',
    values: ({ targetType, port, protocol, vpcId }) => ({ target_type: targetType, port, protocol, vpc_id: vpcId }),
  },
  aws_elb: { kind: 'classicLoadBalancer', values: ({ loadBalancerName }) => ({ name: loadBalancerName }) },
  aws_vpc_endpoint: {
    kind: 'vpcEndpoint',
    values: ({ vpcId, vpcEndpointType, serviceName, subnetIds, groups }, parts) => ({
      vpc_id: vpcId,
      vpc_endpoint_type: vpcEndpointType,
      service_name: serviceName,
      subnet_ids: without(subnetIds, parts, 'subnet_id'),
      security_group_ids: without(
        list(groups).map(({ groupId }) => groupId),
        parts,
        'security_group_id',
      ),
    }),
  },
  aws_vpc_endpoint_service: {
    kind: 'vpcEndpointService',
    values: ({ serviceName, acceptanceRequired }) => ({
      service_name: serviceName,
      acceptance_required: acceptanceRequired,
    }),
  },
  aws_vpn_connection: {
    kind: 'vpnConnection',
    values: ({ vpnGatewayId, customerGatewayId, options }) => ({
      vpn_gateway_id: vpnGatewayId,
      customer_gateway_id: customerGatewayId,
      static_routes_only: (options as Fields | undefined)?.staticRoutesOnly,
    }),
  },
};

type Into = readonly (readonly [argument: string, holder: string])[];
const TABLE = ['route_table_id', 'aws_route_table'] as const;
const GROUP = ['security_group_id', 'aws_security_group'] as const;
const ENDPOINT = ['vpc_endpoint_id', 'aws_vpc_endpoint'] as const;
const NIC = ['network_interface_id', 'aws_network_interface'] as const;

/** By type, the arguments that name what a resource is put into. */
const PARTS: Readonly<Record<string, Into>> = {
  aws_vpc_ipv4_cidr_block_association: [['vpc_id', 'aws_vpc']],
  aws_vpc_ipv6_cidr_block_association: [['vpc_id', 'aws_vpc']],
  aws_vpc_encryption_control: [['vpc_id', 'aws_vpc']],
  aws_internet_gateway_attachment: [['internet_gateway_id', 'aws_internet_gateway']],
  aws_vpn_gateway_attachment: [['vpn_gateway_id', 'aws_vpn_gateway']],
  aws_route: [TABLE],
  aws_route_table_association: [TABLE],
  aws_main_route_table_association: [TABLE],
  aws_vpn_gateway_route_propagation: [TABLE],
  aws_vpc_endpoint_route_table_association: [TABLE, ENDPOINT],
  aws_vpc_endpoint_subnet_association: [ENDPOINT],
  aws_vpc_endpoint_security_group_association: [ENDPOINT],
  aws_vpc_endpoint_connection_accepter: [ENDPOINT, ['vpc_endpoint_service_id', 'aws_vpc_endpoint_service']],
  aws_vpc_endpoint_service_allowed_principal: [['vpc_endpoint_service_id', 'aws_vpc_endpoint_service']],
  aws_network_acl_rule: [['network_acl_id', 'aws_network_acl']],
  aws_network_acl_association: [['network_acl_id', 'aws_network_acl']],
  aws_security_group_rule: [GROUP],
  aws_vpc_security_group_ingress_rule: [GROUP],
  aws_vpc_security_group_egress_rule: [GROUP],
  aws_eip: [
    ['instance', 'aws_instance'],
    ['network_interface', 'aws_network_interface'],
  ],
  aws_eip_association: [['allocation_id', 'aws_eip'], ['instance_id', 'aws_instance'], NIC],
  aws_network_interface_sg_attachment: [NIC],
  aws_network_interface_attachment: [NIC],
  aws_lb_target_group_attachment: [['target_group_arn', 'aws_lb_target_group']],
  aws_alb_target_group_attachment: [['target_group_arn', 'aws_lb_target_group']],
  aws_elb_attachment: [['elb', 'aws_elb']],
  aws_nat_gateway_eip_association: [
    ['nat_gateway_id', 'aws_nat_gateway'],
    ['allocation_id', 'aws_eip'],
  ],
  aws_nat_gateway: [['allocation_id', 'aws_eip']],
  aws_ec2_managed_prefix_list_entry: [['prefix_list_id', 'aws_ec2_managed_prefix_list']],
  aws_vpn_connection_route: [['vpn_connection_id', 'aws_vpn_connection']],
};

/** Something that is put into what neither the plan nor the answers have. */
export interface Lost {
  readonly resource: Resource;
  readonly argument: string;
  readonly id: string;
}

export interface LiveHolders {
  readonly resources: readonly Resource[];
  /** What is put into it. */
  partOf(holder: Resource): Resource | undefined;
  readonly lost: readonly Lost[];
}

/**
 * What plans put something into and do not manage, as answers tell of it: before a plan and after it alike, so that only
 * what is put into it differs.
 */
export function liveHolders(live: Assembly, planned: readonly Resource[]): LiveHolders {
  const managed = new Set(
    planned.flatMap(({ mode, type, values }) =>
      mode === 'managed' && isHolder(type) ? [values.id, values.arn, values.allocation_id, values.name] : [],
    ),
  );
  const found = new Map<string, Resource>();
  const parts = new Map<Resource, Resource>();
  const lost: Lost[] = [];
  for (const resource of planned) {
    if (resource.mode !== 'managed') continue;
    for (const [argument, type] of PARTS[resource.type] ?? []) {
      const id = text(resource.values[argument]);
      if (!id || managed.has(id) || found.has(id)) continue;
      const { kind, values, mode = 'managed' } = HOLDERS[type] as Holder;
      const record = live.entries.get(kind)?.find(({ key }) => key === id)?.record;
      if (record) {
        const own = type === 'aws_instance' ? addressed(live, id, record) : record;
        const known = Object.entries({
          id,
          arn: id,
          allocation_id: id,
          ...values(own, partsOf(planned, argument, id)),
        });
        const holder: Resource = {
          ...resource,
          type,
          mode,
          key: undefined,
          values: Object.fromEntries(known.filter(([name, value]) => value !== undefined && isOf(type, name))),
          unknown: {},
          isNew: false,
        };
        found.set(id, holder);
        parts.set(holder, resource);
      } else if (!id.includes('#') && isIn(live, kind)) lost.push({ resource, argument, id });
    }
  }
  return { resources: [...found.values()], partOf: (holder) => parts.get(holder), lost };
}

/** Its own, or under another name of its type. */
function isHolder(type: string): boolean {
  return (
    Object.hasOwn(HOLDERS, type) ||
    /^aws_(?:default_(?:vpc|network_acl|route_table|security_group)|alb_target_group)$/.test(type)
  );
}

function partsOf(planned: readonly Resource[], argument: string, id: string): readonly Json[] {
  return planned.flatMap(({ mode, values }) => (mode === 'managed' && values[argument] === id ? [values] : []));
}

/** Only addresses and target groups are called by these. */
function isOf(type: string, name: string): boolean {
  if (name === 'arn') return type === 'aws_lb_target_group';
  return name !== 'allocation_id' || type === 'aws_eip';
}

/** The first interface of an instance tells its address. */
function addressed(live: Assembly, id: string, record: Draft): Draft {
  const attached = (one: Draft) => (one.attachment ?? {}) as Fields;
  const own = (live.entries.get('networkInterface') ?? [])
    .filter(({ record: one }) => attached(one).instanceId === id && (attached(one).deviceIndex ?? 0) === 0)
    .map(({ record: one }) => one);
  const [only] = own;
  return only ? { ...record, subnetId: only.subnetId, privateIpAddress: only.privateIpAddress } : record;
}

function isIn(live: Assembly, kind: Kind): boolean {
  return (live.entries.get(kind)?.length ?? 0) > 0;
}
