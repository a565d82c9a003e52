import type { Attributes } from '../attributes.ts';
import type { Family, Mapping } from '../mapping.ts';
import { SECURITY_GROUP, SUBNET, TRANSIT_GATEWAY, VPC, type Wanted } from '../wanted.ts';
import { addInterface } from './interfaces.ts';

const ENDPOINT: Wanted = { aws_ec2_client_vpn_endpoint: ['id'] };

/** Client VPN endpoints with an interface in each of their subnets, what they route and whom they let go where. */
export const clientVpn: Family = {
  types: [
    'aws_ec2_client_vpn_endpoint',
    'aws_ec2_client_vpn_network_association',
    'aws_ec2_client_vpn_route',
    'aws_ec2_client_vpn_authorization_rule',
  ],
  map(mapping) {
    const associated = new Map<string, Attributes[]>();
    for (const one of mapping.managed('aws_ec2_client_vpn_network_association')) {
      const endpoint = one.id('client_vpn_endpoint_id', ENDPOINT);
      if (endpoint) associated.set(endpoint, [...(associated.get(endpoint) ?? []), one]);
      else mapping.leavesOpen('clientVpnTargetNetwork');
    }
    for (const one of mapping.managed('aws_ec2_client_vpn_endpoint')) {
      addEndpoint(mapping, one, associated.get(mapping.idOf(one)) ?? []);
    }
    for (const one of mapping.managed('aws_ec2_client_vpn_route')) {
      mapping.add(
        'clientVpnRoute',
        {
          ClientVpnEndpointId: one.id('client_vpn_endpoint_id', ENDPOINT),
          DestinationCidr: one.text('destination_cidr_block'),
          TargetSubnet: one.id('target_vpc_subnet_id', SUBNET),
          Origin: 'add-route',
        },
        one,
      );
    }
    for (const one of mapping.managed('aws_ec2_client_vpn_authorization_rule')) {
      const GroupId = one.text('access_group_id');
      mapping.add(
        'clientVpnAuthorizationRule',
        {
          ClientVpnEndpointId: one.id('client_vpn_endpoint_id', ENDPOINT),
          DestinationCidr: one.text('target_network_cidr'),
          GroupId,
          AccessAll: one.flag('authorize_all_groups') ?? GroupId === undefined,
        },
        one,
      );
    }
  },
};

/** An endpoint may hang on a transit gateway rather than in subnets. */
function configurationOf(one: Attributes) {
  const TransitGatewayId = one.blocks('transit_gateway_configuration')[0]?.id('transit_gateway_id', TRANSIT_GATEWAY);
  return TransitGatewayId ? { TransitGatewayId } : undefined;
}

function addEndpoint(mapping: Mapping, one: Attributes, associations: readonly Attributes[]): void {
  const id = mapping.idOf(one);
  const subnets = associations.flatMap((each) => each.id('subnet_id', SUBNET) ?? []);
  const vpcId = one.id('vpc_id', VPC) ?? mapping.subnet(subnets[0])?.vpcId;
  const named = one.ids('security_group_ids', SECURITY_GROUP);
  const vpc = mapping.vpc(vpcId);
  const hidden =
    one.isUnknown('security_group_ids') && one.isWritten('security_group_ids') ? [`${id}#groups`] : undefined;
  const groups =
    named.length > 0 && !one.isOpen('security_group_ids', SECURITY_GROUP)
      ? named
      : hidden
        ? [...named, ...hidden]
        : vpc
          ? [vpc.defaultGroup]
          : [];
  mapping.add(
    'clientVpnEndpoint',
    {
      ClientVpnEndpointId: id,
      DnsName: one.text('dns_name'),
      ClientCidrBlock: one.text('client_cidr_block'),
      SplitTunnel: one.flag('split_tunnel') ?? false,
      EndpointIpAddressType: one.text('endpoint_ip_address_type'),
      TrafficIpAddressType: one.text('traffic_ip_address_type'),
      VpcId: vpcId,
      SecurityGroupIds: groups,
      TransitGatewayConfiguration: configurationOf(one),
      Tags: one.tags(),
    },
    one,
  );
  // Not its attachment to a transit gateway.
  mapping.name(one, [id]);
  associations.forEach((each, i) => {
    const subnetId = each.id('subnet_id', SUBNET);
    const range = vpc?.ranges.find((one) => !one.includes(':'));
    mapping.add(
      'clientVpnTargetNetwork',
      {
        AssociationId: mapping.idOf(each),
        ClientVpnEndpointId: id,
        VpcId: vpcId,
        TargetNetworkId: subnetId,
        SecurityGroups: groups,
      },
      each,
    );
    // AWS adds a route to the VPC for every subnet that is associated.
    if (subnetId && range) {
      const route = { ClientVpnEndpointId: id, DestinationCidr: range, TargetSubnet: subnetId, Origin: 'associate' };
      mapping.add('clientVpnRoute', route, each);
    }
    addInterface(mapping, each, {
      id: `${id}#eni${i}`,
      subnetId,
      groups,
      marks: { InterfaceType: 'interface', Description: `ClientVPN Endpoint resource ${id}`, RequesterManaged: true },
    });
  });
}
