import { type Attributes, plannedId } from './attributes.ts';
import { plannedService } from './planned-service.ts';
import type { Resource } from './resource.ts';
import {
  INTERNET_GATEWAY,
  NETWORK_ACL,
  PEERING,
  ROUTE_TABLE,
  TRANSIT_GATEWAY_ATTACHMENT,
  VPC,
  VPN_GATEWAY,
  type Wanted,
} from './wanted.ts';

/** What AWS makes beside a resource, by the attribute that tells its id. */
const BESIDE: Readonly<Record<string, string>> = {
  main_route_table_id: 'main',
  default_route_table_id: 'main',
  default_security_group_id: 'default-group',
  default_network_acl_id: 'default-acl',
  cluster_security_group_id: 'cluster-group',
  primary_network_interface_id: 'eni',
  association_default_route_table_id: 'default-table',
  propagation_default_route_table_id: 'default-table',
  transit_gateway_attachment_id: 'attachment',
  prefix_list_id: 'prefix-list',
  firewall_status: 'endpoint',
  vpc_endpoint_association_status: 'endpoint',
};

/** Resources that stand for something that another one, or AWS, has made. */
const ADOPTED: Readonly<Record<string, readonly [argument: string, wanted: Wanted]>> = {
  aws_default_route_table: ['default_route_table_id', ROUTE_TABLE],
  aws_default_network_acl: ['default_network_acl_id', NETWORK_ACL],
  aws_vpc_peering_connection_accepter: ['vpc_peering_connection_id', PEERING],
  aws_internet_gateway_attachment: ['internet_gateway_id', INTERNET_GATEWAY],
  aws_vpn_gateway_attachment: ['vpn_gateway_id', VPN_GATEWAY],
  aws_ec2_transit_gateway_vpc_attachment_accepter: ['transit_gateway_attachment_id', TRANSIT_GATEWAY_ATTACHMENT],
  aws_ec2_transit_gateway_peering_attachment_accepter: ['transit_gateway_attachment_id', TRANSIT_GATEWAY_ATTACHMENT],
};

/** Gives every resource the id by which records name it: its real one, else its address. */
export function identities(
  attributes: (resource: Resource) => Attributes,
  region: (resource: Resource) => string | undefined,
) {
  const asked = new Set<Resource>();
  return function idOf(resource: Resource, attribute = 'id'): string {
    const known = textOf(resource, attribute);
    if (known) return known;
    if (attribute === '') return plannedId(resource);
    const adopted = ADOPTED[resource.type];
    if (adopted && !asked.has(resource)) {
      // A resource that refers to itself is followed once.
      asked.add(resource);
      const id = attributes(resource).id(...adopted);
      asked.delete(resource);
      if (id) return id;
    }
    if (resource.type === 'aws_vpc_endpoint_service' && (attribute === 'id' || attribute === 'service_name')) {
      const service = textOf(resource, 'id') ?? plannedService(plannedId(resource));
      return attribute === 'id' ? service : `com.amazonaws.vpce.${region(resource) ?? ''}.${service}`;
    }
    if (resource.type === 'aws_default_security_group') {
      const vpc = attributes(resource).id('vpc_id', VPC);
      if (vpc) return `${vpc}#default-group`;
    }
    const beside = BESIDE[attribute];
    if (beside) return `${idOf(resource)}#${beside}`;
    return /^aws_a?lb$/.test(resource.type) ? balancerArn(resource, region(resource)) : plannedId(resource);
  };
}

/** Nodes of a balancer are known by the end of its ARN. */
function balancerArn(resource: Resource, region = ''): string {
  const type = { network: 'net', gateway: 'gwy' }[textOf(resource, 'load_balancer_type') ?? ''] ?? 'app';
  const name = textOf(resource, 'name') ?? resource.name;
  return `arn:aws:elasticloadbalancing:${region}::loadbalancer/${type}/${name}/${plannedId(resource)}`;
}

function textOf({ values }: Resource, name: string): string | undefined {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
