import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const association = {
  CidrBlock: text,
  CidrBlockState: shape({ State: text }),
};
const ipv6Association = {
  Ipv6CidrBlock: text,
  Ipv6CidrBlockState: shape({ State: text }),
  Ipv6AddressAttribute: text,
  IpSource: text,
};
export const blockPublicAccessStates = shape({ InternetGatewayBlockMode: text });

const fields = {
  VpcId: text,
  State: text,
  OwnerId: text,
  CidrBlock: text,
  CidrBlockAssociationSet: list(shape(association)),
  Ipv6CidrBlockAssociationSet: list(shape(ipv6Association)),
  IsDefault: flag,
  BlockPublicAccessStates: blockPublicAccessStates,
  EncryptionControl: shape({ Mode: text, State: text }),
  Tags: tags,
};
export type Vpc = RecordOf<typeof fields>;

export const vpc = {
  kind: 'vpc',
  title: 'VPC',
  calls: [{ service: 'ec2', operation: 'DescribeVpcs', key: 'Vpcs', holds: 'elements' }],
  record: shape(fields),
  key: (record) => record.vpcId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'vpc', Vpc>;
