import type { Attributes } from '../attributes.ts';
import type { Json } from '../json.ts';
import type { Family, Mapping } from '../mapping.ts';
import { ADDRESS, INTERNET_GATEWAY, SUBNET, VPC, VPN_GATEWAY } from '../wanted.ts';
import { publicAddressOf } from './addresses.ts';

export const internetGateways: Family = {
  types: ['aws_internet_gateway', 'aws_internet_gateway_attachment', 'aws_egress_only_internet_gateway'],
  map(mapping) {
    const attached = attachedApart(mapping, 'aws_internet_gateway_attachment', 'internet_gateway_id');
    for (const one of mapping.all('aws_internet_gateway')) {
      const id = mapping.idOf(one);
      const listed = one.blocks('attachments').flatMap((block) => block.text('vpc_id') ?? []);
      const vpcs = [one.id('vpc_id', VPC) ?? [], listed, attached.get(id) ?? []].flat();
      mapping.add(
        'internetGateway',
        {
          InternetGatewayId: id,
          OwnerId: one.text('owner_id'),
          Attachments: [...new Set(vpcs)].map((VpcId) => ({ VpcId, State: 'available' })),
          Tags: one.tags(),
        },
        one,
      );
    }
    for (const one of mapping.all('aws_egress_only_internet_gateway')) {
      const VpcId = one.id('vpc_id', VPC);
      mapping.add(
        'egressOnlyInternetGateway',
        {
          EgressOnlyInternetGatewayId: mapping.idOf(one),
          Attachments: VpcId ? [{ VpcId, State: 'attached' }] : [],
          Tags: one.tags(),
        },
        one,
      );
    }
  },
};

export const vpnGateways: Family = {
  types: ['aws_vpn_gateway', 'aws_vpn_gateway_attachment'],
  map(mapping) {
    const attached = attachedApart(mapping, 'aws_vpn_gateway_attachment', 'vpn_gateway_id');
    for (const one of mapping.all('aws_vpn_gateway')) {
      const id = mapping.idOf(one);
      const vpcs = new Set([one.id('vpc_id', VPC) ?? [], attached.get(id) ?? []].flat());
      mapping.add(
        'vpnGateway',
        {
          VpnGatewayId: id,
          Type: 'ipsec.1',
          AvailabilityZone: one.text('availability_zone'),
          AmazonSideAsn: one.integer('amazon_side_asn'),
          VpcAttachments: [...vpcs].map((VpcId) => ({ VpcId, State: 'attached' })),
          Tags: one.tags(),
        },
        one,
      );
    }
  },
};

function attachedApart(mapping: Mapping, type: string, argument: string): Map<string, string[]> {
  const wanted = type.includes('vpn') ? VPN_GATEWAY : INTERNET_GATEWAY;
  const found = new Map<string, string[]>();
  for (const one of mapping.all(type)) {
    const [gateway, vpc] = [one.id(argument, wanted), one.id('vpc_id', VPC)];
    if (gateway && vpc) found.set(gateway, [...(found.get(gateway) ?? []), vpc]);
  }
  return found;
}

export const natGateways: Family = {
  types: ['aws_nat_gateway'],
  map(mapping) {
    for (const one of mapping.all('aws_nat_gateway')) {
      mapping.later((addresses) => {
        const id = mapping.idOf(one);
        const SubnetId = one.id('subnet_id', SUBNET);
        const NetworkInterfaceId = one.text('network_interface_id') ?? `${id}#eni`;
        const PrivateIp = one.text('private_ip') ?? addresses.inSubnet(SubnetId, NetworkInterfaceId, one);
        const allocation = one.id('allocation_id', ADDRESS);
        const PublicIp = one.text('public_ip') ?? publicAddressOf(mapping, allocation, addresses);
        const listed: Json = { AllocationId: allocation, NetworkInterfaceId, PrivateIp, PublicIp, IsPrimary: true };
        mapping.add(
          'natGateway',
          {
            NatGatewayId: id,
            VpcId: mapping.subnet(SubnetId)?.vpcId ?? one.id('vpc_id', VPC),
            SubnetId,
            ConnectivityType: one.text('connectivity_type') ?? 'public',
            AvailabilityMode: one.text('availability_mode'),
            RouteTableId: one.text('route_table_id'),
            NatGatewayAddresses: [...(SubnetId ? [listed] : []), ...more(one)],
            Tags: one.tags(),
          },
          one,
        );
      });
    }
  },
};

/** Secondary private addresses, and those of a regional gateway in its zones. */
function more(one: Attributes): readonly Json[] {
  return [
    ...one.texts('secondary_private_ip_addresses').map((PrivateIp) => ({ PrivateIp })),
    ...one.blocks('regional_nat_gateway_address').map((block) => ({
      AllocationId: block.text('allocation_id'),
      PublicIp: block.text('public_ip'),
      AvailabilityZone: block.text('availability_zone'),
      AvailabilityZoneId: block.text('availability_zone_id'),
    })),
  ];
}
