import { works } from '../aws/states.ts';
import type { Check } from './check.ts';
import { counted } from './counted.ts';
import { objectEvidence } from './rule-evidence.ts';
import { isRead, lackingLists } from './unread.ts';

export const unusedRouteTable: Check = {
  id: 'unused-route-table',
  title: 'Route table of no subnet or gateway',
  severity: 'info',
  help: {
    wrong: 'The route table is associated with no subnet and no gateway, and is not the main one of its VPC.',
    why: 'Its routes do nothing; whoever edits them expects otherwise.',
    mend: 'Associate it with the subnets that it was made for, or take it away.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'routeTable', 'natGateway');
    // A regional NAT gateway has a table of its own (NAT-14).
    const own = new Set(network.all('natGateway').map(({ routeTableId }) => routeTableId));
    for (const table of network.all('routeTable')) {
      const id = table.routeTableId ?? '';
      const isUsed = table.associations.some(
        (one) => one && works(one.associationState?.state, 'associated', 'associating'),
      );
      if (isUsed || own.has(id) || table.isPartial || !isRead(network, 'natGateway', table)) continue;
      yield {
        component: id,
        message: `Nothing is routed by it; it has ${counted(table.routes.length, 'route')}.`,
        evidence: [objectEvidence(id, table, 'it lists no association')],
        place: table,
      };
    }
  },
};
