import { list, type RecordOf, shape, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const fields = {
  TransitGatewayRouteTableId: text,
  TransitGatewayRouteTablePropagations: list(
    shape({ TransitGatewayAttachmentId: text, ResourceId: text, ResourceType: text, State: text }),
  ),
};
export type TransitGatewayPropagations = RecordOf<typeof fields>;

/** The attachments whose prefixes one table takes over. */
export const transitGatewayPropagations = {
  kind: 'transitGatewayPropagations',
  title: 'propagations to a transit gateway route table',
  aspects: {
    modelled: ['which attachments give their prefixes to a table'],
    assumed: { 'TGW-25': 'Propagations imply routes where none are listed.' },
  },
  calls: [
    {
      service: 'ec2',
      operation: 'GetTransitGatewayRouteTablePropagations',
      key: 'TransitGatewayRouteTablePropagations',
      holds: 'answer',
      argument: { name: 'TransitGatewayRouteTableId', of: 'transitGatewayRouteTable' },
    },
  ],
  without: 'Whether a transit gateway route table has routes that no search listed is unknown.',
  neededBy: [{ in: 'transitGatewayRouteTable' }],
  record: shape(fields),
  key: (record) => record.transitGatewayRouteTableId,
} as const satisfies RecordType<'transitGatewayPropagations', TransitGatewayPropagations>;

const attachmentFields = {
  TransitGatewayAttachmentId: text,
  TransitGatewayAttachmentPropagations: list(shape({ TransitGatewayRouteTableId: text, State: text })),
};
export type TransitGatewayAttachmentPropagations = RecordOf<typeof attachmentFields>;

/** The tables that take over the prefixes of one attachment: the same, asked from the other side. */
export const transitGatewayAttachmentPropagations = {
  kind: 'transitGatewayAttachmentPropagations',
  title: 'propagations of a transit gateway attachment',
  aspects: {
    modelled: ['the same, attachment by attachment'],
    assumed: { 'TGW-25': 'Propagations imply routes where none are listed.' },
  },
  calls: [
    {
      service: 'ec2',
      operation: 'GetTransitGatewayAttachmentPropagations',
      key: 'TransitGatewayAttachmentPropagations',
      holds: 'answer',
      argument: { name: 'TransitGatewayAttachmentId', of: 'transitGatewayAttachment' },
    },
  ],
  without: 'To which tables an attachment propagates is known only as the tables say it.',
  neededBy: [],
  record: shape(attachmentFields),
  key: (record) => record.transitGatewayAttachmentId,
} as const satisfies RecordType<'transitGatewayAttachmentPropagations', TransitGatewayAttachmentPropagations>;
