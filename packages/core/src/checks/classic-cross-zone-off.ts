import type { Check } from './check.ts';
import { listed } from './counted.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const classicCrossZoneOff: Check = {
  id: 'classic-cross-zone-off',
  title: 'Classic Load Balancer that keeps to each zone',
  severity: 'low',
  help: {
    wrong: 'Cross-zone balancing of a Classic Load Balancer in several zones is off.',
    why: 'Each node sends to the instances of its own zone alone: a zone without a healthy one does not answer, and zones with fewer instances carry more.',
    mend: 'Switch it on: aws elb modify-load-balancer-attributes --load-balancer-attributes CrossZoneLoadBalancing={Enabled=true}.',
  },
  controls: {
    securityHub: ['ELB.9'],
    config: ['elb-cross-zone-load-balancing-enabled'],
    nist: ['CP-10', 'CP-6(2)', 'SC-36', 'SC-5(2)', 'SI-13(5)'],
  },
  *run({ network }) {
    yield* lackingLists(network, 'classicLoadBalancer', 'classicLoadBalancerAttributes');
    for (const balancer of network.all('classicLoadBalancer')) {
      const { loadBalancerName: name = '' } = balancer;
      const zones = [...new Set(balancer.availabilityZones.flatMap((zone) => zone ?? []))].sort();
      const attributes = network.get('classicLoadBalancerAttributes', name);
      // What an answer does not tell is not held against it.
      if (zones.length < 2 || attributes?.loadBalancerAttributes?.crossZoneLoadBalancing?.enabled !== false) continue;
      yield {
        component: name,
        message: `Its nodes in ${listed(zones)} send to instances of their own zones alone.`,
        evidence: [objectEvidence(name, attributes, 'CrossZoneLoadBalancing is off')],
        place: balancer,
      };
    }
  },
};
