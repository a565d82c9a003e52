import { formatZone, zoneOfSubnet } from '../aws/zone.ts';
import type { Check } from './check.ts';
import { objectEvidence, routeEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';
import { dependantsElsewhere } from './zone-dependants.ts';

export const singleZoneNat: Check = {
  id: 'single-zone-nat',
  title: 'Subnets that depend on a NAT gateway of another zone',
  severity: 'low',
  help: {
    wrong: 'Subnets are routed to a NAT gateway in another Availability Zone.',
    why: 'When that zone fails, subnets that did not fail lose their way out; and what crosses zones is paid for.',
    mend: 'Put a NAT gateway into each zone and route each zone’s subnets to its own, or use a regional NAT gateway.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'natGateway', 'routeTable', 'subnet');
    for (const nat of network.all('natGateway')) {
      const id = nat.natGatewayId ?? '';
      const own = zoneOfSubnet(network, nat.subnetId);
      if (!own) continue;
      const found = dependantsElsewhere(network, id, own);
      if (!found) continue;
      yield {
        component: id,
        message: found.message,
        evidence: [
          objectEvidence(id, nat, `it is in ${formatZone(own)}`, 'routes'),
          ...found.routes.map(({ table, route }) => routeEvidence(table, route, 'routes')),
        ],
        place: nat,
      };
    }
  },
};
