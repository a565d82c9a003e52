import { derived, type Lookup } from '../aws/lookup.ts';
import { works } from '../aws/states.ts';
import { formatZone, isSameZone, zoneOfSubnet } from '../aws/zone.ts';
import { groupBy } from '../model/group-by.ts';
import type { Check } from './check.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const singleZoneEndpoint: Check = {
  id: 'single-zone-endpoint',
  title: 'Interface endpoint in one zone of several',
  severity: 'low',
  help: {
    wrong:
      'A VPC has interfaces in several Availability Zones, and an interface endpoint of it has an interface in one.',
    why: 'When that zone fails, the service is out of reach for those that did not fail.',
    mend: 'Give the endpoint a subnet in each zone that uses it.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'vpcEndpoint', 'subnet', 'networkInterface');
    for (const endpoint of network.all('vpcEndpoint')) {
      if (!works(endpoint.vpcEndpointType ?? '-', 'interface') || endpoint.isPartial) continue;
      const zones = endpoint.subnetIds.map((subnetId) => zoneOfSubnet(network, subnetId));
      const [first, ...others] = zones;
      // Zones that are not told might be others.
      if (!first || others.some((zone) => !zone || isSameZone(first, zone) !== true)) continue;
      const used = zonesInUse(network).get(endpoint.vpcId ?? '') ?? [];
      const without = used.filter((zone) => isSameZone(first, zone) === false);
      if (without.length === 0) continue;
      const id = endpoint.vpcEndpointId ?? '';
      const names = [...new Set(without.map(formatZone))].sort();
      yield {
        component: id,
        message: `${endpoint.serviceName ?? 'It'} is in ${formatZone(first)} alone; its VPC has interfaces in ${names.join(', ')} too.`,
        evidence: [objectEvidence(id, endpoint, `it is in ${formatZone(first)} alone`)],
        place: endpoint,
      };
    }
  },
};

/** By VPC: the zones of subnets that hold interfaces. */
const zonesInUse = derived((net: Lookup) => {
  const used = new Set(net.all('networkInterface').map(({ subnetId }) => subnetId));
  const byVpc = groupBy(
    net.all('subnet').filter(({ subnetId }) => used.has(subnetId)),
    ({ vpcId }) => vpcId,
  );
  return new Map(
    [...byVpc].map(([vpcId, subnets]) => [vpcId, subnets.flatMap(({ subnetId }) => zoneOfSubnet(net, subnetId) ?? [])]),
  );
});
