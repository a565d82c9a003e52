import type { Balancer } from '../aws/balancer.ts';
import { portOf } from '../aws/balancer-transports.ts';
import { classicBalancer } from '../aws/classic-balancer.ts';
import { elasticBalancer } from '../aws/elastic-balancer.ts';
import { formatServices } from '../aws/format-services.ts';
import { roleOf } from '../aws/interface-owner.ts';
import { derived, type Lookup } from '../aws/lookup.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import { ruleWords } from '../aws/security-rule-text.ts';
import { rulesOf } from '../aws/security-rules.ts';
import { groupBy } from '../model/group-by.ts';
import { ICMP, NONE, type ServicePool, type ServiceSetId, TCP } from '../net/service-set.ts';
import type { Check } from './check.ts';
import { carriersOf } from './group-users.ts';
import { securityEvidence } from './rule-evidence.ts';
import { isRead, lackingLists } from './unread.ts';

export const openPortWithoutListener: Check = {
  id: 'open-port-without-listener',
  title: 'Port open to a load balancer that does not listen there',
  severity: 'low',
  help: {
    wrong:
      'A rule of a security group that load balancers alone carry admits ports on which none of them has a listener.',
    why: 'Nothing answers there today; whoever adds a listener tomorrow opens it to all that the rule names, without a look at the group.',
    mend: 'Narrow the rule to the ports of the listeners.',
  },
  controls: { trustedAdvisor: ['xSqX82fQu'] },
  *run({ network }) {
    yield* lackingLists(
      network,
      'loadBalancer',
      'classicLoadBalancer',
      'listener',
      'securityGroup',
      'networkInterface',
    );
    const pool = network.admissions.services;
    const ported = pool.of([TCP, ICMP]);
    for (const group of network.all('securityGroup')) {
      const id = group.groupId ?? '';
      const balancers = balancersIn(network).get(id) ?? [];
      if (balancers.length === 0 || balancers.some(({ unread }) => unread) || !isTheirsAlone(network, group)) continue;
      const listened = balancers.reduce((all, one) => pool.union(all, portsOf(pool, one)), NONE as ServiceSetId);
      for (const rule of rulesOf(network, id)?.ingress ?? []) {
        const open = pool.intersect(network.admissions.must(rule.admits), ported);
        const idle = pool.subtract(open, listened);
        if (idle === NONE) continue;
        const words = ruleWords(network, 'ingress', rule);
        yield {
          component: id,
          rule: words,
          message: `No load balancer listens on ${formatServices(pool, idle)}, open by “${words}”.`,
          evidence: [
            securityEvidence(network, id, 'ingress', rule),
            ...balancers.flatMap(({ offers }) => offers.map(({ evidence }) => evidence)),
          ],
          place: group,
        };
      }
    }
  },
};

/** What else carries the group may serve what balancers do not. */
function isTheirsAlone(net: Lookup, group: RecordOfKind<'securityGroup'>): boolean {
  if (!isRead(net, 'networkInterface', group)) return false;
  return carriersOf(net, group.groupId ?? '').every((record) => roleOf(net, record).isBalancer);
}

const balancersIn = derived((net): ReadonlyMap<string, readonly Balancer[]> => {
  const all = [
    ...net.all('loadBalancer').map((record) => elasticBalancer(net, record)),
    ...net.all('classicLoadBalancer').map((record) => classicBalancer(net, record)),
  ];
  const pairs = all.flatMap((balancer) => balancer.groups.map((group) => ({ group, balancer })));
  return new Map(
    [...groupBy(pairs, ({ group }) => group)].map(([group, own]) => [group, own.map(({ balancer }) => balancer)]),
  );
});

function portsOf(pool: ServicePool, { offers }: Balancer): ServiceSetId {
  const all = offers.flatMap(({ transports, port }) => transports.map((transport) => portOf(pool, transport, port)));
  return all.reduce((sum, one) => pool.union(sum, one), NONE as ServiceSetId);
}
