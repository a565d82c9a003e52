import { assignedRange, subnetRanges } from '../assigned-range.ts';
import type { Attributes } from '../attributes.ts';
import { holds, ipv4Range } from '../ipv4.ts';
import type { Family, Mapping } from '../mapping.ts';
import { SUBNET, VPC } from '../wanted.ts';

/** VPCs with their ranges; whatever else AWS makes with a VPC is in vpc-defaults. */
export const vpcs: Family = {
  types: [
    'aws_vpc',
    'aws_default_vpc',
    'aws_vpc_ipv4_cidr_block_association',
    'aws_vpc_ipv6_cidr_block_association',
    'aws_vpc_encryption_control',
  ],
  map(mapping) {
    const [more4, more6] = [new Map<string, string[]>(), new Map<string, string[]>()];
    for (const one of mapping.all('aws_vpc_ipv4_cidr_block_association')) gather(more4, one, 'cidr_block');
    for (const one of mapping.all('aws_vpc_ipv6_cidr_block_association')) gather(more6, one, 'ipv6_cidr_block');
    const pooled = new Set(
      mapping.managed('aws_vpc_ipv4_cidr_block_association').flatMap((one) => {
        return one.text('cidr_block') ? [] : (one.id('vpc_id', VPC) ?? []);
      }),
    );
    const controls = new Map(
      mapping.all('aws_vpc_encryption_control').map((one) => [one.id('vpc_id', VPC), one.text('mode')] as const),
    );
    const assigned = new Set(
      mapping.managed('aws_vpc_ipv6_cidr_block_association').flatMap((one) => {
        return one.text('ipv6_cidr_block') ? [] : (one.id('vpc_id', VPC) ?? []);
      }),
    );
    for (const one of mapping.all('aws_vpc', 'aws_default_vpc')) {
      const id = mapping.idOf(one);
      const listed = one.blocks('cidr_block_associations').flatMap((block) => block.text('cidr_block') ?? []);
      const four = [one.text('cidr_block') ?? [], listed, more4.get(id) ?? []].flat();
      if (one.resource.mode === 'managed' && (!one.text('cidr_block') || pooled.has(id))) {
        const own = ofSubnets(mapping, id, four);
        four.push(...own);
        mapping.unresolved(
          one,
          'range',
          `only the ranges of its subnets are taken to be in it: ${own.join(', ') || 'none'}`,
        );
      }
      const six = [one.text('ipv6_cidr_block') ?? [], more6.get(id) ?? []].flat();
      const isAssigned =
        one.flag('assign_generated_ipv6_cidr_block') || one.text('ipv6_ipam_pool_id') || assigned.has(id);
      if (six.length === 0 && isAssigned) six.push(assignedRange(id));
      mapping.add(
        'vpc',
        {
          VpcId: id,
          CidrBlock: one.text('cidr_block'),
          CidrBlockAssociationSet: four.map((CidrBlock) => ({ CidrBlock })),
          Ipv6CidrBlockAssociationSet: [...new Set(six)].map((Ipv6CidrBlock) => ({ Ipv6CidrBlock })),
          OwnerId: one.text('owner_id'),
          EncryptionControl: controls.get(id) && { Mode: controls.get(id), State: 'available' },
          IsDefault: one.resource.type === 'aws_default_vpc' || one.flag('default'),
          Tags: one.tags(),
        },
        one,
      );
    }
  },
};

/** What subnets have is in a range of their VPC, also where that comes out of a pool when it is made. */
function ofSubnets(mapping: Mapping, vpcId: string, known: readonly string[]): readonly string[] {
  const ranges = known.flatMap((one) => ipv4Range(one) ?? []);
  return mapping.all('aws_subnet', 'aws_default_subnet').flatMap((one) => {
    const cidr = one.text('cidr_block');
    const range = ipv4Range(cidr);
    const isNew = range !== undefined && !ranges.some((other) => holds(other, range.first));
    return cidr && isNew && one.id('vpc_id', VPC) === vpcId ? [cidr] : [];
  });
}

function gather(into: Map<string, string[]>, one: Attributes, name: string): void {
  const vpc = one.id('vpc_id', VPC);
  const range = one.text(name);
  if (vpc && range) into.set(vpc, [...(into.get(vpc) ?? []), range]);
}

export const subnets: Family = {
  types: ['aws_subnet', 'aws_default_subnet', 'aws_subnet_ipv6_cidr_block'],
  map(mapping: Mapping) {
    const cut = subnetRanges();
    const apart = new Map<string, string>();
    for (const one of mapping.all('aws_subnet_ipv6_cidr_block')) {
      const [subnet, range] = [one.id('subnet_id', SUBNET), one.text('ipv6_cidr_block')];
      if (subnet && range) apart.set(subnet, range);
    }
    for (const one of mapping.all('aws_subnet', 'aws_default_subnet')) {
      const vpcId = one.id('vpc_id', VPC);
      // What is cut out of a range that AWS assigns comes after apply: each subnet has one of its own.
      const isCut = one.isUnknown('ipv6_cidr_block') && one.isWritten('ipv6_cidr_block');
      const six =
        one.text('ipv6_cidr_block') ?? apart.get(mapping.idOf(one)) ?? (isCut ? cut(mapping.vpc(vpcId)) : undefined);
      mapping.add(
        'subnet',
        {
          SubnetId: mapping.idOf(one),
          SubnetArn: one.text('arn'),
          VpcId: vpcId,
          OwnerId: one.text('owner_id'),
          AvailabilityZone: one.text('availability_zone'),
          AvailabilityZoneId: one.text('availability_zone_id'),
          CidrBlock: one.text('cidr_block'),
          Ipv6CidrBlockAssociationSet: six ? [{ Ipv6CidrBlock: six }] : [],
          MapPublicIpOnLaunch: one.flag('map_public_ip_on_launch'),
          AssignIpv6AddressOnCreation: one.flag('assign_ipv6_address_on_creation'),
          EnableDns64: one.flag('enable_dns64'),
          Tags: one.tags(),
        },
        one,
      );
    }
  },
};
