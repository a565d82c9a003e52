import { type RecordOf, shape, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = { GroupId: text, VpcId: text, VpcOwnerId: text, GroupOwnerId: text, State: text };
export type SecurityGroupVpcAssociation = RecordOf<typeof fields>;

export const securityGroupVpcAssociation = {
  kind: 'securityGroupVpcAssociation',
  title: 'security group association',
  aspects: {
    modelled: ['groups used in another VPC once associated'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeSecurityGroupVpcAssociations',
      key: 'SecurityGroupVpcAssociations',
      holds: 'elements',
    },
  ],
  without: 'Security groups used in a VPC other than their own cannot be told from stale ones.',
  record: shape(fields),
  key: (record) => record.groupId && record.vpcId && `${record.groupId}@${record.vpcId}`,
  owner: (record) => record.groupOwnerId,
} as const satisfies RecordType<'securityGroupVpcAssociation', SecurityGroupVpcAssociation>;
