import { type RecordOf, shape, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const optionsFields = {
  AwsAccountId: text,
  AwsRegion: text,
  State: text,
  InternetGatewayBlockMode: text,
  ExclusionsAllowed: text,
};
export type BlockPublicAccessOptions = RecordOf<typeof optionsFields>;

export const blockPublicAccessOptions = {
  kind: 'vpcBlockPublicAccessOptions',
  title: 'VPC Block Public Access options',
  aspects: {
    modelled: ['off, ingress only, both directions, at every gateway that it stands before'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeVpcBlockPublicAccessOptions',
      key: 'VpcBlockPublicAccessOptions',
      holds: 'object',
    },
  ],
  without: 'Whether VPC Block Public Access stops internet traffic is unknown.',
  record: shape(optionsFields),
  // One per account and Region; the file's own place tells them apart where the answer does not.
  key: (record) => `${record.awsAccountId ?? ''}/${record.awsRegion ?? ''}`,
  owner: (record) => record.awsAccountId,
} as const satisfies RecordType<'vpcBlockPublicAccessOptions', BlockPublicAccessOptions>;

const exclusionFields = {
  ExclusionId: text,
  InternetGatewayExclusionMode: text,
  ResourceArn: text,
  State: text,
};
export type BlockPublicAccessExclusion = RecordOf<typeof exclusionFields>;

export const blockPublicAccessExclusion = {
  kind: 'vpcBlockPublicAccessExclusion',
  title: 'VPC Block Public Access exclusion',
  aspects: {
    modelled: ['of VPCs and subnets, by mode'],
    assumed: { 'BPA-05': 'Only exclusions that are completed count.' },
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeVpcBlockPublicAccessExclusions',
      key: 'VpcBlockPublicAccessExclusions',
      holds: 'elements',
    },
  ],
  without: 'Which VPCs and subnets are excluded from VPC Block Public Access is unknown.',
  record: shape(exclusionFields),
  key: (record) => record.exclusionId,
} as const satisfies RecordType<'vpcBlockPublicAccessExclusion', BlockPublicAccessExclusion>;
