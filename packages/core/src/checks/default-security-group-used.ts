import type { Check } from './check.ts';
import { counted, some } from './counted.ts';
import { guardedBy } from './group-users.ts';
import { objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const defaultSecurityGroupUsed: Check = {
  id: 'default-security-group-used',
  title: 'Default security group in use',
  severity: 'medium',
  help: {
    wrong: 'Interfaces carry the default group of their VPC.',
    why: 'They carry it because nobody chose another: what it admits was not written for them, and its rules are shared with everything else that was launched so.',
    mend: 'Give them a group that says what they are for.',
  },
  controls: { cis: ['5.0 5.5', '3.0 5.4', '1.4 5.3', '1.2 4.3'] },
  *run({ network }) {
    yield* lackingLists(network, 'securityGroup', 'networkInterface');
    for (const group of network.all('securityGroup')) {
      const id = group.groupId ?? '';
      const carriers = group.groupName === 'default' ? guardedBy(network, id) : [];
      if (carriers.length === 0) continue;
      yield {
        component: id,
        message: `${counted(carriers.length, 'interface')} ${carriers.length === 1 ? 'carries' : 'carry'} it.`,
        evidence: some(carriers).map((one) =>
          objectEvidence(one.networkInterfaceId ?? '', one, `carries ${id}`, 'admits'),
        ),
        place: group,
      };
    }
  },
};
