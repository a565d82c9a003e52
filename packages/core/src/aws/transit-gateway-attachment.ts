import { type RecordOf, shape, tags, text } from '../model/fields.ts';
import { hybridLinkBehaviour } from './hybrid-entry.ts';
import type { Behaviour, RecordType } from './resource-type.ts';
import { transitGatewaySigns } from './signs.ts';
import { attachmentOf } from './transit-gateway-attachments.ts';
import { enter } from './transit-gateway-entry.ts';

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
  arnType: 'transit-gateway-attachment',
  scopeTypes: ['AWS::EC2::TransitGatewayAttachment'],
  isPassage: true,
  aspects: {
    modelled: ['states and associations', 'zones: in by the sender’s, out by the same where there is one'],
    assumed: {
      'TGW-07': 'A table may lead a packet back to the attachment that it came from.',
      'TGW-13': 'In appliance mode, where only one of both zones is attached, any zone may be picked.',
      'TGW-15': 'What comes from a transit gateway does not go on over a peering connection.',
    },
    unknown: ['policy tables', 'attachments that translate addresses'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeTransitGatewayAttachments',
      key: 'TransitGatewayAttachments',
      holds: 'elements',
      alone: ['TransitGatewayAttachmentId', 'ResourceType', 'ResourceId', 'State'],
    },
  ],
  without: 'What is attached to transit gateways, and by which route table each attachment is routed, is unknown.',
  neededBy: transitGatewaySigns,
  idPrefix: 'tgw-attach-',
  joinsVpcs: true,
  record: shape(fields),
  // The two sides of a peering may share one id, in two Regions.
  key: ({ transitGatewayAttachmentId: id, transitGatewayId, resourceType }) =>
    id && resourceType?.endsWith('peering') ? `${id}@${transitGatewayId ?? ''}` : id,
  // Its copy has the association.
  owner: (record) => record.transitGatewayOwnerId,
} as const satisfies RecordType<'transitGatewayAttachment', TransitGatewayAttachment>;

/** Packets of the attached VPC, where something else than a route's own words leads them here: a way that is only weighed. */
export const transitGatewayAttachmentBehaviour: Behaviour = {
  keepsReferences: true,
  joinsNetworks: true,
  take(id, from, to, net) {
    const attachment = attachmentOf(net, id);
    return attachment ? enter(net, attachment, from, to) : [];
  },
  // A Connect attachment is a link to what is behind its peers (TGW-18).
  ...hybridLinkBehaviour,
};
