import { type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = { TransitGatewayPolicyTableId: text, TransitGatewayId: text, State: text, Tags: tags };
export type TransitGatewayPolicyTable = RecordOf<typeof fields>;

export const transitGatewayPolicyTable = {
  kind: 'transitGatewayPolicyTable',
  title: 'transit gateway policy table',
  aspects: {
    modelled: [],
    assumed: { 'TGW-20': 'An attachment that a policy table routes is unknown.' },
    unknown: ['where it sends packets'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeTransitGatewayPolicyTables',
      key: 'TransitGatewayPolicyTables',
      holds: 'elements',
    },
  ],
  without: 'Policy tables of transit gateways have no name.',
  neededBy: [{ in: 'transitGatewayAttachment', at: 'association.transitGatewayPolicyTableId' }],
  idPrefix: 'tgw-ptb-',
  record: shape(fields),
  key: (record) => record.transitGatewayPolicyTableId,
} as const satisfies RecordType<'transitGatewayPolicyTable', TransitGatewayPolicyTable>;
