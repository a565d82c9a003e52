import { integer, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import { connectHybridLink } from './hybrid-links.ts';
import type { RecordType, Sign } from './resource-type.ts';

const isAttached: readonly Sign[] = [{ in: 'transitGatewayAttachment', at: 'resourceType', like: /^connect$/ }];

const fields = {
  TransitGatewayAttachmentId: text,
  TransportTransitGatewayAttachmentId: text,
  TransitGatewayId: text,
  State: text,
  CreationTime: text,
  Options: shape({ Protocol: text }),
  Tags: tags,
};
export type TransitGatewayConnect = RecordOf<typeof fields>;

export const transitGatewayConnect = {
  kind: 'transitGatewayConnect',
  title: 'transit gateway Connect attachment',
  arnType: 'transit-gateway-attachment',
  scopeTypes: ['AWS::EC2::TransitGatewayAttachment'],
  isPassage: true,
  aspects: {
    modelled: ['as a link to what is behind its peers'],
    unknown: ['what BGP tells, unless stated or propagated'],
  },
  calls: [
    { service: 'ec2', operation: 'DescribeTransitGatewayConnects', key: 'TransitGatewayConnects', holds: 'elements' },
  ],
  without: 'Which attachment carries a Connect attachment is unknown.',
  neededBy: isAttached,
  connect: (record, net, graph) =>
    connectHybridLink(net, graph, record.transitGatewayAttachmentId, 'transitGatewayAttachment'),
  record: shape(fields),
  key: (record) => record.transitGatewayAttachmentId,
} as const satisfies RecordType<'transitGatewayConnect', TransitGatewayConnect>;

const peerFields = {
  TransitGatewayConnectPeerId: text,
  TransitGatewayAttachmentId: text,
  State: text,
  ConnectPeerConfiguration: shape({
    TransitGatewayAddress: text,
    PeerAddress: text,
    InsideCidrBlocks: list(text),
    Protocol: text,
    BgpConfigurations: list(
      shape({
        TransitGatewayAsn: integer,
        PeerAsn: integer,
        TransitGatewayAddress: text,
        PeerAddress: text,
        BgpStatus: text,
      }),
    ),
  }),
  Tags: tags,
};
export type TransitGatewayConnectPeer = RecordOf<typeof peerFields>;

export const transitGatewayConnectPeer = {
  kind: 'transitGatewayConnectPeer',
  title: 'transit gateway Connect peer',
  arnType: 'transit-gateway-connect-peer',
  aspects: {
    modelled: ['whether BGP is up'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeTransitGatewayConnectPeers',
      key: 'TransitGatewayConnectPeers',
      holds: 'elements',
    },
  ],
  without: 'Whether the peers of Connect attachments are up is unknown.',
  neededBy: isAttached,
  idPrefix: 'tgw-connect-peer-',
  prefixes: ({ connectPeerConfiguration: peer }) => [peer?.transitGatewayAddress, peer?.peerAddress],
  record: shape(peerFields),
  key: (record) => record.transitGatewayConnectPeerId,
} as const satisfies RecordType<'transitGatewayConnectPeer', TransitGatewayConnectPeer>;
