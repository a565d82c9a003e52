import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  VpcEndpointId: text,
  VpcEndpointType: text,
  VpcId: text,
  OwnerId: text,
  ServiceName: text,
  ServiceRegion: text,
  State: text,
  RouteTableIds: list(text),
  SubnetIds: list(text),
  NetworkInterfaceIds: list(text),
  Groups: list(shape({ GroupId: text })),
  PrivateDnsEnabled: flag,
  DnsEntries: list(shape({ DnsName: text })),
  Tags: tags,
};
export type VpcEndpoint = RecordOf<typeof fields>;

export const vpcEndpoint = {
  kind: 'vpcEndpoint',
  title: 'VPC endpoint',
  calls: [{ service: 'ec2', operation: 'DescribeVpcEndpoints', key: 'VpcEndpoints', holds: 'elements' }],
  record: shape(fields),
  key: (record) => record.vpcEndpointId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'vpcEndpoint', VpcEndpoint>;
