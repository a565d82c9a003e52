import { rulesOf } from '../aws/security-rules.ts';
import { type Check, NIST_OPEN } from './check.ts';
import { counted } from './counted.ts';
import { DIRECTIONS, securityEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const defaultSecurityGroupOpen: Check = {
  id: 'default-security-group-open',
  title: 'Default security group with rules',
  severity: 'medium',
  help: {
    wrong: 'The default group of a VPC admits something.',
    why: 'Whatever is launched without naming a group gets this one, and may talk to all others that got it so.',
    mend: 'Take all rules out of it, and give what carries it a group of its own.',
  },
  controls: {
    securityHub: ['EC2.2'],
    config: ['vpc-default-security-group-closed'],
    cis: ['5.0 5.5', '3.0 5.4', '1.4 5.3', '1.2 4.3'],
    pci: ['3.2.1 1.2.1', '3.2.1 1.3.4', '3.2.1 2.1'],
    nist: NIST_OPEN,
  },
  *run({ network }) {
    yield* lackingLists(network, 'securityGroup');
    for (const group of network.all('securityGroup')) {
      const id = group.groupId ?? '';
      const rules = group.groupName === 'default' ? rulesOf(network, id) : undefined;
      const evidence = DIRECTIONS.flatMap((direction) =>
        (rules?.[direction] ?? []).map((rule) => securityEvidence(network, id, direction, rule)),
      );
      if (evidence.length === 0) continue;
      const message = `The default group of ${group.vpcId ?? 'its VPC'} has ${counted(evidence.length, 'rule')}.`;
      yield { component: id, message, evidence, place: group };
    }
  },
};
