import { list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  InternetGatewayId: text,
  OwnerId: text,
  Attachments: list(shape({ VpcId: text, State: text })),
  Tags: tags,
};
export type InternetGateway = RecordOf<typeof fields>;

export const internetGateway = {
  kind: 'internetGateway',
  title: 'internet gateway',
  calls: [{ service: 'ec2', operation: 'DescribeInternetGateways', key: 'InternetGateways', holds: 'elements' }],
  record: shape(fields),
  key: (record) => record.internetGatewayId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'internetGateway', InternetGateway>;
