import { type AclRule, aclRules } from '../aws/acl-rules.ts';
import { formatServices } from '../aws/format-services.ts';
import type { Lookup } from '../aws/lookup.ts';
import { contains } from '../net/address.ts';
import { ALL, NONE, type ServiceSetId, TCP } from '../net/service-set.ts';
import type { Check } from './check.ts';
import { REMOTE_ACCESS, tcpPorts } from './risky-ports.ts';
import { aclEvidence, aclWords } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';
import { isWorld } from './world.ts';

export const openAclAdminPort: Check = {
  id: 'open-acl-admin-port',
  title: 'Network ACL that lets anybody in on 22 or 3389',
  severity: 'low',
  help: {
    wrong: 'A rule of a network ACL that somebody made admits any address to tcp/22 or tcp/3389.',
    why: 'Whoever makes an ACL wants a fence beside the security groups; on the ports of administration this one is open.',
    mend: 'Admit the addresses that administrate, or deny both ports in a rule with a lower number. A rule for the replies to clients holds 3389 too: it is told as info.',
  },
  controls: {
    securityHub: ['EC2.21'],
    config: ['nacl-no-unrestricted-ssh-rdp'],
    cis: ['5.0 5.2', '3.0 5.1', '1.4 5.1'],
    pci: ['4.0.1 1.3.1'],
    nist: ['AC-4(21)', 'CA-9(1)', 'CM-2', 'CM-2(2)', 'CM-7', 'SC-7', 'SC-7(5)', 'SC-7(21)'],
  },
  *run({ network }) {
    yield* lackingLists(network, 'networkAcl');
    const pool = network.admissions.services;
    const ports = tcpPorts(pool, REMOTE_ACCESS);
    const replies = pool.of([TCP + 32_768, TCP + 61_000]);
    for (const acl of network.all('networkAcl')) {
      if (acl.isDefault) continue;
      const rules = aclRules(network, acl, 'ingress');
      for (const rule of rules) {
        const open = rule.allows && isWorld(rule.prefix) ? pool.intersect(left(network, rules, rule), ports) : NONE;
        if (open === NONE) continue;
        const isForReplies =
          pool.isSubset(replies, rule.services ?? NONE) && !pool.isSubset(tcpPorts(pool, [22]), open);
        yield {
          component: acl.networkAclId ?? '',
          rule: `ingress ${rule.number} ${aclWords(network, 'ingress', rule)}`,
          severity: isForReplies ? 'info' : 'low',
          message: `Rule ${rule.number} lets anybody in on ${formatServices(pool, open)}${isForReplies ? ', as replies to clients may need' : ''}.`,
          evidence: [aclEvidence(network, acl, 'ingress', rule)],
          place: acl,
        };
      }
    }
  },
};

/** What earlier rules for all of its addresses leave to a rule. */
function left(net: Lookup, rules: readonly AclRule[], rule: AclRule): ServiceSetId {
  const pool = net.admissions.services;
  return rules
    .filter((one) => one.number < rule.number && contains(one.prefix, rule.prefix))
    .reduce((rest, one) => pool.subtract(rest, one.services ?? ALL), rule.services ?? NONE);
}
