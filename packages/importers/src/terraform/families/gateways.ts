import type { Attributes } from '../attributes.ts';
import type { Json } from '../json.ts';
import type { Addresses, Family, Mapping } from '../mapping.ts';
import { ADDRESS, INTERNET_GATEWAY, NAT_GATEWAY, SUBNET, VPC, VPN_GATEWAY } from '../wanted.ts';
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
  types: ['aws_nat_gateway', 'aws_nat_gateway_eip_association'],
  map(mapping) {
    const apart = new Map<string, string[]>();
    for (const one of mapping.managed('aws_nat_gateway_eip_association')) {
      const [gateway, allocation] = [one.id('nat_gateway_id', NAT_GATEWAY), one.id('allocation_id', ADDRESS)];
      if (gateway && allocation) apart.set(gateway, [...(apart.get(gateway) ?? []), allocation]);
    }
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
            AutoProvisionZones: one.text('auto_provision_zones'),
            RouteTableId: one.text('route_table_id'),
            NatGatewayAddresses: [
              ...(SubnetId ? [listed] : []),
              ...more(mapping, one, apart.get(id) ?? [], addresses, SubnetId),
            ],
            Tags: one.tags(),
          },
          one,
        );
      });
    }
  },
};

/** A NAT gateway has no more addresses (NAT-12). */
const MOST = 31;

/** Secondary addresses, inside and outside, and those of a regional gateway in its zones. */
function more(
  mapping: Mapping,
  one: Attributes,
  apart: readonly string[],
  addresses: Addresses,
  subnetId: string | undefined,
): readonly Json[] {
  const outside = (AllocationId: string): Json => ({
    AllocationId,
    PublicIp: publicAddressOf(mapping, AllocationId, addresses),
  });
  const known = one.blocks('regional_nat_gateway_address').map((block) => ({
    AllocationId: block.text('allocation_id'),
    PublicIp: block.text('public_ip'),
    AvailabilityZone: block.text('availability_zone'),
    AvailabilityZoneId: block.text('availability_zone_id'),
  }));
  const zones = one.blocks('availability_zone_address').flatMap((block) =>
    block.ids('allocation_ids', ADDRESS).map((allocation) => ({
      ...outside(allocation),
      AvailabilityZone: block.text('availability_zone'),
      AvailabilityZoneId: block.text('availability_zone_id'),
    })),
  );
  const shown = [...new Set([...one.ids('secondary_allocation_ids', ADDRESS), ...apart])];
  // An allocation stands for a private address: one of those that are written, in their order, or one that AWS chooses.
  const inside = one.texts('secondary_private_ip_addresses');
  const id = mapping.idOf(one);
  // Of so many that AWS chooses answers know those that are there.
  const asked = (one.integer('secondary_private_ip_address_count') ?? 0) - inside.length;
  const chosen = Array.from({ length: Math.max(0, Math.min(asked, MOST)) }, (_, i) => {
    return mapping.natAddresses(id)[i] ?? addresses.inSubnet(subnetId, `${id} ${i}`, one);
  });
  return [
    ...shown.map((allocation, i) => ({
      ...outside(allocation),
      PrivateIp: inside[i] ?? addresses.inSubnet(subnetId, `${id} ${allocation}`, one),
    })),
    ...[...inside.slice(shown.length), ...chosen].map((PrivateIp) => ({ PrivateIp })),
    ...(known.length > 0 ? known : zones),
  ];
}
