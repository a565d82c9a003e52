import type { Edit } from '../model/change.ts';
import type { Evidence } from '../model/evidence.ts';
import type { ComponentId, Filter, FilterQuestion, FlowRules, Step } from '../model/route.ts';
import type { Family } from '../net/address.ts';
import { constantMap } from '../net/address-map.ts';
import { ADMITS_ALL, UNDECIDED } from '../net/admission.ts';
import { passingEdits } from './firewall-edits.ts';
import { firewallEvidence } from './firewall-evidence.ts';
import { firewallFlows } from './firewall-flows.ts';
import { withoutFirewallRule } from './firewall-group-edits.ts';
import type { FirewallRules } from './firewall-rules.ts';
import { statefulRules } from './firewall-stateful-rules.ts';
import { statelessRules } from './firewall-stateless-rules.ts';
import { derivedBy, type Lookup, type Place } from './lookup.ts';
import { missing } from './missing.ts';
import type { Kind } from './record-types.ts';
import { works } from './states.ts';

/**
 * What a Network Firewall does with packets that pass one of its endpoints or attachments: its rules decide, and both
 * directions have to cross the same one (NFW-02…12).
 */
export function firewallSteps(
  net: Lookup,
  firewallArn: string | undefined,
  at: ComponentId,
  family: Family,
  place: Place,
): readonly Step[] {
  // Whatever its rules are: half a conversation is none to it (GWE-05, NFW-09).
  const stateful: Step = { kind: 'stateful', by: at, missed: 'drop', code: 'STATEFUL_ASYMMETRY' };
  const firewall = net.get('firewall', firewallArn);
  const policyArn = firewall?.firewall?.firewallPolicyArn;
  const policy = net.get('firewallPolicy', policyArn);
  if (!firewall?.firewall) return [unread(net, 'firewall', firewallArn, at, place), stateful];
  if (!policy?.firewallPolicy) return [unread(net, 'firewallPolicy', policyArn, at, firewall), stateful];
  const { rules, passes, sees, surely } = compiled(net, `${family} ${firewallArn}`);
  const mends: Filter['mends'] = (question) => passingEdits({ net, policy, rules, question }, surely(question.ends));
  const asked = (code: Filter['code'], flows: FlowRules, evidence: Filter['evidence']): Step => ({
    kind: 'filter',
    filter: {
      ...bare(firewallArn ?? at, at),
      code,
      flows,
      evidence,
      mends,
      cuts: (question) => cuts(net, rules, question),
    },
  });
  const isAlike = rules.stateless.every(({ effect }) => effect !== 'pass');
  const seen: Step = asked('STATEFUL_ASYMMETRY', sees, () => [half(firewallArn ?? at)]);
  return [
    asked('FIREWALL_RULES_RESTRICTION', passes, (question) => firewallEvidence(net, rules, question)),
    // Where no packet passes without the stateful engine, it sees both halves.
    ...(isAlike ? [] : [seen]),
    stateful,
  ];
}

/** The rules of a firewall as its engines ask them. */
export function rulesOfFirewall(net: Lookup, arn: string, family: Family): FirewallRules {
  return compiled(net, `${family} ${arn}`).rules;
}

/** Each rule that admits, taken away. */
function cuts(net: Lookup, rules: FirewallRules, question: FilterQuestion): readonly Edit[] {
  const admitting = firewallEvidence(net, rules, question).filter(({ effect }) => effect === 'admits');
  return admitting.flatMap(({ component, rule }) => {
    const group = net.get('firewallRuleGroup', component);
    return group && rule ? withoutFirewallRule(group, rule) : [];
  });
}

const compiled = derivedBy((net, key) => {
  const [familyText, ...arn] = key.split(' ');
  const family = Number(familyText) as Family;
  const firewall = net.get('firewall', arn.join(' '));
  const policy = net.get('firewallPolicy', firewall?.firewall?.firewallPolicyArn);
  const exception = policy?.firewallPolicy?.statefulEngineOptions?.streamExceptionPolicy ?? 'DROP';
  const rules: FirewallRules = {
    family,
    stateless: policy ? statelessRules(net, policy, family) : [],
    stateful: firewall && policy ? statefulRules(net, firewall, policy, family) : [],
    midstream: works(exception, 'CONTINUE') ? 'continue' : 'drop',
  };
  return { rules, ...firewallFlows(net, rules) };
});

function bare(component: string, at: ComponentId) {
  return {
    component,
    at,
    direction: 'ingress',
    layer: 'firewalls',
    reads: 'source',
    admits: constantMap(ADMITS_ALL),
  } as const;
}

/** A firewall whose rules the input lacks lets everything pass, perhaps. */
function unread(net: Lookup, kind: Kind, id: string | undefined, at: ComponentId, place: Place): Step {
  const lacks = missing(net, kind, id, place);
  const text = `${net.recordType(kind).title} ${id ?? ''} is not in the input`.replace('  ', ' ');
  const filter: Filter = {
    ...bare(id ?? at, at),
    code: 'NOT_COLLECTED',
    admits: constantMap(UNDECIDED),
    answers: 'unasked',
    missing: lacks,
    evidence: () => [{ component: id ?? at, effect: 'blocks', text }],
  };
  return { kind: 'filter', filter };
}

function half(component: string): Evidence {
  const text = 'its stateless rules pass one direction and hand the other to the stateful rules';
  return { component, effect: 'blocks', text };
}
