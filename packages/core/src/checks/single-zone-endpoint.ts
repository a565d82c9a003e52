import { isGatewayLoadBalancerEndpoint, subnetOfEndpoint } from '../aws/gateway-load-balancer-endpoint.ts';
import { derived, type Lookup } from '../aws/lookup.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import { works } from '../aws/states.ts';
import { formatZone, isSameZone, zoneOfSubnet } from '../aws/zone.ts';
import { groupBy } from '../model/group-by.ts';
import type { Check, Found } from './check.ts';
import { objectEvidence, routeEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';
import { dependantsElsewhere } from './zone-dependants.ts';

type Endpoint = RecordOfKind<'vpcEndpoint'>;

export const singleZoneEndpoint: Check = {
  id: 'single-zone-endpoint',
  title: 'Endpoint in one zone of several',
  severity: 'low',
  help: {
    wrong:
      'A VPC has interfaces in several Availability Zones, and an interface endpoint of it has an interface in one.',
    why: 'When that zone fails, the service is out of reach for those that did not fail.',
    mend: 'Give an interface endpoint a subnet in each zone that uses it; route each zone to an inspecting endpoint of its own.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'vpcEndpoint', 'subnet', 'networkInterface', 'routeTable');
    for (const endpoint of network.all('vpcEndpoint')) {
      if (endpoint.isPartial) continue;
      if (isGatewayLoadBalancerEndpoint(endpoint)) yield* routedElsewhere(network, endpoint);
      else if (works(endpoint.vpcEndpointType ?? '-', 'interface')) yield* usedElsewhere(network, endpoint);
    }
  },
};

function* usedElsewhere(net: Lookup, endpoint: Endpoint): Iterable<Found> {
  const [first, ...others] = endpoint.subnetIds.map((subnetId) => zoneOfSubnet(net, subnetId));
  // Zones that are not told might be others.
  if (!first || others.some((zone) => !zone || isSameZone(first, zone) !== true)) return;
  const used = zonesInUse(net).get(endpoint.vpcId ?? '') ?? [];
  const without = used.filter((zone) => isSameZone(first, zone) === false);
  if (without.length === 0) return;
  const id = endpoint.vpcEndpointId ?? '';
  const names = [...new Set(without.map(formatZone))].sort();
  yield {
    component: id,
    message: `${endpoint.serviceName ?? 'It'} is in ${formatZone(first)} alone; its VPC has interfaces in ${names.join(', ')} too.`,
    evidence: [objectEvidence(id, endpoint, `it is in ${formatZone(first)} alone`)],
    place: endpoint,
  };
}

/** An endpoint that inspects has one subnet (GWE-01): zones need one each. */
function* routedElsewhere(net: Lookup, endpoint: Endpoint): Iterable<Found> {
  const id = endpoint.vpcEndpointId ?? '';
  const own = zoneOfSubnet(net, subnetOfEndpoint(net, endpoint));
  const found = own && dependantsElsewhere(net, id, own);
  if (!found) return;
  yield {
    component: id,
    message: found.message,
    evidence: [
      objectEvidence(id, endpoint, `it is in ${formatZone(own)}`, 'routes'),
      ...found.routes.map(({ table, route }) => routeEvidence(table, route, 'routes')),
    ],
    place: endpoint,
  };
}

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
