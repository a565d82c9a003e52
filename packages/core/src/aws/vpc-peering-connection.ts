import { list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const side = shape({
  VpcId: text,
  OwnerId: text,
  Region: text,
  CidrBlock: text,
  CidrBlockSet: list(shape({ CidrBlock: text })),
  Ipv6CidrBlockSet: list(shape({ Ipv6CidrBlock: text })),
});

const fields = {
  VpcPeeringConnectionId: text,
  Status: shape({ Code: text, Message: text }),
  RequesterVpcInfo: side,
  AccepterVpcInfo: side,
  Tags: tags,
};
export type VpcPeeringConnection = RecordOf<typeof fields>;

export const vpcPeeringConnection = {
  kind: 'vpcPeeringConnection',
  title: 'VPC peering connection',
  calls: [
    { service: 'ec2', operation: 'DescribeVpcPeeringConnections', key: 'VpcPeeringConnections', holds: 'elements' },
  ],
  record: shape(fields),
  key: (record) => record.vpcPeeringConnectionId,
} as const satisfies RecordType<'vpcPeeringConnection', VpcPeeringConnection>;
