import { roleOf } from '../aws/interface-owner.ts';
import { isRoutedTo } from '../aws/routed-interface.ts';
import type { Check } from './check.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists, unread } from './unread.ts';

export const sourceCheckOff: Check = {
  id: 'source-check-off',
  title: 'Interface that may forward, and that nothing routes to',
  severity: 'low',
  help: {
    wrong: 'The source/destination check of an interface is off, and no route leads to it.',
    why: 'It can send under any address and take what is not addressed to it, with nothing that needs it to.',
    mend: 'Switch the check on. Load balancers of your own and Kubernetes networks may need it off.',
  },
  controls: { securityHub: ['EC2.180'], config: ['ec2-enis-source-destination-check-enabled'] },
  *run({ network }) {
    yield* lackingLists(network, 'networkInterface', 'routeTable');
    for (const record of network.all('networkInterface')) {
      const id = record.networkInterfaceId ?? '';
      // What AWS made, AWS set.
      const isOwn = !record.requesterManaged && record.attachment?.instanceId !== undefined;
      if (record.sourceDestCheck !== false || !isOwn || Object.keys(roleOf(network, record)).length > 0) continue;
      if (isRoutedTo(network, id) || unread(network, ['routeTable'], record).length > 0) continue;
      yield {
        component: id,
        message: `It may forward for ${record.attachment?.instanceId}; no route leads to it.`,
        evidence: [objectEvidence(id, record, 'its source/destination check is off', 'admits')],
        place: record,
      };
    }
  },
};
