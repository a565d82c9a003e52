import { formatServices } from '../aws/format-services.ts';
import { ruleWords } from '../aws/security-rule-text.ts';
import { rulesOf } from '../aws/security-rules.ts';
import { NONE } from '../net/service-set.ts';
import { type Check, NIST_OPEN } from './check.ts';
import { riskyServices } from './risky-ports.ts';
import { securityEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';
import { listsUnreadInRules } from './unread-lists.ts';
import { isForAnybody } from './world.ts';

export const openAdminPort: Check = {
  id: 'open-admin-port',
  title: 'Administration or database port open to anybody',
  severity: 'medium',
  help: {
    wrong:
      'A rule of a security group admits any address to a port that administrators, databases or file servers use.',
    why: 'Such ports are tried by strangers all the time. This is the rule alone: whether a path leads to it, hopwise exposure proves.',
    mend: 'Name the addresses or groups that need it; for administration use Session Manager or an Instance Connect Endpoint.',
  },
  controls: {
    securityHub: ['EC2.13', 'EC2.14', 'EC2.19', 'EC2.53', 'EC2.54'],
    config: ['restricted-ssh', 'restricted-common-ports', 'vpc-sg-port-restriction-check'],
    trustedAdvisor: ['HCP4007jGY', '1iG5NDGVre'],
    cis: ['5.0 5.3', '5.0 5.4', '3.0 5.2', '3.0 5.3', '1.4 5.2', '1.2 4.1', '1.2 4.2'],
    pci: ['3.2.1 1.2.1', '3.2.1 1.3.1', '3.2.1 2.2.2', '4.0.1 1.3.1'],
    nist: [...NIST_OPEN, 'CA-9(1)', 'CM-2', 'CM-2(2)', 'CM-7'],
  },
  *run({ network }) {
    yield* lackingLists(network, 'securityGroup');
    yield* listsUnreadInRules(network, ['ingress']);
    const pool = network.admissions.services;
    const risky = riskyServices(pool);
    for (const group of network.all('securityGroup')) {
      const id = group.groupId ?? '';
      for (const rule of rulesOf(network, id)?.ingress ?? []) {
        const open = pool.intersect(network.admissions.must(rule.admits), risky);
        if (open === NONE || !isForAnybody(network, rule)) continue;
        const words = ruleWords(network, 'ingress', rule);
        yield {
          component: id,
          rule: words,
          message: `Open to anybody: ${shortened(formatServices(pool, open))}, by “${words}”.`,
          evidence: [securityEvidence(network, id, 'ingress', rule)],
          place: group,
        };
      }
    }
  },
};

/** A rule for everything opens them all: a few are enough to see it. */
function shortened(services: string): string {
  const all = services.split(', ');
  return all.length > 6 ? `${all.slice(0, 5).join(', ')} and ${all.length - 5} more` : services;
}
