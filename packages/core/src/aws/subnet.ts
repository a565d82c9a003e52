import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';
import { blockPublicAccessStates } from './vpc.ts';

const fields = {
  SubnetId: text,
  SubnetArn: text,
  VpcId: text,
  State: text,
  OwnerId: text,
  AvailabilityZone: text,
  AvailabilityZoneId: text,
  CidrBlock: text,
  Ipv6CidrBlockAssociationSet: list(
    shape({
      Ipv6CidrBlock: text,
      Ipv6CidrBlockState: shape({ State: text }),
      Ipv6AddressAttribute: text,
      IpSource: text,
    }),
  ),
  MapPublicIpOnLaunch: flag,
  EnableDns64: flag,
  BlockPublicAccessStates: blockPublicAccessStates,
  Tags: tags,
};
export type Subnet = RecordOf<typeof fields>;

export const subnet = {
  kind: 'subnet',
  title: 'subnet',
  calls: [{ service: 'ec2', operation: 'DescribeSubnets', key: 'Subnets', holds: 'elements' }],
  record: shape(fields),
  key: (record) => record.subnetId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'subnet', Subnet>;
