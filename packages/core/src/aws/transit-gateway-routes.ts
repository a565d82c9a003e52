import { flag, list, type RecordOf, shape, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';
import { withoutTransitRoute } from './transit-gateway-edits.ts';

const route = {
  DestinationCidrBlock: text,
  PrefixListId: text,
  TransitGatewayAttachments: list(shape({ ResourceId: text, TransitGatewayAttachmentId: text, ResourceType: text })),
  Type: text,
  State: text,
};
export type TransitGatewayRoute = RecordOf<typeof route>;

const fields = {
  TransitGatewayRouteTableId: text,
  Routes: list(shape(route)),
  /** More routes than a search lists: what is not in it is unknown, not absent (PAR-11). */
  AdditionalRoutesAvailable: flag,
};
export type TransitGatewayRoutes = RecordOf<typeof fields>;

/** The routes of one table, as far as a search finds them: the preferred ones, 1000 at most. */
export const transitGatewayRoutes = {
  kind: 'transitGatewayRoutes',
  title: 'routes of a transit gateway route table',
  aspects: {
    modelled: ['as listed; what stands behind a winner, as far as propagations tell'],
    assumed: { 'TGW-25': 'A listing with propagated routes is complete.' },
    unknown: ['tables of more routes than a search lists'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'SearchTransitGatewayRoutes',
      key: 'Routes',
      holds: 'answer',
      argument: { name: 'TransitGatewayRouteTableId', of: 'transitGatewayRouteTable' },
      request: { Filters: [{ Name: 'state', Values: ['active', 'blackhole', 'pending'] }] },
      when: { lacks: 'ClientVpnEndpointId' },
    },
  ],
  without: 'Where transit gateways send packets is unknown.',
  neededBy: [{ in: 'transitGatewayRouteTable' }],
  prefixes: (record) => record.routes.map((one) => one?.destinationCidrBlock),
  withoutRule: (record, rule, net) => withoutTransitRoute(net, record, rule),
  record: shape(fields),
  key: (record) => record.transitGatewayRouteTableId,
} as const satisfies RecordType<'transitGatewayRoutes', TransitGatewayRoutes>;
