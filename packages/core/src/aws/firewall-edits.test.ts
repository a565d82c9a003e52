import { describe, expect, it } from 'vitest';
import { networkOf } from '../explain/ask.fixture.ts';
import { findCut } from '../queries/cut.ts';
import { findFix } from '../queries/fix.ts';
import { type FirewallText, guarded, packets, strict, suricata } from './firewall.fixture.ts';

const QUESTION = { from: 'i-app', to: '10.0.2.10', protocol: 'tcp', port: 5432 };
const ALONE = { ...QUESTION, ignore: ['security-groups', 'acls'] } as const;

function fix(text: FirewallText) {
  const { edits, verdict, result } = findFix(networkOf(guarded(text)), QUESTION);
  return [`${result} ${verdict}`, ...edits.map((one) => one.text)];
}

function cut(text: FirewallText) {
  const { edits, result } = findCut(networkOf(guarded(text)), ALONE);
  return [result, ...edits.map((one) => one.text)];
}

const ENDS = 'tcp/5432 from 10.0.1.10/32 to 10.0.2.10/32';
const PASS = `add a stateful rule: pass ${ENDS}`;
const fields = (Action: string, sid: number) => ({
  Action,
  Header: {
    Protocol: 'TCP',
    Source: 'ANY',
    SourcePort: 'ANY',
    Direction: 'FORWARD',
    Destination: 'ANY',
    DestinationPort: 'ANY',
  },
  RuleOptions: [{ Keyword: `sid:${sid}` }],
});
const stated = (...StatefulRules: readonly object[]) => ({ RulesSource: { StatefulRules } });
const strictly = strict('drop_strict');
const NUMBERED = {
  RulesSource: {
    StatelessRulesAndCustomActions: {
      StatelessRules: [{ Priority: 10, RuleDefinition: { MatchAttributes: {}, Actions: ['aws:drop'] } }],
    },
  },
};

describe('rules that would let a conversation through a firewall', () => {
  it.each<readonly [string, FirewallText, string]>([
    ['are written before the others of a text', { stateful: [suricata('drop tcp any any -> any any (sid:1;)')] }, PASS],
    [
      'are written before them in strict order',
      { stateful: [suricata('drop tcp any any -> any any (sid:1;)')], policy: strictly },
      PASS,
    ],
    ['follow the others, whose order means nothing', { stateful: [stated(fields('DROP', 1))] }, PASS],
    [
      'follow what passes other things',
      { stateful: [stated(fields('PASS', 1))].slice(1), policy: strictly },
      `${PASS}, in a new rule group (arn:aws:network-firewall:eu-west-1:111111111111:stateful-rulegroup/fw-new stands for it)`,
    ],
    [
      'are not needed once the rule that drops is gone',
      { stateful: [stated(fields('DROP', 1))], policy: strict() },
      'remove the rule of sid 1',
    ],
    [
      'come before a stateless one that drops',
      { stateless: [NUMBERED] },
      `add stateless rule 8, 9: hand to the stateful rules tcp/5432 and the answers to ${ENDS}`,
    ],
    [
      'are of a new group where there is none',
      { policy: { StatelessDefaultActions: ['aws:drop'] } },
      `add stateless rules: hand to the stateful rules tcp/5432 and the answers to ${ENDS}, in a new rule group (arn:aws:network-firewall:eu-west-1:111111111111:stateless-rulegroup/fw-new stands for it)`,
    ],
  ])('%s', (_, text, said) => {
    expect(fix(text)).toEqual(['found reachable', said]);
  });
  it('take the place of the one that drops where no number is left', () => {
    expect(fix({ stateless: [packets(['drop', { Protocols: [6] }])] })).toEqual([
      'found reachable',
      'remove the rule of priority 1',
    ]);
  });
});

describe('rules that let it through, taken away', () => {
  it.each<readonly [string, FirewallText, readonly string[]]>([
    [
      'of a text',
      { stateful: [suricata('pass tcp any any -> any any (sid:7;)')], policy: strictly },
      ['remove the rule of sid 7'],
    ],
    ['of a list', { stateful: [stated(fields('PASS', 7))], policy: strictly }, ['remove the rule of sid 7']],
  ])('%s', (_, text, said) => {
    expect(cut(text)).toEqual(['found', ...said]);
  });
});
