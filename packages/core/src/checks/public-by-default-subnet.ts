import type { Check } from './check.ts';
import { internetRoutes } from './route-facts.ts';
import { objectEvidence, routeEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const publicByDefaultSubnet: Check = {
  id: 'public-by-default-subnet',
  title: 'Subnet that gives public addresses unasked',
  severity: 'low',
  help: {
    wrong:
      'Whatever is launched in the subnet gets a public IPv4 address, and the subnet is routed to an internet gateway.',
    why: 'What was meant to be private is on the internet because nobody said otherwise.',
    mend: 'Switch MapPublicIpOnLaunch off, and give public addresses to what needs them.',
  },
  controls: {
    securityHub: ['EC2.15'],
    config: ['subnet-auto-assign-public-ip-disabled'],
    pci: ['4.0.1 1.4.4'],
    nist: [
      'AC-3',
      'AC-3(7)',
      'AC-4',
      'AC-4(21)',
      'AC-6',
      'AC-21',
      'SC-7',
      'SC-7(3)',
      'SC-7(4)',
      'SC-7(9)',
      'SC-7(11)',
      'SC-7(16)',
      'SC-7(20)',
      'SC-7(21)',
    ],
  },
  *run({ network }) {
    yield* lackingLists(network, 'subnet', 'routeTable');
    for (const subnet of network.all('subnet')) {
      const routes = subnet.mapPublicIpOnLaunch === true ? internetRoutes(network, subnet) : [];
      if (routes.length === 0) continue;
      const id = subnet.subnetId ?? '';
      yield {
        component: id,
        message: 'What is launched in it gets a public address, and is routed to the internet.',
        evidence: [
          objectEvidence(id, subnet, 'MapPublicIpOnLaunch is true', 'admits'),
          ...routes.map(({ table, route }) => routeEvidence(table, route, 'routes')),
        ],
        place: subnet,
      };
    }
  },
};
