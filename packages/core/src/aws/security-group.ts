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
  aspects: {
    modelled: [
      'rules of both directions as a union: ports, ICMP types, protocols, ranges, prefix lists, groups',
      'answers to what was let through',
      'how far a sender’s groups are seen',
    ],
    assumed: {
      'SG-05': 'Ports that are missing or -1 mean all ports.',
      'SG-08': 'Entries that are not in the input leave only that rule open.',
      'SG-13': 'Members of a group whose account was not read are unknown, not absent.',
    },
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeSecurityGroups',
      key: 'SecurityGroups',
      holds: 'elements',
      alone: ['GroupId', 'VpcId', 'IpPermissions', 'IpPermissionsEgress'],
      pageSize: 1000,
    },
  ],
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
