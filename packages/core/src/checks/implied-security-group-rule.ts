import { ruleWords } from '../aws/security-rule-text.ts';
import { rulesOf } from '../aws/security-rules.ts';
import type { Check } from './check.ts';
import { impliedRules } from './implied-rules.ts';
import { DIRECTIONS, securityEvidence } from './rule-evidence.ts';
import { lackingLists } from './unread.ts';
import { listsUnreadInRules } from './unread-lists.ts';

export const impliedSecurityGroupRule: Check = {
  id: 'implied-security-group-rule',
  title: 'Security group rule that others imply',
  severity: 'low',
  help: {
    wrong: 'Other rules of the group admit all that the rule admits.',
    why: 'Taking it away closes nothing, though it looks as if it did; groups have room for so many rules, and each is read by whoever reviews them.',
    mend: 'Take the rule away; or, if it says what was meant, those that imply it.',
  },
  *run({ network }) {
    yield* lackingLists(network, 'securityGroup');
    yield* listsUnreadInRules(network);
    for (const group of network.all('securityGroup')) {
      const id = group.groupId ?? '';
      for (const direction of DIRECTIONS) {
        for (const { rule, by } of impliedRules(network, rulesOf(network, id)?.[direction] ?? [])) {
          const words = ruleWords(network, direction, rule);
          yield {
            component: id,
            rule: words,
            message: `${words} is implied by ${by.map((one) => ruleWords(network, direction, one)).join(' and ')}.`,
            evidence: [rule, ...by].map((one) => securityEvidence(network, id, direction, one)),
            place: group,
          };
        }
      }
    }
  },
};
