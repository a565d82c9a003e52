import { formatServices } from '../aws/format-services.ts';
import { ruleWords } from '../aws/security-rule-text.ts';
import { rulesOf } from '../aws/security-rules.ts';
import { NONE } from '../net/service-set.ts';
import { type Check, NIST_OPEN } from './check.ts';
import { expectedServices, riskyServices } from './risky-ports.ts';
import { securityEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';
import { listsUnreadInRules } from './unread-lists.ts';
import { isForAnybody } from './world.ts';

export const openPort: Check = {
  id: 'open-port',
  title: 'Port other than web open to anybody',
  severity: 'low',
  help: {
    wrong: 'A rule of a security group admits any address to something else than tcp/80, tcp/443 and ICMP.',
    why: 'Few services are meant for everybody. This is the rule alone: whether a path leads to it, hopwise exposure proves.',
    mend: 'Name the addresses, prefix lists or groups that need it.',
  },
  controls: {
    securityHub: ['EC2.18'],
    config: ['vpc-sg-open-only-to-authorized-ports'],
    trustedAdvisor: ['1iG5NDGVre'],
    nist: NIST_OPEN,
  },
  *run({ network }) {
    yield* lackingLists(network, 'securityGroup');
    yield* listsUnreadInRules(network, ['ingress']);
    const pool = network.admissions.services;
    const [risky, expected] = [riskyServices(pool), expectedServices(pool)];
    for (const group of network.all('securityGroup')) {
      const id = group.groupId ?? '';
      for (const rule of rulesOf(network, id)?.ingress ?? []) {
        const services = network.admissions.must(rule.admits);
        const open = pool.subtract(services, expected);
        // What is worse is told as open-admin-port.
        if (open === NONE || pool.intersect(services, risky) !== NONE || !isForAnybody(network, rule)) continue;
        const words = ruleWords(network, 'ingress', rule);
        yield {
          component: id,
          rule: words,
          message: `Open to anybody: ${formatServices(pool, open)}, by “${words}”.`,
          evidence: [securityEvidence(network, id, 'ingress', rule)],
          place: group,
        };
      }
    }
  },
};
