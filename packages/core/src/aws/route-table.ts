import { flag, list, type RecordOf, shape, tags, text } from '../model/fields.ts';
import type { RecordType } from './resource-type.ts';
import { withoutRoute } from './route-cuts.ts';
import { connectTarget } from './route-links.ts';
import { targetOf } from './route-target.ts';

const route = {
  DestinationCidrBlock: text,
  DestinationIpv6CidrBlock: text,
  DestinationPrefixListId: text,
  GatewayId: text,
  NatGatewayId: text,
  InstanceId: text,
  NetworkInterfaceId: text,
  EgressOnlyInternetGatewayId: text,
  TransitGatewayId: text,
  VpcPeeringConnectionId: text,
  LocalGatewayId: text,
  CarrierGatewayId: text,
  CoreNetworkArn: text,
  OdbNetworkArn: text,
  Origin: text,
  State: text,
};
export type Route = RecordOf<typeof route>;

const fields = {
  RouteTableId: text,
  VpcId: text,
  OwnerId: text,
  Routes: list(shape(route)),
  Associations: list(
    shape({
      RouteTableAssociationId: text,
      Main: flag,
      SubnetId: text,
      GatewayId: text,
      PublicIpv4Pool: text,
      AssociationState: shape({ State: text }),
    }),
  ),
  PropagatingVgws: list(shape({ GatewayId: text })),
  Tags: tags,
};
export type RouteTable = RecordOf<typeof fields>;

/** As evidence names a route. One without a destination is what a link is yet to teach. */
export function destinationText(route: Route): string {
  const listed = route.destinationPrefixListId ?? route.destinationCidrBlock ?? route.destinationIpv6CidrBlock;
  return listed ?? (route.origin === 'EnableVgwRoutePropagation' ? 'what BGP may tell' : '');
}

export const routeTable = {
  kind: 'routeTable',
  title: 'route table',
  arnType: 'route-table',
  aspects: {
    modelled: [
      'longest prefix, AWS’s order among equal ones, blackholes, prefix lists',
      'edge associations',
      'propagated and advertised routes as they are listed',
    ],
    assumed: {
      'RT-11': 'A route is as good as its target: one that is there and does not work drops.',
      'RT-14': 'Where only routes are listed they are taken as they are, propagated ones too.',
      'RS-02': 'A route that a route server advertises is ranked like a propagated one.',
      'GEN-08': 'What comes to the same place again in the same state is in a loop and dropped.',
    },
    unknown: ['prefix lists of equal length to different targets'],
  },
  calls: [
    {
      service: 'ec2',
      operation: 'DescribeRouteTables',
      key: 'RouteTables',
      holds: 'elements',
      alone: ['RouteTableId', 'VpcId', 'Routes', 'Associations'],
      pageSize: 100,
    },
  ],
  without: 'Where packets go is unknown: every path that leaves a subnet is undecided.',
  idPrefix: 'rtb-',
  prefixes: (record) =>
    record.routes.flatMap((route) => [route?.destinationCidrBlock, route?.destinationIpv6CidrBlock]),
  connect(record, net, graph) {
    for (const route of record.routes) connectTarget(net, graph, record, route && targetOf(route));
    // What a gateway that the input lacks propagates leads to it too.
    for (const one of record.propagatingVgws) connectTarget(net, graph, record, one?.gatewayId);
  },
  withoutRule: (record, rule) =>
    record.routes.flatMap((route, position) =>
      route && destinationText(route) === rule ? withoutRoute(record, route, position) : [],
    ),
  record: shape(fields),
  key: (record) => record.routeTableId,
  owner: (record) => record.ownerId,
} as const satisfies RecordType<'routeTable', RouteTable>;
