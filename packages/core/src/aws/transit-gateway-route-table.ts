import { flag, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { Behaviour, RecordType } from './resource-type.ts';
import { transitGatewaySigns } from './signs.ts';
import { transitRouteEdit } from './transit-gateway-edits.ts';
import { routeByTable } from './transit-gateway-forwarding.ts';
import { connectTransitGateway } from './transit-gateway-links.ts';

const fields = {
  TransitGatewayRouteTableId: text,
  TransitGatewayId: text,
  State: text,
  DefaultAssociationRouteTable: flag,
  DefaultPropagationRouteTable: flag,
  Tags: tags,
};
export type TransitGatewayRouteTable = RecordOf<typeof fields>;

/** Lists the tables; what is in them comes from calls that are asked for one table after the other. */
export const transitGatewayRouteTable = {
  kind: 'transitGatewayRouteTable',
  title: 'transit gateway route table',
  arnType: 'transit-gateway-route-table',
  aspects: {
    modelled: ['static, propagated and blackhole routes, prefix lists, AWS’s order among equal prefixes'],
    assumed: {
      'TGW-25':
        'A table that is listed in part is put together from routes and propagations; what neither tells is unknown.',
      'HYB-03': 'Where the winning route is withdrawn, the next one that is propagated or stated takes its place.',
    },
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeTransitGatewayRouteTables',
      key: 'TransitGatewayRouteTables',
      holds: 'elements',
      alone: ['TransitGatewayRouteTableId', 'TransitGatewayId', 'DefaultAssociationRouteTable'],
    },
  ],
  without: 'Where transit gateways send packets is unknown.',
  neededBy: transitGatewaySigns,
  idPrefix: 'tgw-rtb-',
  connect({ transitGatewayId: id }, net, graph) {
    // The gateway lays its links itself, where it was read.
    if (id && !net.get('transitGateway', id)) connectTransitGateway(net, graph, id);
  },
  record: shape(fields),
  key: (record) => record.transitGatewayRouteTableId,
} as const satisfies RecordType<'transitGatewayRouteTable', TransitGatewayRouteTable>;

/** Packets wait here once an attachment has brought them in (TGW-02). */
export const transitGatewayRouteTableBehaviour: Behaviour = {
  forward: (at, to, net) => routeByTable(net, at, to),
  enable: (at, via, family, to, net) => transitRouteEdit(net, at, via, family, to),
};
