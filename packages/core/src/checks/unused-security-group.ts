import type { Lookup, Place } from '../aws/lookup.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import type { Check } from './check.ts';
import { associationsOf, carriersOf, groupUsers, namersOf } from './group-users.ts';
import { objectEvidence } from './rule-evidence.ts';
import { isRead, lackingLists } from './unread.ts';

export const unusedSecurityGroup: Check = {
  id: 'unused-security-group',
  title: 'Security group that nothing carries',
  severity: 'low',
  help: {
    wrong: 'No network interface of any kind carries the group, and nothing else that was read names it as its own.',
    why: 'It waits for somebody to put it on something, with rules that nobody looks after.',
    mend: 'Take it away. Launch templates and Auto Scaling are not read: see that none of them names it. Rules of other groups that name it go first.',
  },
  controls: {
    securityHub: ['EC2.22'],
    config: ['ec2-security-group-attached-to-eni-periodic'],
    nist: ['CM-8(1)'],
  },
  *run({ network }) {
    yield* lackingLists(network, 'securityGroup', 'networkInterface');
    const users = groupUsers(network);
    const looked = ['network interface', ...users.kinds.map((kind) => network.recordType(kind).title)].join(', ');
    for (const group of network.all('securityGroup')) {
      const id = group.groupId ?? '';
      // A default group cannot be taken away.
      if (group.groupName === 'default' || carriersOf(network, id).length > 0 || users.named.has(id)) continue;
      if (!homesOf(network, group).every((place) => isRead(network, 'networkInterface', place))) continue;
      const namers = namersOf(network, id);
      const named = namers.length > 0 ? `; rules of ${namers.join(', ')} name it, and match nothing by it` : '';
      yield {
        component: id,
        message: `Nothing carries it${named}. Looked at: ${looked}; launch templates are not read.`,
        evidence: [objectEvidence(id, group, 'no interface lists it')],
        place: group,
      };
    }
  },
};

/** Where interfaces may carry it: its own account and Region, and VPCs that it is associated with (SG-16). */
function homesOf(net: Lookup, group: RecordOfKind<'securityGroup'>): readonly Place[] {
  const abroad = associationsOf(net, group.groupId ?? '').map(
    ({ vpcId, vpcOwnerId }) => net.get('vpc', vpcId) ?? { account: vpcOwnerId, region: group.region },
  );
  return [group, ...abroad];
}
