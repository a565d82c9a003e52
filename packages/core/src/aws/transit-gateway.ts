import { integer, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { Behaviour, RecordType } from './resource-type.ts';
import { transitGatewaySigns } from './signs.ts';
import { enterFromVpc } from './transit-gateway-entry.ts';
import { connectTransitGateway } from './transit-gateway-links.ts';

const fields = {
  TransitGatewayId: text,
  TransitGatewayArn: text,
  OwnerId: text,
  State: text,
  Options: shape({
    AmazonSideAsn: integer,
    AutoAcceptSharedAttachments: text,
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
  arnType: 'transit-gateway',
  aspects: {
    modelled: [
      'several attachments of one route, group references',
      'attachments of VPCs, VPN, Direct Connect, Connect, peering, Network Firewall and Client VPN',
    ],
    unknown: ['multicast'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeTransitGateways',
      key: 'TransitGateways',
      holds: 'elements',
      alone: ['TransitGatewayId', 'State', 'Options', 'TransitGatewayArn'],
    },
  ],
  without: 'Whether transit gateways work, and what they support, is unknown.',
  neededBy: transitGatewaySigns,
  idPrefix: 'tgw-',
  prefixes: (record) => record.options?.transitGatewayCidrBlocks ?? [],
  connect(record, net, graph) {
    if (!record.transitGatewayId) return;
    graph.node(record.transitGatewayId, 'transitGateway', record.tags.Name);
    connectTransitGateway(net, graph, record.transitGatewayId);
  },
  record: shape(fields),
  key: (record) => record.transitGatewayId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'transitGateway', TransitGateway>;

/** Routes of VPCs name the gateway; packets go by the attachment of their VPC, and on by its tables (TGW-01…25). */
export const transitGatewayBehaviour: Behaviour = {
  keepsReferences: true,
  take: (id, from, to, net) => enterFromVpc(net, id, from, to),
};
