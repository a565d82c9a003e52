import { assignedRange } from '../../terraform/assigned-range.ts';
import { alike, blocks, flat, own, type Translation, tagsOf } from '../draft.ts';
import { textOf, Unknown, type Value } from '../value.ts';

/** A block is of one family; one that AWS assigns is a range that nobody has. */
const vpcBlock: Translation = ({ properties }) => {
  const vpc_id = own(properties, 'VpcId');
  const four = own(properties, 'CidrBlock');
  const id = textOf(vpc_id);
  const isAssigned =
    own(properties, 'AmazonProvidedIpv6CidrBlock') === 'true' || own(properties, 'Ipv6IpamPoolId') !== undefined;
  const six = own(properties, 'Ipv6CidrBlock') ?? (isAssigned && id ? assignedRange(id) : undefined);
  if (six !== undefined)
    return [{ type: 'aws_vpc_ipv6_cidr_block_association', with: { vpc_id, ipv6_cidr_block: six } }];
  // Without one it comes out of a pool when the block is made.
  return [{ type: 'aws_vpc_ipv4_cidr_block_association', with: { vpc_id, cidr_block: four } }];
};

/** One attachment ties one gateway of either kind. */
const gatewayAttachment: Translation = ({ properties }) => {
  const vpc_id = own(properties, 'VpcId');
  const internet = own(properties, 'InternetGatewayId');
  const vpn = own(properties, 'VpnGatewayId');
  return [
    ...(internet ? [{ type: 'aws_internet_gateway_attachment', with: { vpc_id, internet_gateway_id: internet } }] : []),
    ...(vpn
      ? [{ type: 'aws_vpn_gateway_attachment', part: internet ? 'vpn' : '', with: { vpc_id, vpn_gateway_id: vpn } }]
      : []),
  ];
};

const address: Translation = ({ id, properties, physicalId, publicIp }) => [
  {
    type: 'aws_eip',
    with: {
      id,
      allocation_id: id,
      instance: own(properties, 'InstanceId'),
      public_ip: physicalId?.startsWith('eipalloc-') ? publicIp : physicalId,
    },
    tags: tagsOf(properties),
  },
];

/** An address is named by its allocation, or as it is. */
const addressAssociation: Translation = ({ properties }) => {
  const eip = own(properties, 'EIP');
  const named = typeof eip === 'object' && 'of' in eip && typeof eip.of === 'string' ? eip.of : eip;
  return [
    {
      type: 'aws_eip_association',
      with: {
        allocation_id: own(properties, 'AllocationId') ?? named,
        instance_id: own(properties, 'InstanceId'),
        network_interface_id: own(properties, 'NetworkInterfaceId'),
        private_ip_address: own(properties, 'PrivateIpAddress'),
      },
    },
  ];
};

const natGateway: Translation = ({ id, properties }) => [
  {
    type: 'aws_nat_gateway',
    with: {
      id,
      subnet_id: own(properties, 'SubnetId'),
      vpc_id: own(properties, 'VpcId'),
      allocation_id: own(properties, 'AllocationId'),
      connectivity_type: own(properties, 'ConnectivityType'),
      availability_mode: own(properties, 'AvailabilityMode'),
      private_ip: own(properties, 'PrivateIpAddress'),
      secondary_private_ip_addresses: flat(own(properties, 'SecondaryPrivateIpAddresses')),
      secondary_private_ip_address_count: own(properties, 'SecondaryPrivateIpAddressCount'),
      secondary_allocation_ids: flat(own(properties, 'SecondaryAllocationIds')),
      availability_zone_address: blocks(own(properties, 'AvailabilityZoneAddresses'), (one) => ({
        allocation_ids: flat(own(one, 'AllocationIds')),
        availability_zone: own(one, 'AvailabilityZone'),
        availability_zone_id: own(one, 'AvailabilityZoneId'),
      })),
    },
    tags: tagsOf(properties),
  },
];

/** `AWS::AccountId`, where nobody tells which that is. */
function isOwnAccount(owner: Value | undefined): boolean {
  return owner instanceof Unknown && owner.text === '!Ref AWS::AccountId';
}

/** VPCs, subnets, and the gateways at their edges. */
export const places: Readonly<Record<string, Translation>> = {
  'AWS::EC2::VPC': alike('aws_vpc', ['CidrBlock']),
  'AWS::EC2::VPCEncryptionControl': alike('aws_vpc_encryption_control', ['VpcId', 'Mode']),
  'AWS::EC2::VPCCidrBlock': vpcBlock,
  'AWS::EC2::Subnet': alike('aws_subnet', [
    'VpcId',
    'CidrBlock',
    'Ipv6CidrBlock',
    'AvailabilityZone',
    'AvailabilityZoneId',
    'MapPublicIpOnLaunch',
    'EnableDns64',
    'AssignIpv6AddressOnCreation',
  ]),
  'AWS::EC2::SubnetCidrBlock': alike('aws_subnet_ipv6_cidr_block', ['SubnetId', 'Ipv6CidrBlock']),
  'AWS::EC2::InternetGateway': alike('aws_internet_gateway', []),
  'AWS::EC2::EgressOnlyInternetGateway': alike('aws_egress_only_internet_gateway', ['VpcId']),
  'AWS::EC2::VPNGateway': alike('aws_vpn_gateway', ['AmazonSideAsn']),
  'AWS::EC2::VPCGatewayAttachment': gatewayAttachment,
  'AWS::EC2::NatGateway': natGateway,
  'AWS::EC2::EIP': address,
  'AWS::EC2::EIPAssociation': addressAssociation,
  'AWS::EC2::VPCPeeringConnection': ({ id, stack, properties }) => {
    // CloudFormation accepts a peering within its account by itself, and another's by the role that is given.
    const owner = own(properties, 'PeerOwnerId');
    const isOwn =
      owner === undefined ||
      owner === stack.account ||
      isOwnAccount(owner) ||
      own(properties, 'PeerRoleArn') !== undefined;
    return [
      {
        type: 'aws_vpc_peering_connection',
        with: {
          id,
          vpc_id: own(properties, 'VpcId'),
          peer_vpc_id: own(properties, 'PeerVpcId'),
          peer_owner_id: isOwnAccount(owner) ? stack.account : owner,
          peer_region: own(properties, 'PeerRegion'),
          auto_accept: String(isOwn),
        },
        tags: tagsOf(properties),
      },
    ];
  },
};
