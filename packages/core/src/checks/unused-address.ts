import { isFreeAddress } from '../aws/free-address.ts';
import type { Check } from './check.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const unusedAddress: Check = {
  id: 'unused-address',
  title: 'Elastic IP address that nothing has',
  severity: 'info',
  help: {
    wrong: 'The Elastic IP address is associated with no interface, instance, NAT gateway or load balancer.',
    why: 'It is paid for, and whoever gets it next inherits what others still admit from it.',
    mend: 'Release it, after taking it out of rules and names that still mention it.',
  },
  controls: { securityHub: ['EC2.12'], config: ['eip-attached'], pci: ['3.2.1 2.4'], nist: ['CM-8(1)'] },
  *run({ network }) {
    yield* lackingLists(network, 'address');
    for (const address of network.all('address')) {
      if (address.isPartial || !isFreeAddress(network, address)) continue;
      const id = address.allocationId ?? address.publicIp ?? '';
      yield {
        component: id,
        message: `Nothing has ${address.publicIp ?? 'it'}.`,
        evidence: [objectEvidence(id, address, 'it names no interface')],
        place: address,
      };
    }
  },
};
