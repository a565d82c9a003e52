import { tableOfSubnet } from '../aws/associated-table.ts';
import { targetOf } from '../aws/route-target.ts';
import { works } from '../aws/states.ts';
import type { Check } from './check.ts';
import { internetRoutes } from './route-facts.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

/** By these a NAT gateway may get to the internet: at once, or behind something that inspects. */
const OUTWARDS = /^(igw-|vpce-|eni-|i-)/;

export const natInPrivateSubnet: Check = {
  id: 'nat-in-private-subnet',
  title: 'Public NAT gateway in a private subnet',
  severity: 'high',
  help: {
    wrong: 'The subnet of a public NAT gateway has no route to an internet gateway.',
    why: 'What is routed to the NAT gateway gets no further.',
    mend: 'Give its subnet a default route to the internet gateway, or move the NAT gateway to a subnet that has one.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'natGateway', 'routeTable', 'subnet');
    for (const nat of network.all('natGateway')) {
      const subnet = network.get('subnet', nat.subnetId);
      const table = subnet && tableOfSubnet(network, subnet.subnetId ?? '', subnet.vpcId ?? '');
      const isPublic = !works(nat.connectivityType ?? 'public', 'private') && works(nat.state, 'available');
      if (!subnet || !table || !isPublic || internetRoutes(network, subnet).length > 0) continue;
      if (table.routes.some((route) => route && OUTWARDS.test(targetOf(route) ?? ''))) continue;
      const id = nat.natGatewayId ?? '';
      yield {
        component: id,
        message: `No route of ${table.routeTableId}, which routes its subnet ${subnet.subnetId}, leads to an internet gateway.`,
        evidence: [
          objectEvidence(id, nat, `it is in ${subnet.subnetId}`),
          objectEvidence(table.routeTableId ?? '', table, 'no route to an internet gateway'),
        ],
        place: nat,
      };
    }
  },
};
