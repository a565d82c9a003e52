import { aclAdmissions } from '../aws/acl-filters.ts';
import { type AclRule, aclRules } from '../aws/acl-rules.ts';
import type { Lookup } from '../aws/lookup.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import { piecesWithin } from '../net/address-map.ts';
import { NONE, type ServiceSetId, TCP } from '../net/service-set.ts';
import type { Check } from './check.ts';
import { isInhabited } from './ordered-rules.ts';
import { aclEvidence, aclWords, DIRECTIONS, type Direction, objectEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

/** Ports below are those of services: rules for them let requests pass, rules for the others may be for replies. */
const FIRST_CLIENT_PORT = 1024;
const PORTS = 65_536;

export const unansweredAclRule: Check = {
  id: 'unanswered-acl-rule',
  title: 'Network ACL rule whose replies the ACL stops',
  severity: 'medium',
  help: {
    wrong:
      'A rule lets TCP requests in or out, and in the other direction the same ACL lets nothing pass to the ports of clients there.',
    why: 'A network ACL remembers nothing: the request arrives, and no reply ever does (ACL-12).',
    mend: 'Allow tcp/1024-65535 in the other direction, for the same addresses.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'networkAcl');
    for (const acl of network.all('networkAcl')) {
      // Of an ACL that was read in part, the rule for replies may be the one that is missing.
      const isUsed = acl.associations.some((one) => one?.subnetId) && !acl.isPartial;
      for (const direction of isUsed ? DIRECTIONS : []) {
        for (const rule of aclRules(network, acl, direction)) {
          if (!isUnanswered(network, acl, direction, rule)) continue;
          const [id, back] = [acl.networkAclId ?? '', direction === 'ingress' ? 'egress' : 'ingress'];
          yield {
            component: id,
            rule: `${direction} ${rule.number} ${aclWords(network, direction, rule)}`,
            message: `${direction} rule ${rule.number} ${aclWords(network, direction, rule)}, and no ${back} rule lets a reply pass.`,
            evidence: [
              aclEvidence(network, acl, direction, rule),
              objectEvidence(id, acl, `no ${back} rule allows tcp/1024-65535 there`),
            ],
            place: acl,
          };
        }
      }
    }
  },
};

function isUnanswered(
  net: Lookup,
  acl: RecordOfKind<'networkAcl'>,
  direction: Direction,
  { allows, services, prefix }: AclRule,
): boolean {
  const pool = net.admissions.services;
  const [requests, replies] = [
    pool.of([TCP, TCP + FIRST_CLIENT_PORT]),
    pool.of([TCP + FIRST_CLIENT_PORT, TCP + PORTS]),
  ];
  const range = net.labels[prefix.family].rangeOf(prefix);
  if (!allows || !range || pool.intersect(services ?? NONE, requests) === NONE) return false;
  const passes = (way: Direction, wanted: ServiceSetId) =>
    piecesWithin(aclAdmissions(net, acl.networkAclId ?? '', way, prefix.family), range.from, range.to).some(
      ({ from, to, value }) =>
        pool.intersect(net.admissions.may(value), wanted) !== NONE && isInhabited(net, prefix.family, from, to),
    );
  // Rules before it may stop all that it would let pass.
  if (!passes(direction, pool.intersect(services ?? NONE, requests))) return false;
  const letsBack = (wanted: ServiceSetId) => passes(direction === 'ingress' ? 'egress' : 'ingress', wanted);
  // One for everything may be there for the replies to what the other direction asks.
  return !letsBack(replies) && !(pool.isSubset(replies, services ?? NONE) && letsBack(requests));
}
