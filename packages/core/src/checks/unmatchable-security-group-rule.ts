import { aclOfSubnet } from '../aws/acl-filters.ts';
import { tableOfSubnet } from '../aws/associated-table.ts';
import type { Lookup } from '../aws/lookup.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import { ruleWords } from '../aws/security-rule-text.ts';
import { rulesOf, type SecurityRule } from '../aws/security-rules.ts';
import type { Evidence } from '../model/evidence.ts';
import { NONE } from '../net/service-set.ts';
import type { Check } from './check.ts';
import { associationsOf, carriersOf } from './group-users.ts';
import { DIRECTIONS, type Direction, objectEvidence, securityEvidence } from './rule-evidence.ts';
import { hasFamily, isRouted, passesAcl, plainSubnetsOf, prefixesOf } from './rule-reach.ts';
import { isRead, lackingLists } from './unread.ts';
import { listsUnreadInRules } from './unread-lists.ts';

type Group = RecordOfKind<'securityGroup'>;

/** Why a rule matches nothing, and what makes it so. */
interface Reason {
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

export const unmatchableSecurityGroupRule: Check = {
  id: 'unmatchable-security-group-rule',
  title: 'Security group rule that admits no conversation',
  severity: 'low',
  help: {
    wrong:
      'A rule names a group that nothing carries or whose peering is gone, addresses of a family that no subnet of the group has, or that the network ACLs of all of them shut out, or that no route of them leads to.',
    why: 'It looks as if something were open that is not; and it opens the day that the group, the ACL or the route changes.',
    mend: 'Take the rule away, or mend what keeps its packets off.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'securityGroup', 'networkInterface', 'networkAcl', 'routeTable', 'subnet');
    yield* listsUnreadInRules(network);
    for (const group of network.all('securityGroup')) {
      const id = group.groupId ?? '';
      // A group that nothing carries is told as a whole.
      if (isRead(network, 'networkInterface', group) && carriersOf(network, id).length === 0) continue;
      const subnets = isRead(network, 'networkInterface', group) ? plainSubnetsOf(network, id) : undefined;
      for (const direction of DIRECTIONS) {
        for (const rule of rulesOf(network, id)?.[direction] ?? []) {
          const reason = reasonOf(network, group, direction, rule, subnets);
          if (!reason) continue;
          const words = ruleWords(network, direction, rule);
          yield {
            component: id,
            rule: words,
            message: `${words}: ${reason.text}.`,
            evidence: [securityEvidence(network, id, direction, rule), ...reason.evidence],
            place: group,
          };
        }
      }
    }
  },
};

function reasonOf(
  net: Lookup,
  group: Group,
  direction: Direction,
  rule: SecurityRule,
  subnets: readonly string[] | undefined,
): Reason | undefined {
  if (net.admissions.may(rule.admits) === NONE) return { text: 'it admits no port at all', evidence: [] };
  if (rule.peer.kind === 'group') return groupReason(net, rule.peer);
  const prefixes = prefixesOf(net, rule);
  if (prefixes?.length === 0) return { text: 'its prefix list is empty', evidence: [] };
  if (!prefixes || !subnets) return undefined;
  if (!prefixes.some(({ family }) => subnets.some((subnetId) => hasFamily(net, subnetId, family)))) {
    const evidence = subnets.flatMap((id) => {
      const subnet = net.get('subnet', id);
      return subnet ? [objectEvidence(id, subnet, 'has none')] : [];
    });
    return { text: `none of its subnets has IPv${prefixes[0]?.family} addresses`, evidence };
  }
  const end = direction === 'ingress' ? 'from' : 'to';
  if (!subnets.some((subnetId) => passesAcl(net, subnetId, direction, rule, prefixes))) {
    const acls = new Set(subnets.flatMap((subnetId) => aclOfSubnet(net, subnetId) ?? []));
    const evidence = [...acls].map((acl) => objectEvidence(acl.networkAclId ?? '', acl, `lets none of it through`));
    return { text: `the network ACLs of all its subnets stop everything ${end} there`, evidence };
  }
  if (subnets.some((subnetId) => isRouted(net, subnetId, prefixes))) return undefined;
  const tables = new Set(subnets.flatMap((subnetId) => tableOfSubnet(net, subnetId, group.vpcId ?? '') ?? []));
  const evidence = [...tables].map((one) => objectEvidence(one.routeTableId ?? '', one, 'has no route to it'));
  const text =
    direction === 'ingress'
      ? 'no route of its subnets leads an answer back there'
      : 'no route of its subnets leads there';
  return { text, evidence };
}

function groupReason(net: Lookup, peer: { readonly id: string; readonly works: boolean }): Reason | undefined {
  // AWS keeps such rules, as stale ones (SG-14).
  if (!peer.works) return { text: 'the peering to that group is gone', evidence: [] };
  const named = net.get('securityGroup', peer.id);
  if (!named || !isRead(net, 'networkInterface', named) || carriersOf(net, peer.id).length > 0) return undefined;
  // In another VPC that the group is associated with, others may carry it (SG-16).
  if (associationsOf(net, peer.id).length > 0) return undefined;
  return { text: `nothing carries ${peer.id}`, evidence: [objectEvidence(peer.id, named, 'no interface lists it')] };
}
