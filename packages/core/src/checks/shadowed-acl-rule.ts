import { type AclRule, aclRules } from '../aws/acl-rules.ts';
import type { Lookup } from '../aws/lookup.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import type { Check, Found } from './check.ts';
import { overlapping, undeciding } from './ordered-rules.ts';
import { aclEvidence, aclWords, DIRECTIONS, type Direction } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';

/** The rules that every ACL ends with. */
const FINAL = 32_767;

export const shadowedAclRule: Check = {
  id: 'shadowed-acl-rule',
  title: 'Network ACL rule that decides nothing',
  severity: 'low',
  help: {
    wrong: 'Rules with lower numbers decide every packet that the rule is about.',
    why: 'Whoever wrote it believes that it acts. Where the rules before it do the opposite, traffic passes that was meant to be stopped, or the other way round.',
    mend: 'Give the rule a lower number than those before it, or take it away.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'networkAcl');
    for (const acl of network.all('networkAcl')) {
      for (const direction of DIRECTIONS) yield* shadowed(network, acl, direction);
    }
  },
};

function* shadowed(net: Lookup, acl: RecordOfKind<'networkAcl'>, direction: Direction): Iterable<Found> {
  const rules = aclRules(net, acl, direction).filter(({ number }) => number < FINAL);
  for (const rule of [...undeciding(net, 4, rules), ...undeciding(net, 6, rules)]) {
    const before = overlapping(net, rules, rule);
    const isContrary = before.some(({ allows }) => allows !== rule.allows);
    yield {
      component: acl.networkAclId ?? '',
      rule: `${direction} ${rule.number} ${aclWords(net, direction, rule)}`,
      severity: isContrary ? 'medium' : 'low',
      message: message(rule, direction, before, isContrary),
      evidence: [rule, ...before].map((one) => aclEvidence(net, acl, direction, one)),
      place: acl,
    };
  }
}

function message(rule: AclRule, direction: Direction, before: readonly AclRule[], isContrary: boolean): string {
  const numbers = before.map(({ number }) => number);
  const who = `rule${numbers.length > 1 ? 's' : ''} ${numbers.join(', ')}`;
  const end = isContrary ? `, not all as it would: it ${rule.allows ? 'allows' : 'denies'} nothing` : ' alike';
  return before.length === 0
    ? `${direction} rule ${rule.number} matches no packet`
    : `${direction} rule ${rule.number} decides nothing: ${who} decide${numbers.length > 1 ? '' : 's'} all its packets before it${end}`;
}
