import { integer, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';
import { transitGatewaySigns } from './signs.ts';

const fields = {
  TransitGatewayId: text,
  TransitGatewayArn: text,
  OwnerId: text,
  State: text,
  Options: shape({
    AmazonSideAsn: integer,
    TransitGatewayCidrBlocks: list(text),
    DefaultRouteTableAssociation: text,
    AssociationDefaultRouteTableId: text,
    DefaultRouteTablePropagation: text,
    PropagationDefaultRouteTableId: text,
    VpnEcmpSupport: text,
    DnsSupport: text,
    SecurityGroupReferencingSupport: text,
    MulticastSupport: text,
  }),
  Tags: tags,
};
export type TransitGateway = RecordOf<typeof fields>;

export const transitGateway = {
  kind: 'transitGateway',
  title: 'transit gateway',
  calls: [{ service: 'ec2', operation: 'DescribeTransitGateways', key: 'TransitGateways', holds: 'elements' }],
  without: 'Whether transit gateways work, and what they support, is unknown.',
  neededBy: transitGatewaySigns,
  idPrefix: 'tgw-',
  prefixes: (record) => record.options?.transitGatewayCidrBlocks ?? [],
  record: shape(fields),
  key: (record) => record.transitGatewayId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'transitGateway', TransitGateway>;
