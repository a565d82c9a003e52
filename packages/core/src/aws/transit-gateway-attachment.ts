import { type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';
import { transitGatewaySigns } from './signs.ts';

const fields = {
  TransitGatewayAttachmentId: text,
  TransitGatewayId: text,
  TransitGatewayOwnerId: text,
  ResourceOwnerId: text,
  ResourceType: text,
  ResourceId: text,
  State: text,
  /** Only in the answer to the transit gateway's owner (TGW-23). */
  Association: shape({ TransitGatewayRouteTableId: text, TransitGatewayPolicyTableId: text, State: text }),
  CreationTime: text,
  NatGatewaySupport: text,
  Tags: tags,
};
export type TransitGatewayAttachment = RecordOf<typeof fields>;

/** Attachments of every type; what only one type has comes from a call of its own. */
export const transitGatewayAttachment = {
  kind: 'transitGatewayAttachment',
  title: 'transit gateway attachment',
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeTransitGatewayAttachments',
      key: 'TransitGatewayAttachments',
      holds: 'elements',
    },
  ],
  without: 'What is attached to transit gateways, and by which route table each attachment is routed, is unknown.',
  neededBy: transitGatewaySigns,
  idPrefix: 'tgw-attach-',
  record: shape(fields),
  key: (record) => record.transitGatewayAttachmentId,
  // Its copy has the association.
  owner: (record) => record.transitGatewayOwnerId,
} as const satisfies RecordType<'transitGatewayAttachment', TransitGatewayAttachment>;
