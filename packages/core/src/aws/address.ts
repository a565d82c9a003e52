import { type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  AllocationId: text,
  PublicIp: text,
  AssociationId: text,
  InstanceId: text,
  NetworkInterfaceId: text,
  NetworkInterfaceOwnerId: text,
  PrivateIpAddress: text,
  Tags: tags,
};
export type Address = RecordOf<typeof fields>;

export const address = {
  kind: 'address',
  title: 'Elastic IP address',
  arnType: 'elastic-ip',
  aspects: {
    modelled: ['public addresses and what they are associated with'],
    unknown: ['whether a range of one’s own is advertised'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeAddresses',
      key: 'Addresses',
      holds: 'elements',
      alone: ['AllocationId', 'PublicIp', 'Domain'],
    },
  ],
  without: 'Elastic IP addresses that no interface carries are unknown.',
  idPrefix: 'eipalloc-',
  prefixes: (record) => [record.publicIp],
  isUnrouted: true,
  record: shape(fields),
  key: (record) => record.allocationId ?? record.publicIp,
} as const satisfies RecordType<'address', Address>;
