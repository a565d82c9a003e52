import { aclAdmissions } from '../aws/acl-filters.ts';
import { aclRules } from '../aws/acl-rules.ts';
import type { Lookup } from '../aws/lookup.ts';
import type { Family } from '../net/address.ts';
import { ALL } from '../net/service-set.ts';
import type { Check } from './check.ts';
import { counted } from './counted.ts';
import { isInhabited } from './ordered-rules.ts';
import { aclEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

export const unrestrictedAcl: Check = {
  id: 'unrestricted-acl',
  title: 'Network ACL that lets everything in',
  severity: 'low',
  help: {
    wrong: 'The network ACL of subnets admits every packet of a family from every address.',
    why: 'Only security groups are left to stop anything. That may be what was chosen: default ACLs do so, and are told as info.',
    mend: 'Where a second fence is wanted, write rules for what the subnets need, replies included.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'networkAcl');
    for (const acl of network.all('networkAcl')) {
      const id = acl.networkAclId ?? '';
      const subnets = acl.associations.flatMap((one) => one?.subnetId ?? []);
      const open = ([4, 6] as const).filter((family) => admitsAll(network, id, family));
      if (open.length === 0 || subnets.length === 0) continue;
      yield {
        component: id,
        severity: acl.isDefault ? 'info' : 'low',
        message: `It lets all ${open.map((family) => `IPv${family}`).join(' and ')} traffic into ${counted(subnets.length, 'subnet')}.`,
        evidence: aclRules(network, acl, 'ingress')
          .filter(({ allows, prefix }) => allows && open.includes(prefix.family))
          .map((rule) => aclEvidence(network, acl, 'ingress', rule)),
        place: acl,
      };
    }
  },
};

function admitsAll(net: Lookup, aclId: string, family: Family): boolean {
  const { starts, values } = aclAdmissions(net, aclId, 'ingress', family);
  return values.every(
    (value, i) =>
      net.admissions.must(value) === ALL ||
      !isInhabited(net, family, starts[i] as number, starts[i + 1] ?? net.labels[family].size),
  );
}
