import type { FilterQuestion } from '../model/route.ts';
import { NONE, type ServiceSetId } from '../net/service-set.ts';
import { type Asked, between, cidrOf, isIn, NAMES, type Piece, withoutDrop } from './firewall-edit-terms.ts';
import { linesAdded, rulesAdded } from './firewall-group-edits.ts';
import { groupAdded } from './firewall-new-group.ts';
import { matching } from './firewall-sweep.ts';
import { formatServices } from './format-services.ts';
import type { Lookup } from './lookup.ts';
import type { RecordOfKind } from './record-types.ts';
import { type ServiceTerm, serviceTerms } from './service-terms.ts';
import { works } from './states.ts';

type Policy = RecordOfKind<'firewallPolicy'>;
type Group = RecordOfKind<'firewallRuleGroup'>;

/** Rules that pass, in a group that is asked before what drops: in strict order the first match decides (NFW-04, NFW-05). */
export function statefulEdit(asked: Asked, lacking: ServiceSetId): Piece {
  if (lacking === NONE) return 'none';
  const { net, policy, rules, question } = asked;
  const { services: pool } = net.admissions;
  const terms = serviceTerms(pool, lacking);
  if (terms.some(({ protocol }) => NAMES[protocol] === undefined)) return undefined;
  const isStrict = works(policy.firewallPolicy?.statefulEngineOptions?.ruleOrder ?? '-', 'STRICT_ORDER');
  const met = matching(pool, rules.stateful, question.ends);
  const text = `add a stateful rule: pass ${formatServices(pool, lacking)} ${between(net, question)}`;
  const first = firstSid(net);
  const asFields = terms.map((term, i) => statefulRule(net, question, term, first + i));
  for (const group of statefulGroups(net, policy, isStrict)) {
    const own = met.filter(({ rule }) => isIn(rule, group));
    const comesLate = isStrict && own.some(({ rule }) => rule.effect !== 'pass');
    const { rulesString, statefulRules = [] } = group.ruleGroup?.rulesSource ?? {};
    if (rulesString !== undefined) {
      const lines = terms.map((term, i) => line(net, question, term, first + i));
      return linesAdded(group, lines, text);
    }
    if (statefulRules.length > 0 && !comesLate) return rulesAdded(group, 'stateful', asFields, text);
    if (comesLate) {
      const without = withoutDrop(net, group, [{ met, services: lacking, effect: 'pass' }]);
      if (without) return without;
      break;
    }
  }
  return groupAdded(net, policy, 'Stateful', asFields, text);
}

function statefulGroups(net: Lookup, policy: Policy, isStrict: boolean): readonly Group[] {
  const references = [...(policy.firewallPolicy?.statefulRuleGroupReferences ?? [])];
  if (isStrict) references.sort((a, b) => (a?.priority ?? 0) - (b?.priority ?? 0));
  return references.flatMap((one) => net.get('firewallRuleGroup', one?.resourceArn) ?? []);
}

/** Above all signature ids that are in use. */
function firstSid(net: Lookup): number {
  const used = net.all('firewallRuleGroup').flatMap(({ ruleGroup }) => {
    const { rulesString = '', statefulRules = [] } = ruleGroup?.rulesSource ?? {};
    const stated = statefulRules.flatMap((rule) => rule?.ruleOptions.map((one) => `${one?.keyword}:${one?.settings};`));
    return [...`${rulesString} ${stated.join(' ')}`.matchAll(/\bsid\s*:+\s*(\d+)/g)].map((found) => Number(found[1]));
  });
  return Math.max(1_000_000, ...used) + 1;
}

function line(net: Lookup, question: FilterQuestion, term: ServiceTerm, sid: number): string {
  const { source, destination } = question.ends;
  const [from, to] = [cidrOf(net, question, source), cidrOf(net, question, destination)];
  return `pass ${NAMES[term.protocol]} ${from} any -> ${to} ${portsOf(term)} (sid:${sid}; rev:1;)`;
}

function statefulRule(net: Lookup, question: FilterQuestion, term: ServiceTerm, sid: number): object {
  const { source, destination } = question.ends;
  return {
    Action: 'PASS',
    Header: {
      Protocol: NAMES[term.protocol]?.toUpperCase(),
      Source: cidrOf(net, question, source),
      SourcePort: 'ANY',
      Direction: 'FORWARD',
      Destination: cidrOf(net, question, destination),
      DestinationPort: portsOf(term).toUpperCase(),
    },
    RuleOptions: [{ Keyword: `sid:${sid}` }],
  };
}

function portsOf({ protocol, from, to }: ServiceTerm): string {
  if (protocol !== 6 && protocol !== 17) return 'any';
  if (from === 0 && to === 65_535) return 'any';
  return from === to ? String(from) : `${from}:${to}`;
}
