import { alike, blocks, flat, own, type Properties, type Translation } from '../draft.ts';
import { Unknown, unknownIn, type Value } from '../value.ts';

/** Rules are written in the words of the API; of those that nobody can tell wholly, nothing is told. */
function inApi(value: Value | undefined): Value {
  const unknown = unknownIn(value);
  return unknown ?? (value === undefined ? new Unknown('rules that are not written') : JSON.stringify(value));
}

function rules(
  type: string,
  name: string,
  more: (properties: Properties) => Readonly<Record<string, Value | undefined>>,
) {
  return ({ id, properties }: Parameters<Translation>[0]) => [
    { type, with: { id, arn: id, api: inApi(own(properties, name)), ...more(properties) } },
  ];
}

/** Network Firewall, Client VPN and Block Public Access. */
export const inspection: Readonly<Record<string, Translation>> = {
  'AWS::NetworkFirewall::Firewall': ({ id, properties }) => [
    {
      type: 'aws_networkfirewall_firewall',
      with: {
        id,
        arn: id,
        name: own(properties, 'FirewallName'),
        firewall_policy_arn: own(properties, 'FirewallPolicyArn'),
        vpc_id: own(properties, 'VpcId'),
        transit_gateway_id: own(properties, 'TransitGatewayId'),
        subnet_mapping: blocks(own(properties, 'SubnetMappings'), (one) => ({ subnet_id: own(one, 'SubnetId') })),
        availability_zone_mapping: blocks(own(properties, 'AvailabilityZoneMappings'), (one) => ({
          availability_zone: own(one, 'AvailabilityZone'),
        })),
      },
    },
  ],
  'AWS::NetworkFirewall::VpcEndpointAssociation': ({ id, properties }) => [
    {
      type: 'aws_networkfirewall_vpc_endpoint_association',
      with: {
        id,
        vpc_endpoint_association_arn: id,
        firewall_arn: own(properties, 'FirewallArn'),
        vpc_id: own(properties, 'VpcId'),
        subnet_mapping: blocks(own(properties, 'SubnetMapping'), (one) => ({ subnet_id: own(one, 'SubnetId') })),
      },
    },
  ],
  'AWS::NetworkFirewall::FirewallPolicy': rules(
    'aws_networkfirewall_firewall_policy',
    'FirewallPolicy',
    (properties) => ({
      name: own(properties, 'FirewallPolicyName'),
    }),
  ),
  'AWS::NetworkFirewall::RuleGroup': rules('aws_networkfirewall_rule_group', 'RuleGroup', (properties) => ({
    name: own(properties, 'RuleGroupName'),
    type: own(properties, 'Type'),
  })),
  'AWS::EC2::ClientVpnEndpoint': ({ id, properties }) => [
    {
      type: 'aws_ec2_client_vpn_endpoint',
      with: {
        id,
        client_cidr_block: own(properties, 'ClientCidrBlock'),
        split_tunnel: own(properties, 'SplitTunnel'),
        endpoint_ip_address_type: own(properties, 'EndpointIpAddressType'),
        traffic_ip_address_type: own(properties, 'TrafficIpAddressType'),
        transit_gateway_configuration: blocks(own(properties, 'TransitGatewayConfiguration'), (one) => ({
          transit_gateway_id: own(one, 'TransitGatewayId'),
        })),
        vpc_id: own(properties, 'VpcId'),
        security_group_ids: flat(own(properties, 'SecurityGroupIds')),
      },
    },
  ],
  'AWS::EC2::ClientVpnTargetNetworkAssociation': alike('aws_ec2_client_vpn_network_association', [
    'ClientVpnEndpointId',
    'SubnetId',
  ]),
  'AWS::EC2::ClientVpnRoute': alike('aws_ec2_client_vpn_route', ['ClientVpnEndpointId', 'DestinationCidrBlock'], {
    target_vpc_subnet_id: 'TargetVpcSubnetId',
  }),
  'AWS::EC2::ClientVpnAuthorizationRule': alike('aws_ec2_client_vpn_authorization_rule', [
    'ClientVpnEndpointId',
    'TargetNetworkCidr',
    'AccessGroupId',
    'AuthorizeAllGroups',
  ]),
  'AWS::EC2::VPCBlockPublicAccessOptions': alike('aws_vpc_block_public_access_options', ['InternetGatewayBlockMode']),
  'AWS::EC2::VPCBlockPublicAccessExclusion': alike('aws_vpc_block_public_access_exclusion', [
    'InternetGatewayExclusionMode',
    'SubnetId',
    'VpcId',
  ]),
};
