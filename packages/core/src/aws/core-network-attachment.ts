import { flag, list, type RecordOf, shape, text } from '../model/fields.ts';
import { connectCoreAttachment } from './core-network-links.ts';
import type { Behaviour, RecordType } from './resource-type.ts';

const fields = {
  CoreNetworkId: text,
  CoreNetworkArn: text,
  AttachmentId: text,
  OwnerAccountId: text,
  AttachmentType: text,
  State: text,
  EdgeLocation: text,
  ResourceArn: text,
  SegmentName: text,
};
export type CoreNetworkAttachment = RecordOf<typeof fields>;

/** Attachments of every type, each in one segment (CW-01). */
export const coreNetworkAttachment = {
  kind: 'coreNetworkAttachment',
  title: 'core network attachment',
  aspects: { modelled: ['those of VPCs: state, segment and edge'], unknown: ['those of anything else'] },
  calls: [
    {
      service: 'networkmanager',
      operation: 'ListAttachments',
      key: 'Attachments',
      holds: 'elements',
      when: { has: 'CoreNetworkId' },
    },
  ],
  without: 'What is attached to core networks, and in which segments, is unknown.',
  neededBy: [{ in: 'coreNetwork' }],
  idPrefix: 'attachment-',
  connect: (record, net, graph) => connectCoreAttachment(net, graph, record.attachmentId),
  record: shape(fields),
  key: (record) => record.attachmentId,
  owner: (record) => record.ownerAccountId,
} as const satisfies RecordType<'coreNetworkAttachment', CoreNetworkAttachment>;

export const coreNetworkAttachmentBehaviour: Behaviour = { keepsReferences: true, joinsNetworks: true };

const vpcFields = {
  Attachment: shape({ AttachmentId: text }),
  SubnetArns: list(text),
  Options: shape({ Ipv6Support: flag, ApplianceModeSupport: flag, SecurityGroupReferencingSupport: flag }),
};
export type CoreNetworkVpcAttachment = RecordOf<typeof vpcFields>;

/** What only attachments of VPCs have. */
export const coreNetworkVpcAttachment = {
  kind: 'coreNetworkVpcAttachment',
  title: 'core network VPC attachment',
  aspects: { modelled: ['subnets by zone, appliance mode, IPv6, group references'] },
  calls: [
    {
      service: 'networkmanager',
      operation: 'GetVpcAttachment',
      key: 'VpcAttachment',
      holds: 'object',
      argument: {
        name: 'AttachmentId',
        of: 'coreNetworkAttachment',
        where: { field: 'AttachmentType', is: 'VPC' },
      },
    },
  ],
  without: 'By which subnets VPCs are attached to core networks, and in which mode, is unknown.',
  neededBy: [{ in: 'coreNetworkAttachment', at: 'attachmentType', like: /^vpc$/i }],
  passes: ({ subnetArns }) => subnetArns.map((arn) => arn?.split('/').at(-1)),
  record: shape(vpcFields),
  key: (record) => record.attachment?.attachmentId,
} as const satisfies RecordType<'coreNetworkVpcAttachment', CoreNetworkVpcAttachment>;
