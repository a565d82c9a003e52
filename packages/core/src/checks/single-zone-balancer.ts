import type { Place } from '../aws/lookup.ts';
import type { Source } from '../model/source.ts';
import type { Check, CheckContext } from './check.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

interface Balancer extends Place {
  readonly id: string;
  readonly zones: readonly string[];
  readonly source: Source;
}

export const singleZoneBalancer: Check = {
  id: 'single-zone-balancer',
  title: 'Load balancer in one zone',
  severity: 'low',
  help: {
    wrong: 'A load balancer is enabled in a single Availability Zone.',
    why: 'When that zone fails, the service is gone, wherever its targets are.',
    mend: 'Enable a subnet of another zone.',
  },
  controls: {
    securityHub: ['ELB.10', 'ELB.13'],
    config: ['clb-multiple-az', 'elbv2-multiple-az'],
    nist: ['CP-10', 'CP-6(2)', 'SC-36', 'SC-5(2)', 'SI-13(5)'],
  },
  *run(context) {
    yield* lackingLists(context.network, 'loadBalancer', 'classicLoadBalancer');
    for (const balancer of balancers(context)) {
      const [zone, ...others] = new Set(balancer.zones);
      if (zone === undefined || others.length > 0) continue;
      yield {
        component: balancer.id,
        message: `It is in ${zone} alone.`,
        evidence: [objectEvidence(balancer.id, balancer, `its only zone is ${zone}`)],
        place: balancer,
      };
    }
  },
};

function balancers({ network }: CheckContext): readonly Balancer[] {
  return [
    ...network.all('loadBalancer').map(({ account, region, source, loadBalancerArn: id = '', availabilityZones }) => {
      const zones = availabilityZones.flatMap((zone) => zone?.zoneName ?? []);
      return { id, zones, account, region, source };
    }),
    ...network.all('classicLoadBalancer').map(({ account, region, source, loadBalancerName: id = '', ...record }) => {
      const zones = record.availabilityZones.flatMap((zone) => zone ?? []);
      return { id, zones, account, region, source };
    }),
  ];
}
