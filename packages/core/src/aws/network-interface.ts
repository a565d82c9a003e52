import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const association = shape({
  PublicIp: text,
  AllocationId: text,
  IpOwnerId: text,
  CarrierIp: text,
  CustomerOwnedIp: text,
});

export const networkInterfaceFields = {
  NetworkInterfaceId: text,
  InterfaceType: text,
  Status: text,
  VpcId: text,
  SubnetId: text,
  OwnerId: text,
  AvailabilityZone: text,
  Description: text,
  RequesterId: text,
  RequesterManaged: flag,
  SourceDestCheck: flag,
  DenyAllIgwTraffic: flag,
  PrivateIpAddress: text,
  PrivateIpAddresses: list(shape({ PrivateIpAddress: text, Primary: flag, Association: association })),
  Ipv6Addresses: list(shape({ Ipv6Address: text, IsPrimaryIpv6: flag })),
  Ipv4Prefixes: list(shape({ Ipv4Prefix: text })),
  Ipv6Prefixes: list(shape({ Ipv6Prefix: text })),
  Association: association,
  Groups: list(shape({ GroupId: text, GroupName: text })),
  Attachment: shape({ AttachmentId: text, InstanceId: text, InstanceOwnerId: text, Status: text }),
  TagSet: tags,
};
export type NetworkInterface = RecordOf<typeof networkInterfaceFields>;

export const networkInterface = {
  kind: 'networkInterface',
  title: 'network interface',
  calls: [{ service: 'ec2', operation: 'DescribeNetworkInterfaces', key: 'NetworkInterfaces', holds: 'elements' }],
  record: shape(networkInterfaceFields),
  key: (record) => record.networkInterfaceId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'networkInterface', NetworkInterface>;
