import { alike, blocks, flat, own, type Translation } from '../draft.ts';
import { listOf } from '../value.ts';

const TARGETS = [
  ...['GatewayId', 'NatGatewayId', 'NetworkInterfaceId', 'InstanceId', 'TransitGatewayId', 'VpcPeeringConnectionId'],
  ...['VpcEndpointId', 'CarrierGatewayId', 'LocalGatewayId', 'CoreNetworkArn'],
];

const propagation: Translation = ({ properties }) =>
  listOf(flat(own(properties, 'RouteTableIds'))).map((table, i) => ({
    type: 'aws_vpn_gateway_route_propagation',
    part: i === 0 ? '' : `table${i}`,
    with: { vpn_gateway_id: own(properties, 'VpnGatewayId'), route_table_id: table },
  }));

const aclEntry: Translation = ({ properties }) => {
  const [ports, icmp] = [own(properties, 'PortRange'), own(properties, 'Icmp')];
  return [
    {
      type: 'aws_network_acl_rule',
      with: {
        network_acl_id: own(properties, 'NetworkAclId'),
        rule_number: own(properties, 'RuleNumber'),
        rule_action: own(properties, 'RuleAction'),
        egress: own(properties, 'Egress'),
        protocol: own(properties, 'Protocol'),
        cidr_block: own(properties, 'CidrBlock'),
        ipv6_cidr_block: own(properties, 'Ipv6CidrBlock'),
        from_port: own(ports, 'From'),
        to_port: own(ports, 'To'),
        icmp_type: own(icmp, 'Type'),
        icmp_code: own(icmp, 'Code'),
      },
    },
  ];
};

/** Route tables, network ACLs and prefix lists, of which everything but their VPC stands apart. */
export const routing: Readonly<Record<string, Translation>> = {
  'AWS::EC2::RouteTable': alike('aws_route_table', ['VpcId']),
  'AWS::EC2::Route': alike(
    'aws_route',
    ['RouteTableId', 'DestinationCidrBlock', 'DestinationIpv6CidrBlock', ...TARGETS],
    {
      destination_prefix_list_id: 'DestinationPrefixListId',
      egress_only_gateway_id: 'EgressOnlyInternetGatewayId',
    },
  ),
  'AWS::EC2::SubnetRouteTableAssociation': alike('aws_route_table_association', ['SubnetId', 'RouteTableId']),
  'AWS::EC2::GatewayRouteTableAssociation': alike('aws_route_table_association', ['GatewayId', 'RouteTableId']),
  'AWS::EC2::VPNGatewayRoutePropagation': propagation,
  'AWS::EC2::RouteServer': alike('aws_vpc_route_server', ['AmazonSideAsn']),
  'AWS::EC2::RouteServerPropagation': alike('aws_vpc_route_server_propagation', ['RouteServerId', 'RouteTableId']),
  'AWS::EC2::NetworkAcl': alike('aws_network_acl', ['VpcId']),
  'AWS::EC2::NetworkAclEntry': aclEntry,
  'AWS::EC2::SubnetNetworkAclAssociation': alike('aws_network_acl_association', ['SubnetId', 'NetworkAclId']),
  'AWS::EC2::PrefixList': ({ id, properties }) => [
    {
      type: 'aws_ec2_managed_prefix_list',
      with: {
        id,
        name: own(properties, 'PrefixListName'),
        address_family: own(properties, 'AddressFamily'),
        max_entries: own(properties, 'MaxEntries'),
        entry: blocks(own(properties, 'Entries') ?? [], (entry) => ({ cidr: own(entry, 'Cidr') })),
      },
    },
  ],
};
