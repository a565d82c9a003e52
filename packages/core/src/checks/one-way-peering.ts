import type { Lookup } from '../aws/lookup.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import { works } from '../aws/states.ts';
import { rangesOf } from '../aws/vpc.ts';
import { statedRanges } from '../aws/vpc-peering-connection.ts';
import type { Evidence } from '../model/evidence.ts';
import { overlaps, type Prefix } from '../net/address.ts';
import type { Check, Found, Lacking } from './check.ts';
import { destinationsOf, isActive, routesByTarget, subnetsByTable, type TableRoute } from './route-facts.ts';
import { objectEvidence, routeEvidence } from './rule-evidence.ts';
import { lackingLists, unread } from './unread.ts';

type Peering = RecordOfKind<'vpcPeeringConnection'>;

export const oneWayPeering: Check = {
  id: 'one-way-peering',
  title: 'Peering connection without a route back',
  severity: 'medium',
  help: {
    wrong:
      'One VPC has a route to the peering connection, and no route table of the other VPC has one for its addresses; or neither has.',
    why: 'Requests get across and replies do not. A connection that no table names at all carries nothing.',
    mend: 'Add a route to the peering connection for the other VPC’s range on the side that lacks it, or delete the connection.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'vpcPeeringConnection', 'routeTable');
    for (const peering of network.all('vpcPeeringConnection')) {
      if (works(peering.status?.code, 'active')) yield* judged(network, peering);
    }
  },
};

function* judged(net: Lookup, peering: Peering): Iterable<Found | Lacking> {
  const id = peering.vpcPeeringConnectionId ?? '';
  const ends = [peering.requesterVpcInfo, peering.accepterVpcInfo];
  const sides = ends.map((side, at) => {
    const place = net.get('vpc', side?.vpcId) ?? { account: side?.ownerId, region: side?.region };
    const far = rangesOfSide(net, ends[1 - at]);
    const routes = (routesByTarget(net).get(id) ?? []).filter(
      (one) => one.table.vpcId === side?.vpcId && isActive(one) && isUsed(net, one) && leadsTo(net, one, far),
    );
    return { vpcId: side?.vpcId ?? 'the other VPC', routes, lacks: unread(net, ['routeTable', 'subnet'], place) };
  });
  const bare = sides.filter(({ routes }) => routes.length === 0);
  const unsure = bare.flatMap(({ lacks }) => lacks);
  if (bare.length === 0) return;
  if (unsure.length > 0) {
    yield { lacks: unsure, component: id, message: 'Whether the other side has a route back is not in the input.' };
    return;
  }
  const evidence: readonly Evidence[] = [
    objectEvidence(id, peering, `joins ${sides.map(({ vpcId }) => vpcId).join(' and ')}`, 'routes'),
    ...sides.flatMap(({ routes }) => routes.map(({ table, route }) => routeEvidence(table, route, 'routes'))),
  ];
  const [only, both] = bare;
  yield {
    component: id,
    severity: both ? 'info' : 'medium',
    message: both
      ? `No table that is used in ${only?.vpcId} or ${both.vpcId} has a route to it${FOR_THE_OTHER}.`
      : `No table that is used in ${only?.vpcId} has a route to it${FOR_THE_OTHER}, so nothing comes back from there.`,
    evidence,
    place: peering,
  };
}

const FOR_THE_OTHER = ' for addresses of the other VPC';

function rangesOfSide(net: Lookup, side: Peering['requesterVpcInfo']): readonly Prefix[] {
  const record = net.get('vpc', side?.vpcId);
  return record ? rangesOf(record) : side ? statedRanges(side) : [];
}

/** Whether it may be for any of some addresses; which ones these are may not be known, nor which the route is for. */
function leadsTo(net: Lookup, { route }: TableRoute, ranges: readonly Prefix[]): boolean {
  const destinations = destinationsOf(net, route);
  return ranges.length === 0 || !destinations || destinations.some((one) => ranges.some((own) => overlaps(own, one)));
}

/** A route in a table of no subnet leads nobody. */
function isUsed(net: Lookup, { table }: TableRoute): boolean {
  return (subnetsByTable(net).get(table.routeTableId ?? '')?.length ?? 0) > 0;
}
