import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  InstanceId: text,
  State: shape({ Name: text }),
  VpcId: text,
  SubnetId: text,
  PrivateIpAddress: text,
  PrivateDnsName: text,
  PublicDnsName: text,
  SourceDestCheck: flag,
  NetworkInterfaces: list(shape({ NetworkInterfaceId: text })),
  Tags: tags,
};
export type Instance = RecordOf<typeof fields>;

export const instance = {
  kind: 'instance',
  title: 'instance',
  calls: [{ service: 'ec2', operation: 'DescribeInstances', key: 'Reservations', holds: { within: 'Instances' } }],
  record: shape(fields),
  key: (record) => record.instanceId,
} as const satisfies RecordType<'instance', Instance>;
