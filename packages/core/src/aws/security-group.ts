import { integer, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const permission = {
  IpProtocol: text,
  FromPort: integer,
  ToPort: integer,
  IpRanges: list(shape({ CidrIp: text, Description: text })),
  Ipv6Ranges: list(shape({ CidrIpv6: text, Description: text })),
  PrefixListIds: list(shape({ PrefixListId: text, Description: text })),
  UserIdGroupPairs: list(
    shape({
      GroupId: text,
      UserId: text,
      VpcId: text,
      VpcPeeringConnectionId: text,
      PeeringStatus: text,
      Description: text,
    }),
  ),
};
export type IpPermission = RecordOf<typeof permission>;

const fields = {
  GroupId: text,
  GroupName: text,
  Description: text,
  OwnerId: text,
  VpcId: text,
  IpPermissions: list(shape(permission)),
  IpPermissionsEgress: list(shape(permission)),
  Tags: tags,
};
export type SecurityGroup = RecordOf<typeof fields>;

export const securityGroup = {
  kind: 'securityGroup',
  title: 'security group',
  arnType: 'security-group',
  calls: [{ service: 'ec2', operation: 'DescribeSecurityGroups', key: 'SecurityGroups', holds: 'elements' }],
  without: 'What interfaces accept and send is unknown.',
  idPrefix: 'sg-',
  *prefixes(record) {
    for (const permissions of [record.ipPermissions, record.ipPermissionsEgress]) {
      for (const permission of permissions) {
        for (const range of permission?.ipRanges ?? []) yield range?.cidrIp;
        for (const range of permission?.ipv6Ranges ?? []) yield range?.cidrIpv6;
      }
    }
  },
  isUnrouted: true,
  record: shape(fields),
  key: (record) => record.groupId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'securityGroup', SecurityGroup>;
