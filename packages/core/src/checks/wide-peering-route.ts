import type { Lookup } from '../aws/lookup.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import { destinationText } from '../aws/route-table.ts';
import { rangesOf } from '../aws/vpc.ts';
import { statedRanges } from '../aws/vpc-peering-connection.ts';
import { contains, formatCidr, type Prefix } from '../net/address.ts';
import type { Check } from './check.ts';
import { allRoutes, destinationsOf, isActive } from './route-facts.ts';
import { objectEvidence, routeEvidence, routeWords } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const widePeeringRoute: Check = {
  id: 'wide-peering-route',
  title: 'Route to a peering connection for more than the peer has',
  severity: 'low',
  help: {
    wrong: 'A route leads addresses to a peering connection that the VPC at its other side does not have.',
    why: 'They are dropped there (PCX-03); and the day the peer gets such a range, it is connected without anybody deciding so.',
    mend: 'Route the ranges of the peer that are needed, subnet by subnet where that is enough.',
  },
  controls: { cis: ['5.0 5.6', '3.0 5.5', '1.4 5.4', '1.2 4.4'] },
  *run({ network }) {
    yield* lackingLists(network, 'routeTable', 'vpcPeeringConnection');
    for (const one of allRoutes(network)) {
      const { table, route, target } = one;
      const peering = network.get('vpcPeeringConnection', target);
      const ranges = peering && isActive(one) ? peerRanges(network, peering, table.vpcId) : [];
      const beyond = destinationsOf(network, route)?.filter((prefix) => !ranges.some((own) => contains(own, prefix)));
      if (!peering || ranges.length === 0 || !beyond?.length) continue;
      const has = ranges.map(formatCidr).join(', ');
      yield {
        component: table.routeTableId ?? '',
        rule: `${destinationText(route)} ${target}`,
        message: `${routeWords(route)}: the peer has ${has}.`,
        evidence: [routeEvidence(table, route, 'routes'), objectEvidence(target, peering, `its other side has ${has}`)],
        place: table,
      };
    }
  },
};

/** Of both families alike: a route is for one of them. */
function peerRanges(
  net: Lookup,
  { requesterVpcInfo: requester, accepterVpcInfo: accepter }: RecordOfKind<'vpcPeeringConnection'>,
  vpcId: string | undefined,
): readonly Prefix[] {
  const far = requester?.vpcId === vpcId ? accepter : accepter?.vpcId === vpcId ? requester : undefined;
  const record = net.get('vpc', far?.vpcId);
  return record ? rangesOf(record) : far ? statedRanges(far) : [];
}
