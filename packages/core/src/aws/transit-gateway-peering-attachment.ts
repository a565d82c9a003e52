import { type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

const side = shape({ TransitGatewayId: text, CoreNetworkId: text, OwnerId: text, Region: text });

const fields = {
  TransitGatewayAttachmentId: text,
  /** Where the other side's attachment has an id of its own. */
  AccepterTransitGatewayAttachmentId: text,
  RequesterTgwInfo: side,
  AccepterTgwInfo: side,
  Options: shape({ DynamicRouting: text }),
  Status: shape({ Code: text, Message: text }),
  State: text,
  CreationTime: text,
  Tags: tags,
};
export type TransitGatewayPeeringAttachment = RecordOf<typeof fields>;

export const transitGatewayPeeringAttachment = {
  kind: 'transitGatewayPeeringAttachment',
  title: 'transit gateway peering attachment',
  arnType: 'transit-gateway-attachment',
  scopeTypes: ['AWS::EC2::TransitGatewayAttachment'],
  isPassage: true,
  aspects: {
    modelled: ['within and between Regions, both sides by their own tables'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeTransitGatewayPeeringAttachments',
      key: 'TransitGatewayPeeringAttachments',
      holds: 'elements',
      alone: ['TransitGatewayAttachmentId', 'RequesterTgwInfo', 'AccepterTgwInfo'],
    },
  ],
  without: 'Which transit gateways peer with each other is unknown.',
  neededBy: [{ in: 'transitGatewayAttachment', at: 'resourceType', like: /peering$/ }],
  record: shape(fields),
  key: (record) => record.transitGatewayAttachmentId,
  owner: (record) => record.requesterTgwInfo?.ownerId,
} as const satisfies RecordType<'transitGatewayPeeringAttachment', TransitGatewayPeeringAttachment>;
