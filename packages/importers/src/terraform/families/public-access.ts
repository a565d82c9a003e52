import type { Family } from '../mapping.ts';
import { SUBNET, VPC } from '../wanted.ts';

/** VPC Block Public Access of an account in a Region, and what is excluded from it. */
export const publicAccess: Family = {
  types: ['aws_vpc_block_public_access_options', 'aws_vpc_block_public_access_exclusion'],
  map(mapping) {
    for (const one of mapping.managed('aws_vpc_block_public_access_options')) {
      mapping.add(
        'vpcBlockPublicAccessOptions',
        {
          AwsAccountId: one.text('aws_account_id'),
          AwsRegion: one.text('aws_region'),
          InternetGatewayBlockMode: one.text('internet_gateway_block_mode'),
          State: 'update-complete',
        },
        one,
      );
    }
    for (const one of mapping.managed('aws_vpc_block_public_access_exclusion')) {
      const [vpc, subnet] = [one.id('vpc_id', VPC), one.id('subnet_id', SUBNET)];
      mapping.add(
        'vpcBlockPublicAccessExclusion',
        {
          ExclusionId: mapping.idOf(one),
          InternetGatewayExclusionMode: one.text('internet_gateway_exclusion_mode'),
          ResourceArn: one.text('resource_arn') ?? `arn:aws:ec2:::${vpc ? `vpc/${vpc}` : `subnet/${subnet ?? ''}`}`,
          State: 'create-complete',
        },
        one,
      );
    }
  },
};
