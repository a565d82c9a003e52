import type { Check } from './check.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const unusedNetworkAcl: Check = {
  id: 'unused-network-acl',
  title: 'Network ACL of no subnet',
  severity: 'info',
  help: {
    wrong: 'The network ACL is associated with no subnet.',
    why: 'Its rules do nothing; whoever edits them expects otherwise.',
    mend: 'Associate it with the subnets that it was made for, or take it away.',
  },
  controls: {
    securityHub: ['EC2.16'],
    config: ['vpc-network-acl-unused-check'],
    pci: ['4.0.1 1.2.7'],
    nist: ['CM-8(1)'],
  },
  *run({ network }) {
    yield* lackingLists(network, 'networkAcl');
    for (const acl of network.all('networkAcl')) {
      // Every VPC has a default ACL, wanted or not; of one that was read in part nothing is known to be absent.
      if (acl.isDefault || acl.isPartial || acl.associations.some((one) => one?.subnetId)) continue;
      const id = acl.networkAclId ?? '';
      yield {
        component: id,
        message: 'No subnet is associated with it.',
        evidence: [objectEvidence(id, acl, 'it lists no association')],
        place: acl,
      };
    }
  },
};
