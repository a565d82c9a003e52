import { list, type RecordOf, shape, text } from '../model/fields.ts';
import { routeBySegment } from './core-network-forwarding.ts';
import type { Behaviour, RecordType } from './resource-type.ts';

const fields = {
  RouteTableArn: text,
  RouteTableType: text,
  RouteTableTimestamp: text,
  CoreNetworkSegmentEdge: shape({ CoreNetworkId: text, SegmentName: text, EdgeLocation: text }),
  NetworkRoutes: list(
    shape({
      DestinationCidrBlock: text,
      PrefixListId: text,
      Destinations: list(
        shape({ CoreNetworkAttachmentId: text, SegmentName: text, EdgeLocation: text, ResourceType: text }),
      ),
      State: text,
      Type: text,
    }),
  ),
};
export type CoreNetworkRoutes = RecordOf<typeof fields>;

/** The routes of a segment at one edge: a table of its own (CW-01). The answer says itself which. */
export const coreNetworkRoutes = {
  kind: 'coreNetworkRoutes',
  title: 'routes of a core network segment',
  aspects: {
    modelled: ['longest prefix, static before propagated, blackholes; one zone or any, as routes tell it'],
    unknown: ['prefix lists without their prefixes, network functions, other networks behind them'],
  },
  calls: [
    {
      service: 'networkmanager',
      operation: 'GetNetworkRoutes',
      key: 'NetworkRoutes',
      holds: 'answer',
      isAskedByHand: true,
    },
  ],
  without: 'Where core networks send packets is unknown.',
  neededBy: [],
  prefixes: (record) => record.networkRoutes.map((one) => one?.destinationCidrBlock),
  record: shape(fields),
  key({ coreNetworkSegmentEdge: edge }) {
    const { coreNetworkId, segmentName, edgeLocation } = edge ?? {};
    return coreNetworkId && segmentName && edgeLocation && `${coreNetworkId}/${segmentName}/${edgeLocation}`;
  },
} as const satisfies RecordType<'coreNetworkRoutes', CoreNetworkRoutes>;

/** Packets wait here once an attachment of the segment has brought them in. */
export const coreNetworkRoutesBehaviour: Behaviour = { forward: (at, to, net) => routeBySegment(net, at, to) };
