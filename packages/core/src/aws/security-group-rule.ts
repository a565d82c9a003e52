import { flag, integer, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  SecurityGroupRuleId: text,
  GroupId: text,
  GroupOwnerId: text,
  IsEgress: flag,
  IpProtocol: text,
  FromPort: integer,
  ToPort: integer,
  CidrIpv4: text,
  CidrIpv6: text,
  PrefixListId: text,
  ReferencedGroupInfo: shape({
    GroupId: text,
    UserId: text,
    VpcId: text,
    VpcPeeringConnectionId: text,
    PeeringStatus: text,
  }),
  Description: text,
  Tags: tags,
};
export type SecurityGroupRule = RecordOf<typeof fields>;

export const securityGroupRule = {
  kind: 'securityGroupRule',
  title: 'security group rule',
  arnType: 'security-group-rule',
  aspects: {
    modelled: ['the same rules, with their ids in explanations'],
    assumed: { 'SG-05': 'Ports that are missing or -1 mean all ports.' },
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeSecurityGroupRules',
      key: 'SecurityGroupRules',
      holds: 'elements',
      alone: ['SecurityGroupRuleId', 'GroupId', 'IsEgress', 'IpProtocol'],
      pageSize: 1000,
    },
  ],
  without: 'Rules are known only as security groups list them, without rule ids in explanations.',
  idPrefix: 'sgr-',
  prefixes: (record) => [record.cidrIpv4, record.cidrIpv6],
  isUnrouted: true,
  record: shape(fields),
  key: (record) => record.securityGroupRuleId,
  owner: (record) => record.groupOwnerId,
} as const satisfies RecordType<'securityGroupRule', SecurityGroupRule>;
