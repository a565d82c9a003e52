import { destinationText } from '../aws/route-table.ts';
import { works } from '../aws/states.ts';
import { inside } from '../model/source.ts';
import type { Check } from './check.ts';
import { counted } from './counted.ts';
import { allRoutes, subnetsByTable } from './route-facts.ts';
import { objectEvidence, routeEvidence, routeWords } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const blackholeRoute: Check = {
  id: 'blackhole-route',
  title: 'Route that leads nowhere',
  severity: 'medium',
  help: {
    wrong: 'The state of a route is blackhole: its target is gone, or not attached.',
    why: 'It still wins its prefix, so that everything for it is dropped, even where a wider route would lead on.',
    mend: 'Point it at a target that is there, or take it away. A blackhole of a transit gateway may be deliberate: it is told as info.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'routeTable', 'transitGatewayRoutes');
    for (const { table, route, target } of allRoutes(network)) {
      if (!works(route.state ?? '-', 'blackhole')) continue;
      const id = table.routeTableId ?? '';
      const routed = subnetsByTable(network).get(id)?.length ?? 0;
      yield {
        component: id,
        rule: `${destinationText(route)} ${target}`,
        severity: routed > 0 ? 'medium' : 'low',
        message: `${routeWords(route)}: what ${counted(routed, 'subnet')} ${routed === 1 ? 'sends' : 'send'} there is dropped.`,
        evidence: [routeEvidence(table, route, 'blocks')],
        place: table,
      };
    }
    for (const listing of network.all('transitGatewayRoutes')) {
      const id = listing.transitGatewayRouteTableId ?? '';
      for (const [i, route] of listing.routes.entries()) {
        if (!route || !works(route.state ?? '-', 'blackhole')) continue;
        const source = inside(listing.source, `/Routes/${i}`);
        const text = `${route.destinationCidrBlock} is a blackhole`;
        yield {
          component: id,
          rule: route.destinationCidrBlock ?? '',
          severity: 'info',
          message: `${text} of this transit gateway route table.`,
          evidence: [objectEvidence(id, { source }, text)],
          place: network.get('transitGatewayRouteTable', id) ?? listing,
        };
      }
    }
  },
};
