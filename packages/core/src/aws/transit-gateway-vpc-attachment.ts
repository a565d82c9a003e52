import { list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';
import { transitGatewaySigns } from './signs.ts';
import { attachmentOpenings } from './transit-gateway-attachment-edits.ts';

const fields = {
  TransitGatewayAttachmentId: text,
  TransitGatewayId: text,
  VpcId: text,
  VpcOwnerId: text,
  State: text,
  SubnetIds: list(text),
  CreationTime: text,
  Options: shape({
    DnsSupport: text,
    Ipv6Support: text,
    ApplianceModeSupport: text,
    SecurityGroupReferencingSupport: text,
  }),
  Tags: tags,
};
export type TransitGatewayVpcAttachment = RecordOf<typeof fields>;

export const transitGatewayVpcAttachment = {
  kind: 'transitGatewayVpcAttachment',
  title: 'transit gateway VPC attachment',
  arnType: 'transit-gateway-attachment',
  scopeTypes: ['AWS::EC2::TransitGatewayAttachment'],
  isPassage: true,
  aspects: {
    modelled: ['subnets by zone, appliance mode, IPv6, group references'],
    assumed: { 'TGW-13': 'In appliance mode, where only one of both zones is attached, any zone may be picked.' },
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeTransitGatewayVpcAttachments',
      key: 'TransitGatewayVpcAttachments',
      holds: 'elements',
      alone: ['TransitGatewayAttachmentId', 'VpcId', 'SubnetIds', 'Options'],
    },
  ],
  without: 'By which subnets VPCs are attached to transit gateways, and in which mode, is unknown.',
  neededBy: transitGatewaySigns,
  openings: (apart, net) => attachmentOpenings(net, apart),
  passes: ({ subnetIds }) => subnetIds,
  record: shape(fields),
  key: (record) => record.transitGatewayAttachmentId,
  owner: (record) => record.vpcOwnerId,
} as const satisfies RecordType<'transitGatewayVpcAttachment', TransitGatewayVpcAttachment>;
