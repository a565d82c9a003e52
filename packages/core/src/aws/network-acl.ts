import { flag, integer, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const entry = {
  RuleNumber: integer,
  Protocol: text,
  RuleAction: text,
  Egress: flag,
  CidrBlock: text,
  Ipv6CidrBlock: text,
  PortRange: shape({ From: integer, To: integer }),
  IcmpTypeCode: shape({ Type: integer, Code: integer }),
};
export type NetworkAclEntry = RecordOf<typeof entry>;

const fields = {
  NetworkAclId: text,
  VpcId: text,
  OwnerId: text,
  IsDefault: flag,
  Associations: list(shape({ NetworkAclAssociationId: text, SubnetId: text })),
  Entries: list(shape(entry)),
  Tags: tags,
};
export type NetworkAcl = RecordOf<typeof fields>;

export const networkAcl = {
  kind: 'networkAcl',
  title: 'network ACL',
  arnType: 'network-acl',
  aspects: {
    modelled: [
      'entries by number in both directions, each family by itself',
      'where gateways, endpoints and attachments ask it, and where not',
    ],
    assumed: {
      'ACL-01': 'A subnet that no ACL lists is unknown; the default one is not taken in its place.',
      'ACL-12': 'Where the replies to some of the client’s ports pass, the answer is reachable with a note.',
    },
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeNetworkAcls',
      key: 'NetworkAcls',
      holds: 'elements',
      alone: ['NetworkAclId', 'VpcId', 'Entries', 'Associations'],
      pageSize: 1000,
    },
  ],
  without: 'What network ACLs let in and out of subnets is unknown.',
  idPrefix: 'acl-',
  prefixes: (record) => record.entries.flatMap((entry) => [entry?.cidrBlock, entry?.ipv6CidrBlock]),
  isUnrouted: true,
  record: shape(fields),
  key: (record) => record.networkAclId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'networkAcl', NetworkAcl>;
