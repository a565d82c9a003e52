import { integer, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';

// What is known by name alone: paths through it are unknown.

const carrierGatewayFields = { CarrierGatewayId: text, VpcId: text, State: text, OwnerId: text, Tags: tags };
export type CarrierGateway = RecordOf<typeof carrierGatewayFields>;

export const carrierGateway = {
  kind: 'carrierGateway',
  title: 'carrier gateway',
  aspects: {
    modelled: [],
    unknown: ['every path through it'],
  },
  calls: [{ service: 'ec2', operation: 'DescribeCarrierGateways', key: 'CarrierGateways', holds: 'elements' }],
  without: 'Carrier gateways have no name; paths through them are unknown in any case.',
  neededBy: [],
  idPrefix: 'cagw-',
  record: shape(carrierGatewayFields),
  key: (record) => record.carrierGatewayId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'carrierGateway', CarrierGateway>;

const localGatewayFields = { LocalGatewayId: text, OutpostArn: text, State: text, OwnerId: text, Tags: tags };
export type LocalGateway = RecordOf<typeof localGatewayFields>;

export const localGateway = {
  kind: 'localGateway',
  title: 'local gateway',
  aspects: {
    modelled: [],
    unknown: ['every path through it'],
  },
  calls: [{ service: 'ec2', operation: 'DescribeLocalGateways', key: 'LocalGateways', holds: 'elements' }],
  without: 'Local gateways of Outposts have no name; paths through them are unknown in any case.',
  neededBy: [],
  idPrefix: 'lgw-',
  record: shape(localGatewayFields),
  key: (record) => record.localGatewayId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'localGateway', LocalGateway>;

const routeServerFields = { RouteServerId: text, AmazonSideAsn: integer, State: text, Tags: tags };
export type RouteServer = RecordOf<typeof routeServerFields>;

/** What it advertises is in the route tables. */
export const routeServer = {
  kind: 'routeServer',
  title: 'route server',
  aspects: {
    modelled: ['the routes that it installed, as route tables list them'],
    assumed: { 'RS-02': 'A route that it advertises is ranked like a propagated one.' },
    unknown: ['routes that it would install'],
  },
  calls: [{ service: 'ec2', operation: 'DescribeRouteServers', key: 'RouteServers', holds: 'elements' }],
  without: 'Route servers have no name.',
  neededBy: [],
  idPrefix: 'rs-',
  record: shape(routeServerFields),
  key: (record) => record.routeServerId,
} as const satisfies RecordType<'routeServer', RouteServer>;
