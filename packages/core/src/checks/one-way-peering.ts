import type { Lookup } from '../aws/lookup.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import { works } from '../aws/states.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Check, Found, Lacking } from './check.ts';
import { isActive, routesByTarget, subnetsByTable, type TableRoute } from './route-facts.ts';
import { objectEvidence, routeEvidence } from './rule-evidence.ts';
import { lackingLists, unread } from './unread.ts';

type Peering = RecordOfKind<'vpcPeeringConnection'>;

export const oneWayPeering: Check = {
  id: 'one-way-peering',
  title: 'Peering connection without a route back',
  severity: 'medium',
  help: {
    wrong:
      'One VPC has a route to the peering connection, and no route table of the other VPC has one; or neither has.',
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
  const sides = [peering.requesterVpcInfo, peering.accepterVpcInfo].map((side) => {
    const place = net.get('vpc', side?.vpcId) ?? { account: side?.ownerId, region: side?.region };
    const routes = (routesByTarget(net).get(id) ?? []).filter(
      (one) => one.table.vpcId === side?.vpcId && isActive(one) && isUsed(net, one),
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
      ? `No table that is used in ${only?.vpcId} or ${both.vpcId} has a route to it.`
      : `No table that is used in ${only?.vpcId} has a route to it, so nothing comes back from there.`,
    evidence,
    place: peering,
  };
}

/** A route in a table of no subnet leads nobody. */
function isUsed(net: Lookup, { table }: TableRoute): boolean {
  return (subnetsByTable(net).get(table.routeTableId ?? '')?.length ?? 0) > 0;
}
