import { associationsOf } from '../aws/interface-addresses.ts';
import { LISTING, mayBeListed, roleOf } from '../aws/interface-owner.ts';
import type { InterfaceRole } from '../aws/interface-role.ts';
import type { Lookup } from '../aws/lookup.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import { groupBy } from '../model/group-by.ts';
import type { Check } from './check.ts';
import { counted, some } from './counted.ts';
import { areFor, internetRoutes } from './route-facts.ts';
import { objectEvidence, routeEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const privateInPublicSubnet: Check = {
  id: 'private-in-public-subnet',
  title: 'Interfaces without public address in a public subnet',
  severity: 'low',
  help: {
    wrong:
      'A subnet is routed to an internet gateway, and interfaces in it have no address that the gateway would let through.',
    why: 'They cannot reach the internet that way, though it looks as if they could; and one Elastic IP address is enough to put them on it.',
    mend: 'Move them to a subnet that is routed to a NAT gateway, or to nothing.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'networkInterface', 'subnet', 'routeTable', ...LISTING);
    const bySubnet = groupBy(network.all('networkInterface'), ({ subnetId }) => subnetId);
    for (const subnet of network.all('subnet')) {
      const routes = internetRoutes(network, subnet);
      if (routes.length === 0) continue;
      const here = (bySubnet.get(subnet.subnetId ?? '') ?? []).filter((one) => isHost(network, one));
      const isIpv6Routed = areFor(network, routes, 6);
      const hidden = here.filter((record) => !isShown(record, isIpv6Routed));
      if (hidden.length === 0) continue;
      const number = `${hidden.length} of ${counted(here.length, 'interface')}`;
      yield {
        component: subnet.subnetId ?? '',
        message: `${number} ${hidden.length === 1 ? 'has' : 'have'} no public address.`,
        evidence: [
          ...routes.map(({ table, route }) => routeEvidence(table, route, 'routes')),
          ...some(hidden).map((one) => objectEvidence(one.networkInterfaceId ?? '', one, 'has no public address')),
        ],
        place: subnet,
      };
    }
  },
};

const PLACED_BY_AWS: readonly (keyof InterfaceRole)[] = [
  'isNat',
  'isBalancer',
  'isEndpoint',
  'isUngrouped',
  'isClientVpn',
];

/** What AWS puts into a subnet belongs where its owner wanted it: a private balancer may stand beside a public one. */
function isHost(net: Lookup, record: RecordOfKind<'networkInterface'>): boolean {
  const role = roleOf(net, record);
  return !PLACED_BY_AWS.some((mark) => role[mark]) && !mayBeListed(net, record);
}

function isShown(record: RecordOfKind<'networkInterface'>, isIpv6Routed: boolean): boolean {
  return associationsOf(record).length > 0 || (isIpv6Routed && record.ipv6Addresses.length > 0);
}
