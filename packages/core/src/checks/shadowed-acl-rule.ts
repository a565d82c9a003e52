import { type AclRule, aclRules } from '../aws/acl-rules.ts';
import type { Lookup } from '../aws/lookup.ts';
import type { RecordOfKind } from '../aws/record-types.ts';
import type { Check, Found } from './check.ts';
import { MOST_SHOWN } from './counted.ts';
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
    let [isContrary, number] = [false, 0];
    const before: AclRule[] = [];
    for (const one of overlapping(net, rules, rule)) {
      if (one.allows !== rule.allows) isContrary = true;
      if (number++ < MOST_SHOWN) before.push(one);
    }
    yield {
      component: acl.networkAclId ?? '',
      rule: `${direction} ${rule.number} ${aclWords(net, direction, rule)}`,
      severity: isContrary ? 'medium' : 'low',
      message: message(rule, direction, before, number, isContrary),
      evidence: [rule, ...before].map((one) => aclEvidence(net, acl, direction, one)),
      place: acl,
    };
  }
}

function message(
  { number, allows }: AclRule,
  direction: Direction,
  before: readonly AclRule[],
  all: number,
  isContrary: boolean,
): string {
  if (all === 0) return `${direction} rule ${number} matches no packet`;
  const rest = all > before.length ? ` and ${all - before.length} more` : '';
  const who = `rule${all > 1 ? 's' : ''} ${before.map((one) => one.number).join(', ')}${rest}`;
  const end = isContrary ? `, and not all alike: it ${allows ? 'allows' : 'denies'} nothing` : ', alike';
  return `${direction} rule ${number} decides nothing: ${who} decide${all > 1 ? '' : 's'} all its packets before it${end}.`;
}
