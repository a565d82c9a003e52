import { formatZone, isSameZone, type Zone, zoneOfSubnet } from '../aws/zone.ts';
import type { Check } from './check.ts';
import { counted, listed } from './counted.ts';
import { isActive, routesByTarget, subnetsByTable } from './route-facts.ts';
import { objectEvidence, routeEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

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
      const routes = (routesByTarget(network).get(id) ?? []).filter(isActive);
      const tables = new Set(routes.map(({ table }) => table.routeTableId ?? ''));
      const abroad = [...tables]
        .flatMap((table) => subnetsByTable(network).get(table) ?? [])
        .filter(({ subnetId }) => isElsewhere(own, zoneOfSubnet(network, subnetId)));
      if (abroad.length === 0) continue;
      const zones = [...new Set(abroad.map(({ subnetId }) => formatZone(zoneOfSubnet(network, subnetId))))].sort();
      const names = abroad.map(({ subnetId }) => subnetId ?? '').sort();
      yield {
        component: id,
        message: `${counted(abroad.length, 'subnet')} in ${zones.join(', ')} ${abroad.length === 1 ? 'depends' : 'depend'} on it in ${formatZone(own)}: ${listed(names)}.`,
        evidence: [
          objectEvidence(id, nat, `it is in ${formatZone(own)}`, 'routes'),
          ...routes.map(({ table, route }) => routeEvidence(table, route, 'routes')),
        ],
        place: nat,
      };
    }
  },
};

function isElsewhere(own: Zone, other: Zone | undefined): boolean {
  return other !== undefined && isSameZone(own, other) === false;
}
