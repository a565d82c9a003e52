import { list, type RecordOf, shape, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  TransitGatewayRouteTableId: text,
  Associations: list(shape({ TransitGatewayAttachmentId: text, ResourceId: text, ResourceType: text, State: text })),
};
export type TransitGatewayAssociations = RecordOf<typeof fields>;

/** The attachments that one table routes. */
export const transitGatewayAssociations = {
  kind: 'transitGatewayAssociations',
  title: 'associations of a transit gateway route table',
  aspects: {
    modelled: ['the one table that routes what an attachment sends'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'GetTransitGatewayRouteTableAssociations',
      key: 'Associations',
      holds: 'answer',
      argument: { name: 'TransitGatewayRouteTableId', of: 'transitGatewayRouteTable' },
      when: { has: 'TransitGatewayAttachmentId' },
    },
  ],
  without: 'Which attachments a transit gateway route table routes is known only as the attachments say it.',
  // Attachments say the same.
  neededBy: [],
  record: shape(fields),
  key: (record) => record.transitGatewayRouteTableId,
} as const satisfies RecordType<'transitGatewayAssociations', TransitGatewayAssociations>;
