/** What an argument may refer to: types, with the attributes whose value is meant; the first is meant where none is named. */
export type Wanted = Readonly<Record<string, readonly string[]>>;

const ID = ['id'] as const;

export const VPC: Wanted = { aws_vpc: ID, aws_default_vpc: ID };
export const SUBNET: Wanted = { aws_subnet: ID, aws_default_subnet: ID };
export const ROUTE_TABLE: Wanted = {
  aws_route_table: ID,
  aws_default_route_table: ID,
  aws_vpc: ['', 'main_route_table_id', 'default_route_table_id'],
  aws_default_vpc: ['', 'main_route_table_id', 'default_route_table_id'],
};
export const SECURITY_GROUP: Wanted = {
  aws_security_group: ID,
  aws_default_security_group: ID,
  aws_vpc: ['', 'default_security_group_id'],
  aws_default_vpc: ['', 'default_security_group_id'],
  aws_eks_cluster: ['', 'cluster_security_group_id'],
};
export const NETWORK_ACL: Wanted = {
  aws_network_acl: ID,
  aws_default_network_acl: ID,
  aws_vpc: ['', 'default_network_acl_id'],
  aws_default_vpc: ['', 'default_network_acl_id'],
};
export const INTERNET_GATEWAY: Wanted = {
  aws_internet_gateway: ID,
  aws_internet_gateway_attachment: ['internet_gateway_id'],
};
export const VPN_GATEWAY: Wanted = { aws_vpn_gateway: ID, aws_vpn_gateway_attachment: ['vpn_gateway_id'] };
export const GATEWAY: Wanted = { ...INTERNET_GATEWAY, ...VPN_GATEWAY };
export const NAT_GATEWAY: Wanted = { aws_nat_gateway: ID };
export const EGRESS_ONLY: Wanted = { aws_egress_only_internet_gateway: ID };
export const PEERING: Wanted = {
  aws_vpc_peering_connection: ID,
  aws_vpc_peering_connection_accepter: ['vpc_peering_connection_id', 'id'],
};
/** Of a firewall in one subnet, its endpoint; of one in several nobody can tell which is meant. */
export const ENDPOINT: Wanted = {
  aws_vpc_endpoint: ID,
  aws_networkfirewall_firewall: ['', 'firewall_status'],
  aws_networkfirewall_vpc_endpoint_association: ['', 'vpc_endpoint_association_status'],
};
export const ADDRESS: Wanted = { aws_eip: ['id', 'allocation_id'] };
export const INSTANCE: Wanted = { aws_instance: ID, aws_spot_instance_request: ID };
export const INTERFACE: Wanted = {
  aws_network_interface: ID,
  aws_instance: ['', 'primary_network_interface_id'],
};
export const PREFIX_LIST: Wanted = {
  aws_ec2_managed_prefix_list: ID,
  aws_prefix_list: ID,
  aws_vpc_endpoint: ['', 'prefix_list_id'],
};
export const TRANSIT_GATEWAY: Wanted = { aws_ec2_transit_gateway: ID };
export const TRANSIT_GATEWAY_TABLE: Wanted = {
  aws_ec2_transit_gateway_route_table: ID,
  aws_ec2_transit_gateway: ['', 'association_default_route_table_id', 'propagation_default_route_table_id'],
};
export const TRANSIT_GATEWAY_ATTACHMENT: Wanted = {
  aws_ec2_transit_gateway_vpc_attachment: ID,
  aws_ec2_transit_gateway_vpc_attachment_accepter: ['transit_gateway_attachment_id', 'id'],
  aws_ec2_transit_gateway_peering_attachment: ID,
  aws_ec2_transit_gateway_peering_attachment_accepter: ['transit_gateway_attachment_id', 'id'],
  aws_vpn_connection: ['', 'transit_gateway_attachment_id'],
  aws_ec2_transit_gateway_connect: ID,
  aws_ec2_transit_gateway_dx_gateway_attachment: ID,
  aws_dx_gateway_association: ['', 'transit_gateway_attachment_id'],
  aws_networkfirewall_firewall: ['', 'transit_gateway_attachment_id'],
};
export const LOAD_BALANCER: Wanted = { aws_lb: ['arn', 'id'], aws_alb: ['arn', 'id'] };
export const LISTENER: Wanted = { aws_lb_listener: ['arn', 'id'], aws_alb_listener: ['arn', 'id'] };
export const TARGET_GROUP: Wanted = { aws_lb_target_group: ['arn', 'id'], aws_alb_target_group: ['arn', 'id'] };
/** By its ARN; an attachment to it tells that as well. */
export const CORE_NETWORK: Wanted = {
  aws_networkmanager_core_network: ['arn', 'id'],
  aws_networkmanager_vpc_attachment: ['core_network_arn'],
};
export const CUSTOMER_GATEWAY: Wanted = { aws_customer_gateway: ID };
