import { list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  EgressOnlyInternetGatewayId: text,
  Attachments: list(shape({ VpcId: text, State: text })),
  Tags: tags,
};
export type EgressOnlyInternetGateway = RecordOf<typeof fields>;

export const egressOnlyInternetGateway = {
  kind: 'egressOnlyInternetGateway',
  title: 'egress-only internet gateway',
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeEgressOnlyInternetGateways',
      key: 'EgressOnlyInternetGateways',
      holds: 'elements',
    },
  ],
  record: shape(fields),
  key: (record) => record.egressOnlyInternetGatewayId,
} as const satisfies RecordType<'egressOnlyInternetGateway', EgressOnlyInternetGateway>;
